"""A streaming look at a sheet's raw XML, for what the quick reader leaves out.

calamine gives formulas saved without a result, and error values, as empty; and it makes room for
the whole box of cells, so a stray value in the last row of a sheet costs gigabytes. Here every
cell passes once, and only merges, such cells, and the outer corner are kept.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat

from liandong.core.kernel.errors import Text

from .errors import unreadable
from .text import column_of

_SHORT = 500
_CHARACTERS = 200 * 10**6

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column: rows from 1, columns from 0, both included."""


@dataclass(slots=True)
class SheetFacts:
    """What the raw sheet says; `broken` holds the error's name, or None for a missing result."""

    last_row: int = 0
    last_column: int = -1
    merges: list[Merge] = field(default_factory=list)
    broken: dict[tuple[int, int], str | None] = field(default_factory=dict)


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where in the archive the sheet of each name lies."""
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(tag: str, said: dict[str, str]) -> None:
        if tag.endswith("sheet"):
            ids = [v for k, v in said.items() if k.endswith(":id") or k == "id"]
            if "name" in said and ids:
                sheets[said["name"]] = ids[0]

    def target(tag: str, said: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            targets[said.get("Id", "")] = said.get("Target", "")

    _parse(archive, "xl/workbook.xml", sheet)
    _parse(archive, "xl/_rels/workbook.xml.rels", target)
    return {
        name: path.lstrip("/") if path.startswith("/") else normpath(join("xl", path))
        for name, key in sheets.items()
        if (path := targets.get(key, ""))
    }


def scan(path: Path, name: str) -> SheetFacts:
    """The facts of the sheet `name` of the workbook at `path`."""
    try:
        with zipfile.ZipFile(path) as archive:
            where = sheet_paths(archive).get(name)
            if where is None or where not in archive.namelist():
                why = Text(f"缺少工作表“{name}”的内容", f"the content of sheet “{name}” is missing")
                raise unreadable("broken", why=why)
            scanner = _Scanner(_long_shared(archive))
            _parse(archive, where, scanner.start, scanner)
            scanner.close_cell()
            return scanner.facts
    except (zipfile.BadZipFile, expat.ExpatError, ValueError, KeyError) as error:
        why = Text("工作表内容不是完整的 XML", "a sheet is not whole XML")
        raise unreadable("broken", why=why) from error


def _long_shared(archive: zipfile.ZipFile) -> list[int]:
    """The length of each shared string; nothing when all are short.

    A string is stored once and may stand in a million cells, so one long text is a bomb.
    """
    name = next((n for n in archive.namelist() if n.lower() == "xl/sharedstrings.xml"), None)
    lengths: list[int] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if tag.endswith("si"):
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    if name is not None:
        _parse(archive, name, start, text=text)
    return lengths if max(lengths, default=0) > _SHORT else []


def _parse(
    archive: zipfile.ZipFile,
    name: str,
    start: Any,
    scanner: Any = None,
    text: Any = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = _no_entities
    if scanner:
        scanner.parser = parser
    with archive.open(name) as file:
        while chunk := file.read(2**18):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _no_entities(*_: object) -> None:
    raise unreadable("unsafe")


class _Scanner:
    """Called for every element that opens; a cell is judged when the next one opens."""

    def __init__(self, lengths: list[int]) -> None:
        self._lengths = lengths
        self._characters = 0
        self.facts = SheetFacts()
        self.parser: Any = None
        self._row, self._column = 0, -1
        self._open = self._has_value = self._has_formula = False
        self._type, self._text = "", ""
        self._columns: dict[str, int] = {}

    def start(self, tag: str, said: dict[str, str]) -> None:
        """An element opens."""
        if ":" in tag:
            tag = tag[tag.rfind(":") + 1 :]
        if tag == "v":
            self._has_value = True
            if self._has_formula or self._type == "e" or (self._lengths and self._type == "s"):
                self.parser.CharacterDataHandler = self._collect
            return
        if tag == "c":
            self.close_cell()
            self._open = True
            self._type = said.get("t", "")
            self._place(said.get("r"))
        elif tag == "f":
            self._has_formula = True
        elif tag == "is":
            self._has_value = True
        elif tag == "row":
            self.close_cell()
            self._row = int(said["r"]) if "r" in said else self._row + 1
            self._column = -1
        elif tag == "mergeCell":
            self._merge(said.get("ref", ""))

    def _place(self, ref: str | None) -> None:
        if ref is None:
            self._column += 1
            return
        name = ref.rstrip("0123456789")
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = column_of(name)
        self._column = column

    def _collect(self, data: str) -> None:
        self._text += data

    def close_cell(self) -> None:
        """Judge the cell that was open."""
        if not self._open:
            return
        facts = self.facts
        if self._has_value or self._has_formula:
            facts.last_row = max(facts.last_row, self._row)
            facts.last_column = max(facts.last_column, self._column)
            if self._type == "e":
                facts.broken[self._row, self._column] = self._text or "#ERROR!"
            elif self._has_formula and not self._text and self._type != "str":
                facts.broken[self._row, self._column] = None
        if self._type == "s" and self._lengths:
            self._weigh(self._text)
        if self._text:
            self._text = ""
        self.parser.CharacterDataHandler = None
        self._open = self._has_value = self._has_formula = False

    def _weigh(self, number: str) -> None:
        index = int(number or 0)
        self._characters += self._lengths[index] if index < len(self._lengths) else 0
        if self._characters > _CHARACTERS:
            size, limit = (f"{n // 10**6} M" for n in (self._characters, _CHARACTERS))
            raise unreadable("too_big", size=size, limit=limit)

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        ends = []
        for one in (first, last or first):
            name = one.rstrip("0123456789")
            ends += [int(one[len(name) :]), column_of(name)]
        self.facts.merges.append((ends[0], ends[1], ends[2], ends[3]))
