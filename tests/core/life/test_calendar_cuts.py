"""How a year is cut: nothing left out, nothing twice, whatever the day."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from liandong.core.kernel.period import Period, gaps
from liandong.core.standards.life.calendar import SLOTS, Cut, latest_beginning, periods
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.judging import calls

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
CUTS = [Cut.MONTH, Cut.QUARTER, Cut.YEAR]


@settings(deadline=None)
@given(days, st.sampled_from(CUTS))
def test_the_periods_cover_the_year_so_far_and_meet(on, cut):
    found = list(periods(cut, on))
    assert gaps(Period.of_days(date(on.year, 1, 1), on), found) == ()
    assert all(one.meets(after) for one, after in pairwise(found))
    assert found[0].start == date(on.year, 1, 1)
    assert on in found[-1]
    assert [on in one for one in found].count(True) == 1


@settings(deadline=None)
@given(days)
def test_a_year_has_twelve_months_and_four_quarters_when_it_ends(on):
    last = date(on.year, 12, 31)
    months, quarters, years = (list(periods(cut, last)) for cut in CUTS)
    assert (len(months), len(quarters), len(years)) == (12, 4, 1)
    assert months[-1].end == quarters[-1].end == years[0].end == date(on.year + 1, 1, 1)
    assert {one.start for one in quarters} <= {one.start for one in months}
    assert sum(one.days for one in months) == years[0].days


@settings(deadline=None)
@given(days, st.sampled_from([*CUTS, Cut.DAY]))
def test_who_begins_in_time_stands_for_half_and_a_day_later_for_less(on, cut):
    for period in periods(cut, on):
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
            assert list(periods(cut, on))[one["slot"] - 1] == Period(one["start"], one["end"])
        assert one["last"] == one["end"] - timedelta(days=1)
    present = {one["norm"] for one in rows if one["start"] <= on < one["end"]}
    assert present == {norm for standard in STANDARDS for norm in standard.norms}
