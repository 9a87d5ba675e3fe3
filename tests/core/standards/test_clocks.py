"""Limits worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from liandong.core.kernel.workdays import BEIJING, Amendment, Workdays, national
from liandong.core.standards.clocks import In, Limit, Pause, due, late

HOUR, DAYS, WORKING = Limit(24, In.HOURS), Limit(7, In.DAYS), Limit(5, In.WORKING_DAYS)


def t(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("since", "limit", "expected"),
    [
        # hours are time gone by, night and holiday
        (t(9, 30, 15), HOUR, t(10, 1, 15)),
        (t(10, 1, 23, 50), Limit(30, In.MINUTES), t(10, 2, 0, 20)),
        # calendar days: not the first, all of the last; holidays count
        (t(9, 30, 15), DAYS, t(10, 8)),
        (t(9, 30, 0), DAYS, t(10, 8)),
        (t(9, 30, 23, 59), DAYS, t(10, 8)),
        # working days over the National Day of 2026: 8, 9, 10 (Saturday), 12, 13
        (t(9, 30, 15), WORKING, t(10, 14)),
        # … of 2025: 9, 10, 11 (Saturday), 13, 14
        (t(9, 30, 15, year=2025), WORKING, t(10, 15, year=2025)),
        # begun on a day off: 8, 9, 10, 12, 13
        (t(10, 3, 9), WORKING, t(10, 14)),
        # over a leap day: 29 February 2024 is a Thursday, 2 March a Saturday
        (t(2, 27, 9, year=2024), Limit(3, In.WORKING_DAYS), t(3, 2, year=2024)),
        (t(2, 22, 9, year=2024), DAYS, t(3, 1, year=2024)),
        # over the end of a year; 1 to 3 January 2026 off, Sunday the 4th worked
        (t(12, 31, 9, year=2025), Limit(2, In.WORKING_DAYS), t(1, 6)),
        (t(9, 30, 15), Limit(0, In.DAYS), t(10, 1)),
    ],
)  # fmt: skip
def test_by_hand(since: datetime, limit: Limit, expected: datetime) -> None:
    assert due(since, limit, national()) == expected


def test_the_day_is_that_of_the_office_and_not_of_greenwich() -> None:
    # 17:00 in Greenwich is the next day in Beijing
    since = datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert due(since, Limit(1, In.DAYS), national()) == t(11, 25)


def test_an_hour_is_an_hour_where_clocks_are_changed() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    calendar = Workdays(zone=berlin)
    since = datetime(2026, 3, 28, 12, tzinfo=berlin)
    end = due(since, HOUR, calendar)
    assert end == datetime(2026, 3, 29, 13, tzinfo=berlin)
    assert end is not None
    assert end - since.astimezone(UTC) == timedelta(hours=24)


def test_a_pause_moves_the_end_of_hours_by_its_length() -> None:
    pauses = [Pause(t(9, 30, 16), t(9, 30, 18)), Pause(t(10, 1, 10), t(10, 1, 11, 30))]
    assert due(t(9, 30, 15), HOUR, national(), pauses) == t(10, 1, 18, 30)
    # one that began after the limit was over changes nothing any more
    assert due(t(9, 30, 15), HOUR, national(), [Pause(t(10, 1, 15), t(10, 9))]) == t(10, 1, 15)


def test_a_day_that_ends_in_a_pause_does_not_count() -> None:
    # Paused from Monday 9 to Wednesday 11 November: Monday and Tuesday do not count
    over = [Pause(t(11, 9, 10), t(11, 11, 9))]
    assert due(t(11, 6, 9), Limit(2, In.WORKING_DAYS), national()) == t(11, 11)
    assert due(t(11, 6, 9), Limit(2, In.WORKING_DAYS), national(), over) == t(11, 13)
    within = [Pause(t(11, 9, 10), t(11, 9, 17))]
    assert due(t(11, 6, 9), Limit(2, In.WORKING_DAYS), national(), within) == t(11, 11)


def test_a_clock_that_stands_still_is_due_at_no_time() -> None:
    assert due(t(11, 6), HOUR, national(), [Pause(t(11, 6, 1))]) is None
    assert not late(None, t(12, 31))


def test_a_day_declared_late_moves_what_is_reckoned_from_then_on() -> None:
    off = Amendment(t(11, 10).date(), worked=False, declared_at=t(11, 9, 18))
    two = Limit(2, In.WORKING_DAYS)
    assert due(t(11, 9, 9), two, national().amended([off], t(11, 9, 17))) == t(11, 12)
    assert due(t(11, 9, 9), two, national().amended([off], t(11, 9, 19))) == t(11, 13)


def test_the_first_moment_after_is_late() -> None:
    end = due(t(9, 30, 15), DAYS, national())
    assert end is not None
    assert not late(end, end - timedelta(microseconds=1))
    assert late(end, end)


def test_limits_say_what_they_are_counted_in() -> None:
    assert (WORKING.text.zh, WORKING.text.en) == ("5 个工作日", "5 working days")
    assert {In(one).text.zh for one in In} == {"分钟", "小时", "天", "个工作日"}
