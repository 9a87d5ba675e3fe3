"""One kind of period everywhere: half-open `[start, end)`, whole days.

Screens show the inclusive last day; everything else counts with the half-open end, so that
consecutive periods meet without a gap or an overlap and a length is a subtraction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


class PeriodError(ValueError):
    """The two ends do not make a period."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """The days from `start` up to, and without, `end`; `end=None` is open."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise PeriodError(f"a period from {self.start} must end after it, not on {self.end}")

    @classmethod
    def of_days(cls, first: date, last: date | None) -> Period:
        """The period whose first and last days, both included, are given."""
        return cls(first, None if last is None else last + timedelta(days=1))

    @property
    def last_day(self) -> date | None:
        """The last day inside, as people write it; `None` when open."""
        return None if self.end is None else self.end - timedelta(days=1)

    @property
    def days(self) -> int | None:
        """Number of days; `None` when open."""
        return None if self.end is None else (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether at least one day lies in both."""
        return self.intersect(other) is not None

    def covers(self, other: Period) -> bool:
        """Whether every day of `other` lies in this period."""
        return self.intersect(other) == other

    def meets(self, other: Period) -> bool:
        """Whether `other` begins on the day this one ends."""
        return self.end == other.start

    def intersect(self, other: Period) -> Period | None:
        """The days in both, or `None` when there are none."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Period(start, end)

    def minus(self, other: Period) -> tuple[Period, ...]:
        """The days of this period that are not in `other`: none, one or two periods."""
        shared = self.intersect(other)
        if shared is None:
            return (self,)
        before = (Period(self.start, shared.start),) if self.start < shared.start else ()
        after = (
            (Period(shared.end, self.end),)
            if shared.end is not None and shared.end != self.end
            else ()
        )
        return before + after


def gaps(whole: Period, parts: Iterable[Period]) -> tuple[Period, ...]:
    """The days of `whole` that no part covers, in order."""
    left: tuple[Period, ...] = (whole,)
    for part in parts:
        left = tuple(rest for piece in left for rest in piece.minus(part))
    return left


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative); where that month is shorter, its
    last: a month after 31 January is the last of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first, after = date(year, month + 1, 1), date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (after - first).days))
