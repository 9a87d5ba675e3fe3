"""How a year is cut: months, quarters, the year itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from liandong.core.kernel.errors import Text
from liandong.core.kernel.period import Period


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
# The periods of a year, numbered.
SLOTS = {Cut.MONTH: range(1, 13), Cut.QUARTER: range(1, 5), Cut.YEAR: range(1, 2)}
MONTHS_OF = {Cut.MONTH: 1, Cut.QUARTER: 3, Cut.YEAR: 12}


def periods(cut: Cut, on: date) -> Iterator[Period]:
    """The periods that touch the days from 1 January to the day, in order; of days, the day."""
    if cut is Cut.DAY:
        yield Period.of_days(on, on)
        return
    months = MONTHS_OF[cut]
    for first in range(1, on.month + 1, months):
        after = first + months
        end = date(on.year + after // 13, (after - 1) % 12 + 1, 1)
        yield Period(date(on.year, first, 1), end)


def latest_beginning(period: Period) -> date:
    """The last day on which one may begin and still stand for at least half of the period."""
    assert period.end is not None  # noqa: S101  of a calendar
    assert period.days is not None  # noqa: S101
    return period.end - timedelta(days=(period.days + 1) // 2)
