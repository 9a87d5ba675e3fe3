"""The one day a sheet holds for, or the finding that says why there is none."""

from __future__ import annotations

from datetime import date

from .asof import Seen, choose, dates_of_row, no_such_day
from .findings import Finding, finding
from .header import Header
from .result import AsOf, Skipped
from .workbook import Sheet


def day_held(
    sheet: Sheet, header: Header, passed: tuple[Skipped, ...], on: date | None
) -> tuple[AsOf | None, list[Finding]]:
    """The day the user said, else the one that the sheet says."""
    if on is not None:
        return AsOf(on, on.isoformat(), ""), []
    one_day, rivals = choose(_seen(sheet, header, passed))
    if one_day and one_day.day:
        return AsOf(one_day.day, one_day.text, one_day.cell), []
    return None, [_why_none(rivals)]


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
