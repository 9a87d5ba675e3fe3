"""Open a workbook of any kind that is read, sheet by sheet, within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from .sheetxml import Merge, SheetFacts, scan
from .text import address
from .zipguard import check_zip

MAX_ROWS = 200_500
"""Rows that are read: 200,000 of data, with room for headings and notes."""
MAX_COLUMNS = 200


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
    except (CalamineError, ZipError, XmlError, WorksheetNotFound, OSError, ValueError) as error:
        why = Text("工作簿结构不完整", "the structure of the workbook is incomplete")
        raise unreadable("broken", why=why) from error


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
        else:
            self._old = OldWorkbook(path)
        with _breakage():
            self._book = CalamineWorkbook.from_path(path)
            self._all = [meta.name for meta in self._book.sheets_metadata]
            self.sheets = [
                SheetName(meta.name, meta.visible != SheetVisibleEnum.Visible)
                for meta in self._book.sheets_metadata
                if meta.typ == SheetTypeEnum.WorkSheet
            ]
        if not self.sheets:
            raise unreadable("no_sheet")

    def read(self, name: str) -> Sheet:
        """The sheet `name`; `UnreadableFile` when it is broken or beyond the limits."""
        if self._book is None:
            return Sheet(name, read_csv(self.path, MAX_ROWS, MAX_COLUMNS), [], {})
        if self._old is not None:
            with _breakage():
                facts = self._old.scan(self._all.index(name))
        else:
            facts = scan(self.path, name)
        if facts.last_row > MAX_ROWS or facts.last_column >= MAX_COLUMNS:
            cell = address(facts.last_row, facts.last_column)
            said = {"cell": cell, "rows": MAX_ROWS, "columns": MAX_COLUMNS}
            raise unreadable("too_many_rows", sheet=name, **said)
        with _breakage():
            sheet = self._book.get_sheet_by_name(name)
            rows = cast("list[list[object]]", sheet.to_python(skip_empty_area=False))
            merges = self._merges(facts, sheet.merged_cell_ranges or [])
        return Sheet(name, rows, merges, facts.broken)

    def _merges(
        self, facts: SheetFacts, found: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    ) -> list[Merge]:
        if self._old is None:
            return facts.merges
        return [(a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in found]


def open_workbook(path: str | Path) -> Workbook:
    """Open the file at `path`, or raise `UnreadableFile` saying what, why and what next."""
    return Workbook(Path(path))
