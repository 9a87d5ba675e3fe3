"""How a year is cut: months, quarters, the year itself; and how long the year before is still open.

Minutes are written up, and courses recorded, after a year is over: what was owed in its last month,
in its last quarter and in the year itself is asked for until the end of February (`CLOSING`)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from liandong.core.kernel.errors import Text
from liandong.core.kernel.period import Period, months_after


class Cut(StrEnum):
    """How often something is owed; `day` for what holds at any time."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def text(self) -> Text:
        """The words for screens."""
        return _TEXTS[self]


_TEXTS = {
    Cut.DAY: Text("随时", "at any time"),
    Cut.MONTH: Text("每月", "every month"),
    Cut.QUARTER: Text("每季度", "every quarter"),
    Cut.YEAR: Text("每年", "every year"),
}
# The periods of a year, numbered; `BEFORE` is the last one of the year before.
BEFORE = 0
SLOTS = {Cut.MONTH: range(13), Cut.QUARTER: range(5), Cut.YEAR: range(2)}
MONTHS_OF = {Cut.MONTH: 1, Cut.QUARTER: 3, Cut.YEAR: 12}
# The months in which the year before is still being closed.
CLOSING = range(1, 3)


def year_of(on: date) -> Period:
    """The year in which a day lies."""
    return Period(date(on.year, 1, 1), date(on.year + 1, 1, 1))


def needed_from(on: date, cut: Cut = Cut.YEAR) -> date:
    """The first day of the earliest period asked for on a day: from then on facts are needed."""
    return periods(cut, on)[0][1].start


def periods(cut: Cut, on: date) -> list[tuple[int, Period]]:
    """The periods asked for on a day, with their slots, in order: those that touch the days from
    1 January to the day, and while the year before is being closed its last one; of days, the day.
    """
    if cut is Cut.DAY:
        return [(1, Period.of_days(on, on))]
    months, year = MONTHS_OF[cut], year_of(on).start
    first = BEFORE if on.month in CLOSING and on.year > 1 else 1
    return [
        (slot, Period(months_after(year, months * (slot - 1)), months_after(year, months * slot)))
        for slot in range(first, (on.month - 1) // months + 2)
    ]


def latest_beginning(period: Period) -> date:
    """The last day on which one may begin and still stand for at least half of the period."""
    assert period.end is not None  # noqa: S101  of a calendar
    assert period.days is not None  # noqa: S101
    return period.end - timedelta(days=(period.days + 1) // 2)
