"""The rows below the headings: which are data, and what merged cells stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from liandong.core.kernel.errors import Text

from .errors import unreadable
from .header import Header, same_heading
from .result import Column, Role, Skipped
from .sheetxml import Merge
from .text import compact, shown, trimmed
from .workbook import MAX_ROWS, Sheet

_TOTAL = re.compile(r"[^计]{0,20}(?:合计|小计|总计|共计|累计)(?:数)?[:：]?")
_NOTE = re.compile(
    r"(?:说明|注|备注|附注|填[表报]?说明|填报|审核|制表|联系|数据来源|来源|.{0,4}负责人|填表)[^:：]{0,8}[:：]"
)
_LONG = 25
_SPREAD_LIMIT = 4 * MAX_ROWS


@dataclass(slots=True)
class Merged:
    """What merged cells of the body mean: places fill down; figures cannot be told apart."""

    places: dict[tuple[int, int], object] = field(default_factory=dict)
    figures: set[tuple[int, int]] = field(default_factory=set)


def merged_cells(sheet: Sheet, header: Header) -> Merged:
    """The cells that merges cover, in the columns that are read."""
    found = Merged()
    roles = {column.index: column.role for column in header.columns}
    spread = 0
    for top, left, bottom, right in sheet.merges:
        if top < header.data_row or top > len(sheet.rows):
            continue
        last = min(bottom, len(sheet.rows))
        columns = [c for c in range(left, min(right, max(roles)) + 1) if roles[c] != Role.IGNORED]
        spread += (last - top + 1) * len(columns)
        if spread > _SPREAD_LIMIT:
            why = Text("合并单元格过多", "there are too many merged cells")
            raise unreadable("broken", why=why)
        _cover(sheet, (top, left, last, right), columns, roles, found)
    return found


def _cover(
    sheet: Sheet, merge: Merge, columns: list[int], roles: dict[int, Role], found: Merged
) -> None:
    top, left, last, _ = merge
    anchor_row = sheet.rows[top - 1]
    value = anchor_row[left] if left < len(anchor_row) else ""
    for column in columns:
        for row in range(top, last + 1):
            if roles[column] is Role.FIELD:
                found.figures.add((row, column))
            elif column == left:
                found.places[row, column] = value


class Sorter:
    """Tells rows of data from totals, notes, repeated headings and blanks."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._fields = [c.index for c in columns if c.role is Role.FIELD]
        self._first_field = min(self._fields)
        self._units = [c for c in columns if c.role is Role.CODE] + [
            c for c in columns if c.role is Role.LEVEL
        ][-1:]

    def why_skipped(self, row: list[object]) -> str | None:
        """None for data, else total, note, header or blank."""
        lead = row[: self._first_field]
        texts = [cell for cell in lead if isinstance(cell, str) and cell]
        for text in texts:
            if "计" in text and _TOTAL.fullmatch(compact(text)):
                return "total"
        named = [c for c in self._units if c.index < len(row) and trimmed(shown(row[c.index]))]
        if any(same_heading(shown(row[c.index]), c) for c in named) and self._no_figures(row):
            return "header"
        if named and not self._is_note(row, texts):
            return None
        if any(i < len(row) and trimmed(shown(row[i])) for i in self._fields):
            return "note" if self._is_note(row, texts) else None
        return "note" if any(trimmed(shown(cell)) for cell in row) else "blank"

    def _no_figures(self, row: list[object]) -> bool:
        return not any(isinstance(row[i], int | float) for i in self._fields if i < len(row))

    def _is_note(self, row: list[object], texts: list[str]) -> bool:
        if not texts:
            return False
        first = compact(texts[0])
        if _NOTE.match(first):
            return self._no_figures(row)
        return len(texts) == 1 and len(first) > _LONG and self._no_figures(row)


def skipped(number: int, why: str, row: list[object]) -> Skipped:
    """A row passed over, with its text."""
    return Skipped(number, why, " ".join(t for cell in row if (t := trimmed(shown(cell)))))
