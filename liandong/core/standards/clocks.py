"""By when: limits in minutes, hours, calendar days or working days, with pauses.

* Minutes and hours are time gone by, day and night; a pause moves the end by its own length.
* Days begin to count on the day after, and end with its last: at midnight, `[start, end)`, so that
  the moment `due` gives is the first that is late. A last day that is a holiday stays the last of
  calendar days; holidays do not count among working days at all.
* A day counts unless the clock stood still when it ended: a pause within a day costs nothing.

A limit runs from its beginning, whoever holds the matter: a hand-over neither stops nor restarts
it. (That the first day does not count is article 201 of the Civil Code.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from liandong.core.kernel.errors import Text
from liandong.core.kernel.workdays import Workdays

_DAY = timedelta(days=1)


class In(StrEnum):
    """What a limit is counted in; the values are units of norms."""

    MINUTES = "minute"
    HOURS = "clock_hour"
    DAYS = "day"
    WORKING_DAYS = "working_day"

    @property
    def text(self) -> Text:
        """The words for screens, after a number."""
        return _TEXTS[self]


_TEXTS = {
    In.MINUTES: Text("分钟", "minutes"),
    In.HOURS: Text("小时", "hours"),
    In.DAYS: Text("天", "calendar days"),
    In.WORKING_DAYS: Text("个工作日", "working days"),
}
_LENGTH = {In.MINUTES: timedelta(minutes=1), In.HOURS: timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a unit."""

    amount: int
    unit: In

    @property
    def text(self) -> Text:
        """The words for screens, such as 7 天."""
        words = self.unit.text
        return Text(f"{self.amount} {words.zh}", f"{self.amount} {words.en}")


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock stood still from `start` up to, and without, `end`; `end=None`: it does still."""

    start: datetime
    end: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether the clock stood still at a moment."""
        return self.start <= moment and (self.end is None or moment < self.end)


def due(
    since: datetime, limit: Limit, calendar: Workdays, pauses: Sequence[Pause] = ()
) -> datetime | None:
    """The first moment that is late; `None` while the clock stands still.

    `since` and the pauses know their time zone. Pauses lie after `since` and do not overlap.
    """
    if any(one.end is None for one in pauses):
        return None
    if limit.unit in _LENGTH:
        return _by_length(since, _LENGTH[limit.unit] * limit.amount, pauses)
    day, left = since.astimezone(calendar.zone).date(), limit.amount
    while left:
        day += _DAY
        left -= _counts(day, limit.unit, calendar, pauses)
    return calendar.midnight_after(day)


def _by_length(since: datetime, length: timedelta, pauses: Sequence[Pause]) -> datetime:
    # In UTC: where clocks are changed, an hour is still an hour.
    end = since.astimezone(UTC) + length
    for one in sorted(pauses, key=lambda pause: pause.start):
        if one.end is not None and one.start < end:
            end += one.end - max(one.start, since)
    return end


def _counts(day: date, unit: In, calendar: Workdays, pauses: Sequence[Pause]) -> bool:
    if unit is In.WORKING_DAYS and not calendar.is_worked(day):
        return False
    # The very last moment of the day.
    last = calendar.midnight_after(day) - timedelta(microseconds=1)
    return not any(one.holds(last) for one in pauses)


def late(due_at: datetime | None, at: datetime) -> bool:
    """Whether a moment is after the limit; nothing is late on a clock that stands still."""
    return due_at is not None and at >= due_at
