"""A list of meetings that its sender looks at before it is taken; taken, it becomes a batch of the
intake as from the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from liandong.core.kernel.errors import Text
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import Batch
from liandong.domains.intake.passing.refusals import changed
from liandong.domains.intake.passing.said import Said, of_findings
from liandong.domains.intake.reading.errors import UnreadableFile
from liandong.domains.intake.reading.findings import Finding
from liandong.domains.intake.reading.marked import write_marked
from liandong.domains.intake.reading.text import letters
from liandong.domains.intake.reading.workbook import open_workbook
from liandong.domains.life import imports
from liandong.domains.life.bulk import PastMeeting
from liandong.domains.life.sheet import Line, Reading
from liandong.domains.orgs.models import Unit

Options = Mapping[str, Any]
Progress = Callable[[int, int], None]
KNOWN = "on_record"


def look(path: Path, unit: Unit, options: Options, progress: Progress, *, at: datetime) -> Said:
    """What a sheet says of the meetings of an organisation and below; nothing is written."""
    sheets: list[str] = []
    try:
        sheets = [one.name for one in open_workbook(path).sheets if not one.hidden]
        reading, said = _read(path, unit, options, progress, at)
    except UnreadableFile as error:
        return Said.unreadable(error, sheets)
    right, known = _counts(reading, said)
    return Said(
        sheet=reading.sheet, sheets=sheets, columns=_columns(reading), rows=len(reading.lines),
        right=right, known=known, **of_findings(imports.found(reading)),
    )  # fmt: skip


def _read(
    path: Path, unit: Unit, options: Options, progress: Progress, at: datetime
) -> tuple[Reading, list[PastMeeting | None]]:
    return imports.understand(path, unit, at, sheet=options.get("sheet"), progress=progress)


def _counts(reading: Reading, said: list[PastMeeting | None]) -> tuple[int, int]:
    """Rows to be taken, and rows on record already."""
    fits = [line for line, one in zip(reading.lines, said, strict=True) if one is not None]
    known = sum(_is_known(line) for line in fits)
    return len(fits) - known, known


def _is_known(line: Line) -> bool:
    return any(one.code == KNOWN for one in line.findings)


def _columns(reading: Reading) -> list[dict[str, Any]]:
    at = {column: name for name, column in reading.columns.items()}
    return [
        {"letter": letters(index), "header": heading, "target": at.get(index, ""), "sure": True,
         "read": index in at}
        for index, heading in enumerate(reading.headings) if heading
    ]  # fmt: skip


def take(  # noqa: PLR0913
    path: Path, unit: Unit, options: Options, progress: Progress, *, expected: int,
    accept_valid: bool, name: str, by: str, at: datetime,
) -> dict[str, int]:  # fmt: skip
    """Put the meetings on record, all or those that are right; the file is kept as their source.

    Raises `LiandongError`: findings_block; sheet_changed.
    """
    reading, said = _read(path, unit, options, progress, at)
    right, known = _counts(reading, said)
    if right != expected:
        raise changed(expected, right)
    batch = _received(path, unit, options, name=name, by=by, at=at)
    imports.publish(batch, accept_valid=accept_valid, by=by, at=at)
    return {"added": right, "known": known, "refused": len(reading.lines) - right - known}


def _received(
    path: Path, unit: Unit, options: Options, *, name: str, by: str, at: datetime
) -> Batch:
    with path.open("rb") as stream:
        batch = intake.receive(
            stream, name=name, kind=imports.KIND, unit=unit, by=by, at=at, options=dict(options)
        )
    return imports.read(batch, at=at)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A reading as the marking of workbooks takes it."""

    sheet: str
    header_rows: tuple[int, int]
    rows: list[Any]
    ok_rows: list[Any]
    findings: list[Finding]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity and code."""
        return dict(Counter(f"{one.severity} {one.code}" for one in self.findings))


@dataclass(frozen=True, slots=True)
class _Row:
    number: int


def mark(path: Path, unit: Unit, options: Options, target: Path, *, language: str,
         at: datetime) -> None:  # fmt: skip
    """The sender's workbook with every finding marked in its cell."""
    reading, said = _read(path, unit, options, lambda done, total: None, at)
    rows = [_Row(one.row) for one in reading.lines]
    fits = [row for row, one in zip(rows, said, strict=True) if one is not None]
    found = [
        Finding(one.row, one.column, one.severity, one.code, one.text, Text("", ""))
        for one in imports.found(reading)
    ]
    marked = _Marked(reading.sheet, reading.header_rows, rows, fits, found)
    write_marked(path, marked, target, language=language)  # type: ignore[arg-type]
