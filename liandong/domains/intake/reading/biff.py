"""The raw records of an old .xls: its error cells, and whether it is encrypted."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from liandong.core.kernel.errors import Text

from .errors import unreadable
from .ole import OleFile
from .sheetxml import SheetFacts

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_FILEPASS, _BOUNDSHEET, _EOF, _FORMULA, _BOOLERR, _MULRK = 0x2F, 0x85, 0x0A, 0x06, 0x205, 0xBD
_CELLS = {0x203, 0xFD, 0x27E, 0x204, _FORMULA, _BOOLERR, _MULRK}


class OldWorkbook:
    """The records of the workbook stream, sheet by sheet."""

    def __init__(self, path: Path) -> None:
        ole = OleFile(path)
        self._data = ole.stream("Workbook" if "Workbook" in ole.names else "Book")
        self._starts: list[int] = []
        for kind, at, _ in self._records(0):
            if kind == _FILEPASS:
                raise unreadable("encrypted")
            if kind == _BOUNDSHEET:
                self._starts.append(struct.unpack_from("<I", self._data, at)[0])

    def scan(self, number: int) -> SheetFacts:
        """The facts of the sheet of this number, from 0; merges are calamine's to tell."""
        facts = SheetFacts()
        if number >= len(self._starts):
            raise unreadable("broken", why=Text("缺少工作表", "a sheet is missing"))
        for kind, at, size in self._records(self._starts[number]):
            if kind not in _CELLS or size < 6:
                continue
            row, column = struct.unpack_from("<HH", self._data, at)
            last = struct.unpack_from("<H", self._data, at + size - 2)[0] if kind == _MULRK else 0
            facts.last_row = max(facts.last_row, row + 1)
            facts.last_column = max(facts.last_column, column, last)
            error = self._error(kind, at)
            if error is not None:
                facts.broken[row + 1, column] = error
        return facts

    def _error(self, kind: int, at: int) -> str | None:
        data = self._data
        if kind == _BOOLERR and data[at + 7] == 1:
            return _ERRORS.get(data[at + 6], "#ERROR!")
        if kind == _FORMULA and data[at + 12 : at + 14] == b"\xff\xff" and data[at + 6] == 2:
            return _ERRORS.get(data[at + 8], "#ERROR!")
        return None

    def _records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """Kind, place and size of each record from `at` to the end of its part."""
        data, end = self._data, len(self._data)
        while at + 4 <= end:
            kind, size = struct.unpack_from("<HH", data, at)
            if kind == _EOF or at + 4 + size > end:
                return
            yield kind, at + 4, size
            at += 4 + size
