"""How a year is cut: nothing left out, nothing twice, whatever the day."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from liandong.core.kernel.period import Period, gaps
from liandong.core.standards.life.calendar import (
    SLOTS,
    Cut,
    latest_beginning,
    needed_from,
    periods,
)
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.judging import calls

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
CUTS = [Cut.MONTH, Cut.QUARTER, Cut.YEAR]


@settings(deadline=None)
@given(days, st.sampled_from(CUTS))
def test_the_periods_cover_the_year_so_far_and_meet(on, cut):
    found = [period for _, period in periods(cut, on)]
    assert gaps(Period.of_days(date(on.year, 1, 1), on), found) == ()
    assert all(one.meets(after) for one, after in pairwise(found))
    assert found[on.month <= 2].start == date(on.year, 1, 1)
    assert on in found[-1]
    assert [on in one for one in found].count(True) == 1


@settings(deadline=None)
@given(days, st.sampled_from(CUTS))
def test_of_the_year_before_only_its_last_period_is_asked_for_and_only_until_march(on, cut):
    before = [(slot, one) for slot, one in periods(cut, on) if one.end <= date(on.year, 1, 1)]
    if on >= date(on.year, 3, 1):
        assert before == []
    else:
        first = {Cut.MONTH: date(on.year - 1, 12, 1), Cut.QUARTER: date(on.year - 1, 10, 1),
                 Cut.YEAR: date(on.year - 1, 1, 1)}  # fmt: skip
        assert before == [(0, Period(first[cut], date(on.year, 1, 1)))]


@settings(deadline=None)
@given(days, st.sampled_from([*CUTS, Cut.DAY]))
def test_facts_are_needed_from_the_first_day_of_the_earliest_period(on, cut):
    assert needed_from(on, cut) == min(one.start for _, one in periods(cut, on))
    assert needed_from(on) <= needed_from(on, cut)


@settings(deadline=None)
@given(days, st.integers(0, 58), st.sampled_from(CUTS))
def test_what_was_owed_on_the_last_day_of_a_year_is_owed_until_the_end_of_february(on, more, cut):
    eve = date(on.year, 12, 31)
    after = eve + timedelta(days=1 + more)
    assert periods(cut, eve)[-1][1] == dict(periods(cut, after))[0]


@settings(deadline=None)
@given(days)
def test_a_year_has_twelve_months_and_four_quarters_when_it_ends(on):
    last = date(on.year, 12, 31)
    months, quarters, years = ([one for _, one in periods(cut, last)] for cut in CUTS)
    assert (len(months), len(quarters), len(years)) == (12, 4, 1)
    assert months[-1].end == quarters[-1].end == years[0].end == date(on.year + 1, 1, 1)
    assert {one.start for one in quarters} <= {one.start for one in months}
    assert sum(one.days for one in months) == years[0].days


@settings(deadline=None)
@given(days, st.sampled_from([*CUTS, Cut.DAY]))
def test_who_begins_in_time_stands_for_half_and_a_day_later_for_less(on, cut):
    for _, period in periods(cut, on):
        first = latest_beginning(period)
        assert first in period
        assert (period.end - first).days * 2 >= period.days
        assert (period.end - first - timedelta(days=1)).days * 2 < period.days


@settings(deadline=None)
@given(days)
def test_every_call_has_its_slot_and_each_standard_its_present_one(on):
    rows = calls.tables(on)["calls"].to_pylist()
    assert len({one["call"] for one in rows}) == len(rows)
    for one in rows:
        cut = Cut(one["cut"])
        if cut is not Cut.DAY:
            assert one["slot"] in SLOTS[cut]
            assert dict(periods(cut, on))[one["slot"]] == Period(one["start"], one["end"])
        assert one["last"] == one["end"] - timedelta(days=1)
    present = {one["norm"] for one in rows if one["start"] <= on < one["end"]}
    assert present == {norm for standard in STANDARDS for norm in standard.norms}
