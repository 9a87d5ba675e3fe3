"""Find the block of headings of a sheet and what each column is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from .columns import Lookup, match
from .definition import LedgerDefinition
from .result import Column, Role
from .sheetxml import Merge
from .text import compact, shown
from .units import unit_named, without_units
from .workbook import Sheet

LOOK_IN = 40
"""Rows, from the top, in which the headings are sought."""
_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+")
_ORDINAL = re.compile(r"[甲乙丙丁戊己庚辛]|\(?\d{1,2}\)?")
_COMMON = 2
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Header:
    """The headings: rows `first` to `last` (from 1), data from `data_row`, the columns."""

    first: int
    last: int
    data_row: int
    columns: tuple[Column, ...]

    @property
    def rank(self) -> tuple[int, int]:
        """Compares blocks: how many different things were recognised, and in how few rows."""
        named = {c.target or c.role for c in self.columns if c.role is not Role.IGNORED}
        return len(named), self.first - self.last


def find_header(
    sheet: Sheet, definition: LedgerDefinition, mapping: Mapping[str, str]
) -> Header | None:
    """The block of one to three rows that names the most columns; None when none will do."""
    lookup = Lookup.of(definition, mapping)
    best: Header | None = None
    for first in range(1, min(LOOK_IN, len(sheet.rows)) + 1):
        for last in range(first, min(first + 2, len(sheet.rows)) + 1):
            if _has_numbers(sheet.rows[last - 1]):
                break
            paths = _paths(sheet, first, last)
            columns = tuple(match(index, path, lookup) for index, path in enumerate(paths))
            header = Header(first, last, last + 1, columns)
            if _will_do(header, definition) and (best is None or header.rank > best.rank):
                best = header
    return _with_tail(sheet, best, lookup) if best else None


def _will_do(header: Header, definition: LedgerDefinition) -> bool:
    roles = {column.role for column in header.columns}
    named = {column.target for column in header.columns}
    has_unit = definition.unit_level.code in named or Role.CODE in roles
    return has_unit and Role.FIELD in roles


def _has_numbers(row: list[object]) -> bool:
    return any(
        isinstance(cell, int | float)
        or (isinstance(cell, str) and _NUMBER.fullmatch(compact(cell[:_LONGEST])))
        for cell in row
    )


def _with_tail(sheet: Sheet, header: Header, lookup: Lookup) -> Header:
    """Take in a row of units, and pass over a row that numbers the columns, below the block."""
    last, data_row = header.last, header.data_row
    columns = header.columns
    for number in (last + 1, last + 2):
        if number > len(sheet.rows):
            break
        texts = [compact(shown(cell)) for cell in sheet.rows[number - 1] if shown(cell).strip()]
        if texts and all(unit_named(t.strip("()")) for t in texts):
            last = number
            paths = _paths(sheet, header.first, last)
            columns = tuple(match(index, path, lookup) for index, path in enumerate(paths))
        elif not (len(texts) > _COMMON and all(map(_ORDINAL.fullmatch, texts))):
            break
        data_row = number + 1
    return Header(header.first, last, data_row, columns)


def _paths(sheet: Sheet, first: int, last: int) -> list[list[str]]:
    """For each column its headings from the top down, merged cells spread out."""
    rows = [
        [shown(cell).strip()[:_LONGEST] for cell in row] for row in sheet.rows[first - 1 : last]
    ]
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    merges = [m for m in sheet.merges if m[0] <= last and m[2] >= first]
    for merge in merges:
        _spread(rows, merge, first)
    if not any(m[1] < m[3] for m in merges):
        _spread_right(rows)
    paths = []
    for column in range(width):
        path: list[str] = []
        for row in rows:
            if row[column] and row[column] not in path:
                path.append(row[column])
        paths.append(path)
    return paths


def _spread(rows: list[list[str]], merge: Merge, first: int) -> None:
    top, left, bottom, right = merge
    if top < first or left >= len(rows[0]):
        return
    text = rows[top - first][left]
    for row in rows[top - first : bottom - first + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = row[column] or text


def _spread_right(rows: list[list[str]]) -> None:
    """Without merges (as in a .csv), a group heading stands over the blanks to its right."""
    for upper, lower in pairwise(rows):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column] and lower[column - 1]:
                upper[column] = upper[column - 1]


def same_heading(text: str, column: Column) -> bool:
    """Whether a cell of the body repeats the heading of its column (a heading on each page)."""
    tight = without_units(text)
    return bool(tight) and any(tight == without_units(part) for part in column.header.split(" / "))
