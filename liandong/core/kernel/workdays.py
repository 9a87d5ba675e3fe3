"""Which days are worked: public holidays and the weekend days worked in their place (调休).

The calendar of the State Council comes a year at a time, in the late autumn before. A year it does
not say anything about is taken as its weekdays, and `knows` says so. What a place declares beside
it, often at short notice, are amendments: each knows when it was declared, so that a calendar can
be had as it was known at a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

import chinese_calendar

BEIJING = ZoneInfo("Asia/Shanghai")
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A day of which a place says itself whether it is worked."""

    day: date
    worked: bool
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class Workdays:
    """A working calendar in the time of an office. `special` are the days that are not as their
    weekday says; `years` those the calendar was published for."""

    special: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    zone: tzinfo = BEIJING

    def is_worked(self, day: date) -> bool:
        """Whether people are at work on a day."""
        return self.special.get(day, day.weekday() < _SATURDAY)

    def knows(self, day: date) -> bool:
        """Whether the holidays of that year were published; else its weekdays are taken."""
        return day.year in self.years

    def amended(
        self, amendments: Iterable[Amendment], known_at: datetime | None = None
    ) -> Workdays:
        """This calendar with what was declared up to a moment (ever); the last word on a day
        holds."""
        said = [a for a in amendments if known_at is None or a.declared_at <= known_at]
        later = {one.day: one.worked for one in sorted(said, key=lambda a: a.declared_at)}
        return Workdays({**self.special, **later}, self.years, self.zone)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a day, which does not count itself; the day for n = 0.
        Raises `ValueError` for a negative n."""
        if n < 0:
            raise ValueError("working days are counted forward")
        while n:
            day += _DAY
            n -= self.is_worked(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie in `[start, end)`."""
        days = ((start + timedelta(days=n)) for n in range(max(0, (end - start).days)))
        return sum(self.is_worked(day) for day in days)

    def midnight_after(self, day: date) -> datetime:
        """The moment at which a day is over where the office is."""
        following = day + _DAY
        return datetime(following.year, following.month, following.day, tzinfo=self.zone)


@cache
def national() -> Workdays:
    """The calendar of the State Council, as far as it is published."""
    special = dict.fromkeys(chinese_calendar.holidays, False)
    special.update(dict.fromkeys(chinese_calendar.workdays, True))
    # A holiday that falls on a day off anyway is listed too; a day is special all the same.
    return Workdays(special, frozenset(day.year for day in special))
