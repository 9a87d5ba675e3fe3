"""Periods by their days: each operation says the same as a set of days would."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.kernel.period import Period, PeriodError, gaps

ZERO = date(2016, 1, 1)
HORIZON = 40  # days looked at; open periods reach beyond
DAYS = [ZERO + timedelta(days=n) for n in range(HORIZON)]


@st.composite
def periods(draw):
    start = draw(st.integers(0, 30))
    length = draw(st.none() | st.integers(1, 8))
    return Period(DAYS[start], None if length is None else DAYS[start] + timedelta(days=length))


def days(*parts):
    return {day for day in DAYS for part in parts if day in part}


def test_the_last_day_is_inside_and_the_end_is_not():
    year = Period.of_days(date(2016, 1, 1), date(2016, 12, 31))
    assert year == Period(date(2016, 1, 1), date(2017, 1, 1))
    assert date(2016, 12, 31) in year
    assert date(2017, 1, 1) not in year
    assert (year.last_day, year.days) == (date(2016, 12, 31), 366)


def test_one_day_is_a_period_and_no_day_is_not():
    assert Period.of_days(ZERO, ZERO).days == 1
    with pytest.raises(PeriodError):
        Period(ZERO, ZERO)
    with pytest.raises(PeriodError):
        Period(ZERO, ZERO - timedelta(days=1))


def test_an_open_period_has_no_last_day():
    assert Period.of_days(ZERO, None) == Period(ZERO)
    assert (Period(ZERO).last_day, Period(ZERO).days) == (None, None)
    assert date.max in Period(ZERO)


@given(periods())
def test_a_length_counts_the_days(one):
    if one.days is not None:
        assert one.days == len(days(one))
        assert Period.of_days(one.start, one.last_day) == one


@given(periods(), periods())
def test_intersection_is_the_days_in_both(one, other):
    shared = one.intersect(other)
    assert (days(shared) if shared else set()) == days(one) & days(other)
    assert shared == other.intersect(one)
    assert one.overlaps(other) == bool(days(one) & days(other))


@given(periods(), periods())
def test_difference_is_the_days_in_one_only(one, other):
    rest = one.minus(other)
    assert days(*rest) == days(one) - days(other)
    assert len(rest) <= 2
    assert not any(part.overlaps(other) for part in rest)


@given(periods(), periods())
def test_covering_and_meeting(one, other):
    reaches = one.end is None or (other.end is not None and other.end <= one.end)
    assert one.covers(other) == (one.start <= other.start and reaches)
    if one.meets(other):
        assert not one.overlaps(other)
        assert one.last_day == other.start - timedelta(days=1)


@given(periods(), st.lists(periods(), max_size=5))
def test_gaps_are_the_days_nobody_covers(whole, parts):
    holes = gaps(whole, parts)
    assert days(*holes) == days(whole) - days(*parts)
    assert list(holes) == sorted(holes, key=lambda hole: hole.start)
    assert not any(hole.meets(after) for hole, after in pairwise(holes))
