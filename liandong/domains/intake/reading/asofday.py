"""The one day a sheet holds for, or the finding that says why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .asof import Seen, choose, dates_of_row, no_such_day
from .findings import Finding, finding
from .header import Header
from .result import AsOf, Skipped
from .workbook import Sheet


@dataclass(frozen=True, slots=True)
class Days:
    """The days a sheet may hold for, both included; None leaves an end open."""

    first: date | None = None
    last: date | None = None


def day_held(
    sheet: Sheet, header: Header, passed: tuple[Skipped, ...], on: date | None, days: Days
) -> tuple[AsOf | None, list[Finding]]:
    """The day the user said, else the one that the sheet says; None when it is none of `days`."""
    if on is not None:
        wrong = _outside(on, days, 1, 0)
        return (None, [wrong]) if wrong else (AsOf(on, on.isoformat(), ""), [])
    one_day, rivals = choose(_seen(sheet, header, passed))
    if one_day is None or one_day.day is None:
        return None, [_why_none(rivals)]
    wrong = _outside(one_day.day, days, one_day.row, one_day.column)
    return (None, [wrong]) if wrong else (AsOf(one_day.day, one_day.text, one_day.cell), [])


def _outside(day: date, days: Days, row: int, column: int) -> Finding | None:
    """What is wrong with a day still to come, or one before anything is on record."""
    if days.last and day > days.last:
        return finding("as_of_future", row, column, {"day": day, "today": days.last})
    if days.first and day < days.first:
        return finding("as_of_early", row, column, {"day": day, "first": days.first})
    return None


def _seen(sheet: Sheet, header: Header, passed: tuple[Skipped, ...]) -> list[Seen]:
    """The dates above the headings, and those that a note below says the sheet holds for."""
    seen: list[Seen] = []
    for number in range(1, header.first):
        seen += dates_of_row(number, sheet.rows[number - 1])
    for one in passed:
        if one.why == "note":
            seen += (s for s in dates_of_row(one.row, sheet.rows[one.row - 1]) if s.said)
    return seen


def _why_none(rivals: list[Seen]) -> Finding:
    for one in rivals:
        why = no_such_day(one.text) if one.day is None else None
        if why:
            about = {"raw": one.text, "why": why}
            return finding("as_of_ambiguous:none", one.row, one.column, about)
    if rivals:
        raw = "、".join(f"{s.cell} {s.text}" for s in rivals[:3])
        return finding("as_of_ambiguous", rivals[0].row, rivals[0].column, {"raw": raw})
    return finding("as_of_missing", 1, 0)
