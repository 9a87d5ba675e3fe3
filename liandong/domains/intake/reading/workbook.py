"""Open a workbook of any kind that is read, sheet by sheet, within bounds."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
    XmlError,
    ZipError,
)

from liandong.core.kernel.errors import Text

from .biff import OldWorkbook
from .csvfile import read_csv
from .errors import unreadable
from .filetype import Kind, kind_of
from .oldxls import list_sheets, read_sheet
from .sheetxml import Merge, SheetFacts, scan
from .text import address
from .zipguard import check_zip

MAX_ROWS = 200_500
"""Rows that are read: 200,000 of data, with room for headings and notes."""
MAX_COLUMNS = 200


_WHY = Text("工作簿结构不完整", "the structure of the workbook is incomplete")
_BROKEN = (
    CalamineError,
    ZipError,
    XmlError,
    WorksheetNotFound,
    OSError,
    ValueError,
    IndexError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class SheetName:
    """A worksheet, not read yet."""

    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet: `rows[0]` is row 1. `broken` cells look empty but are not."""

    name: str
    rows: list[list[object]]
    merges: list[Merge]
    broken: dict[tuple[int, int], str | None]


@contextmanager
def _breakage() -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise unreadable("encrypted") from error
    except _BROKEN as error:
        raise unreadable("broken", why=_WHY) from error
    except BaseException as error:  # calamine panics, in Rust, on some broken files
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable("broken", why=_WHY) from error


class Workbook:
    """A file that was found to be readable; sheets are read when asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kind = kind_of(path)
        self._book: CalamineWorkbook | None = None
        self._old: OldWorkbook | None = None
        if self.kind is Kind.CSV:
            self.sheets = [SheetName(path.stem, hidden=False)]
            return
        if self.kind is Kind.XLSX:
            check_zip(path)
            listed = self._list_new()
        else:
            with _breakage():
                self._old = OldWorkbook(path)
                listed = list_sheets(path)
        self._all = [name for name, _, _ in listed]
        self.sheets = [SheetName(name, hidden) for name, work, hidden in listed if work]
        if not self.sheets:
            raise unreadable("no_sheet")

    def _list_new(self) -> list[tuple[str, bool, bool]]:
        with _breakage():
            self._book = CalamineWorkbook.from_path(self.path)
            return [
                (m.name, m.typ == SheetTypeEnum.WorkSheet, m.visible != SheetVisibleEnum.Visible)
                for m in self._book.sheets_metadata
            ]

    def read(self, name: str) -> Sheet:
        """The sheet `name`; `UnreadableFile` when it is broken or beyond the limits."""
        if self.kind is Kind.CSV:
            return Sheet(name, read_csv(self.path, MAX_ROWS, MAX_COLUMNS), [], {})
        with _breakage():
            facts = self._old.scan(self._all.index(name)) if self._old else scan(self.path, name)
        if facts.last_row > MAX_ROWS or facts.last_column >= MAX_COLUMNS:
            cell = address(facts.last_row, facts.last_column)
            said = {"cell": cell, "rows": MAX_ROWS, "columns": MAX_COLUMNS}
            raise unreadable("too_many_rows", sheet=name, **said)
        rows, merges = self._cells(name, facts)
        # In a damaged file some merges end before they begin.
        sound = [m for m in merges if 1 <= m[0] <= m[2] and 0 <= m[1] <= m[3]]
        return Sheet(name, rows, sound, facts.broken)

    def _cells(self, name: str, facts: SheetFacts) -> tuple[list[list[object]], list[Merge]]:
        if self._book is None:
            rows, merges = read_sheet(self.path, name)
            return rows, [(top + 1, left, last + 1, right) for top, left, last, right in merges]
        with _breakage():
            sheet = self._book.get_sheet_by_name(name)
            found = sheet.to_python(skip_empty_area=False)
            return cast("list[list[object]]", found), facts.merges


def open_workbook(path: str | Path) -> Workbook:
    """Open the file at `path`, or raise `UnreadableFile` saying what, why and what next."""
    return Workbook(Path(path))
