"""The working calendar against the notices of the State Council, read by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from liandong.core.kernel.workdays import Amendment, Workdays, national

D = date


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        # 2025: National Day with mid-autumn, 1 to 8 October; worked on 28 September, 11 October
        (D(2025, 9, 28), True), (D(2025, 9, 30), True), (D(2025, 10, 1), False),
        (D(2025, 10, 8), False), (D(2025, 10, 9), True), (D(2025, 10, 11), True),
        (D(2025, 10, 12), False),
        # 2026: 1 to 7 October; worked on 20 September and 10 October
        (D(2026, 9, 20), True), (D(2026, 10, 1), False), (D(2026, 10, 7), False),
        (D(2026, 10, 8), True), (D(2026, 10, 10), True), (D(2026, 10, 11), False),
        # Mid-autumn 2026, 25 to 27 September
        (D(2026, 9, 25), False), (D(2026, 9, 28), True),
    ],
)  # fmt: skip
def test_holidays_and_the_days_worked_in_their_place(day: date, worked: bool) -> None:
    assert national().is_worked(day) is worked


def test_the_week_around_national_day() -> None:
    # 30 September 2025 (Tuesday): next worked are 9, 10, 11 (Saturday), 13 October
    assert [national().after(D(2025, 9, 30), n) for n in (0, 1, 2, 3, 4)] == [
        D(2025, 9, 30), D(2025, 10, 9), D(2025, 10, 10), D(2025, 10, 11), D(2025, 10, 13),
    ]  # fmt: skip
    # 30 September 2026 (Wednesday): next worked are 8, 9, 10 (Saturday), 12 October
    assert [national().after(D(2026, 9, 30), n) for n in (1, 2, 3, 4)] == [
        D(2026, 10, 8), D(2026, 10, 9), D(2026, 10, 10), D(2026, 10, 12),
    ]  # fmt: skip
    assert national().between(D(2025, 10, 1), D(2025, 10, 13)) == 3
    assert national().between(D(2025, 10, 13), D(2025, 10, 1)) == 0


def test_a_year_without_a_calendar_has_its_weekdays_and_says_so() -> None:
    assert national().knows(D(2026, 1, 1))
    assert not national().knows(D(2099, 10, 1))
    assert national().is_worked(D(2099, 10, 1))  # a Thursday
    assert not national().is_worked(D(2099, 10, 3))


def test_a_leap_day_is_a_day() -> None:
    assert national().is_worked(D(2024, 2, 29))  # a Thursday
    assert national().after(D(2024, 2, 28), 2) == D(2024, 3, 1)


def test_what_is_declared_late_holds_from_when_it_is_known() -> None:
    """A typhoon: Monday 7 September 2026 off, declared the evening before; then taken back."""
    evening, night = (datetime(2026, 9, 6, h, tzinfo=UTC) for h in (10, 14))
    off = Amendment(D(2026, 9, 7), worked=False, declared_at=evening)
    on = Amendment(D(2026, 9, 7), worked=True, declared_at=night)
    before = datetime(2026, 9, 6, 9, tzinfo=UTC)
    assert national().amended([off], known_at=before).is_worked(D(2026, 9, 7))
    assert not national().amended([off, on], known_at=evening).is_worked(D(2026, 9, 7))
    assert national().amended([on, off]).is_worked(D(2026, 9, 7))
    assert national().is_worked(D(2026, 9, 7)), "the calendar itself is as it was"


def test_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        Workdays().after(D(2026, 1, 1), -1)
