"""Read a sheet of meetings: find the headings, then each row, with what is wrong where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from liandong.core.kernel.errors import Severity, Text
from liandong.domains.intake.reading.errors import UnreadableFile
from liandong.domains.intake.reading.text import compact, shown, trimmed
from liandong.domains.intake.reading.workbook import Sheet, Workbook, open_workbook
from liandong.domains.life.sheet import words
from liandong.domains.life.sheet.findings import Finding, finding

LOOK_IN = 30
_COUNTS = ("entitled", "present", "guests")
_TEXTS = {"venue": 120, "topic": 200}
_TOTALS = ("合计", "小计", "总计", "说明", "备注", "填表", "审核", "注：", "注:")


@dataclass(slots=True)
class Line:
    """One meeting as a row says it; `unit` is what stands there, to be looked up."""

    row: int
    cells: Mapping[str, int]
    unit: str = ""
    code: str = ""
    kinds: list[str] = field(default_factory=list)
    on: date | None = None
    counts: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def say(self, key: str, about: str, **said: object) -> None:
        """Note a finding at the cell of a field."""
        self.findings.append(finding(key, self.row, self.cells.get(about, 0), **said))

    @property
    def ok(self) -> bool:
        return not any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sheet was understood."""

    sheet: str
    columns: Mapping[str, int]
    lines: list[Line]
    head: int = 1
    headings: tuple[str, ...] = ()

    @property
    def header_rows(self) -> tuple[int, int]:
        """First and last row of the headings, from 1."""
        return self.head, self.head


def read_meetings(
    path: Path, *, sheet: str | None = None, progress: Callable[[int, int], None] | None = None
) -> Reading:
    """The rows of the sheet named, or of the first that has the headings.

    Raises `UnreadableFile`: a broken file, or none of its sheets is a list of meetings.
    """
    book = open_workbook(path)
    for one in _chosen(book, sheet):
        head = _head(one)
        if head is not None:
            headings = tuple(trimmed(shown(cell)) for cell in one.rows[head[0] - 1])
            lines = _lines(one, *head, progress)
            return Reading(one.name, head[1], lines, head[0], headings)
    raise UnreadableFile(
        "no_meetings",
        Text(
            "没有找到会议台账的表头。表头要有：组织（或组织代码）、类别、日期、实到。",
            "No headings of a list of meetings were found. They are: organisation (or code), kind, "
            "date, present.",
        ),
    )


def _chosen(book: Workbook, sheet: str | None) -> list[Sheet]:
    names = [one.name for one in book.sheets if not one.hidden]
    if sheet is not None:
        wanted = names[int(sheet) - 1 : int(sheet)] if sheet.isdigit() else []
        names = [sheet] if sheet in names else wanted
    return [book.read(name) for name in names]


def _head(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of headings (from 1) and what stands in which column."""
    for number, row in enumerate(sheet.rows[:LOOK_IN], start=1):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            name = words.field_of(shown(cell)) if shown(cell) else None
            if name is not None:
                found.setdefault(name, column)
        if {"kind", "on", "present"} <= set(found) and {"unit", "code"} & set(found):
            return number, found
    return None


def _lines(
    sheet: Sheet, head: int, columns: dict[str, int], progress: Callable[[int, int], None] | None
) -> list[Line]:
    covered, merged = _merges(sheet, head, columns)
    lines = []
    for number in range(head + 1, len(sheet.rows) + 1):
        row = sheet.rows[number - 1]
        said = {
            name: covered.get((number, at), row[at] if at < len(row) else "")
            for name, at in columns.items()
        }
        if _is_data(said, row, columns):
            lines.append(_line(number, columns, said, merged))
        if progress and number % 1_000 == 0:
            progress(number, len(sheet.rows))
    return lines


def _merges(
    sheet: Sheet, head: int, columns: dict[str, int]
) -> tuple[dict[tuple[int, int], object], set[tuple[int, int]]]:
    """Names and days fill down through merged cells; of counts it cannot be told."""
    covered: dict[tuple[int, int], object] = {}
    merged: set[tuple[int, int]] = set()
    names = {at: name for name, at in columns.items()}
    for top, left, bottom, _ in sheet.merges:
        if top <= head or left not in names or top > len(sheet.rows):
            continue
        row = sheet.rows[top - 1]
        value = row[left] if left < len(row) else ""
        for number in range(top, min(bottom, len(sheet.rows)) + 1):
            if names[left] not in _COUNTS:
                covered[number, left] = value
            elif bottom > top:
                merged.add((number, left))
    return covered, merged


def _is_data(said: Mapping[str, object], row: list[object], columns: Mapping[str, int]) -> bool:
    texts = {name: trimmed(shown(value)) for name, value in said.items()}
    if not any(texts[name] for name in columns if name not in _TEXTS):
        return False
    first = next((trimmed(shown(cell)) for cell in row if trimmed(shown(cell))), "")
    if compact(first).startswith(_TOTALS):
        return False
    # A heading repeated on each page.
    return not all(words.field_of(text) for text in texts.values() if text)


def _line(
    number: int, columns: Mapping[str, int], said: Mapping[str, object],
    merged: set[tuple[int, int]],
) -> Line:  # fmt: skip
    line = Line(number, columns)
    line.unit = trimmed(shown(said.get("unit")))
    line.code = compact(shown(said.get("code")))
    if not line.unit and not line.code:
        line.say("unit_missing", "unit" if "unit" in columns else "code")
    kinds = words.kinds_of(shown(said["kind"]))
    if kinds is None:
        line.say("bad_kind", "kind", raw=shown(said["kind"]))
    line.kinds = [kind.value for kind in kinds or ()]
    line.on = words.day_of(said["on"])
    if line.on is None:
        line.say("bad_date", "on", raw=shown(said["on"]))
    for name in _COUNTS:
        _count(line, name, said.get(name, ""), merged)
    for name, limit in _TEXTS.items():
        text = trimmed(shown(said.get(name)))
        if len(text) > limit:
            line.say("too_long", name, limit=limit)
        line.texts[name] = text[:limit]
    return line


def _count(line: Line, name: str, value: object, merged: set[tuple[int, int]]) -> None:
    if (line.row, line.cells.get(name)) in merged:
        line.say("merged_count", name)
    elif trimmed(shown(value)):
        count = words.count_of(value)
        if count is None:
            line.say("bad_count", name, raw=shown(value))
        else:
            line.counts[name] = count
    elif name == "present":
        line.say("present_missing", name)
