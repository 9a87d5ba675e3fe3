"""From a file to the people it names, every finding at its cell. Nothing of it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from liandong.core.kernel.errors import Severity
from liandong.domains.intake.reading.body import Sorter, merged_cells
from liandong.domains.intake.reading.choose import choose_sheet
from liandong.domains.intake.reading.findings import Finding
from liandong.domains.intake.reading.header import Header
from liandong.domains.intake.reading.layout import one_column_each
from liandong.domains.intake.reading.result import Column
from liandong.domains.intake.reading.workbook import Sheet, open_workbook
from liandong.domains.members.imports import alike
from liandong.domains.members.imports.branches import Branches
from liandong.domains.members.imports.columns import ROSTER
from liandong.domains.members.imports.findings import finding
from liandong.domains.members.imports.rows import Read, RosterReader
from liandong.domains.norms.queries import value_for
from liandong.domains.orgs.models import Unit

Progress = Callable[[int, int], None]
_STEP = 2_000


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says; `marked` writers need no more than this."""

    sheet: str
    header_rows: tuple[int, int]
    columns: Mapping[str, str]
    rows: tuple[Read, ...]
    findings: tuple[Finding, ...]
    headings: tuple[Column, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity and code, as `error in_future`."""
        return dict(Counter(f"{one.severity} {one.code}" for one in self.findings))

    @property
    def ok_rows(self) -> tuple[Read, ...]:
        """The rows that may be taken."""
        return tuple(row for row in self.rows if row.ok)

    @property
    def blocked(self) -> bool:
        """Whether some finding is an error."""
        return any(one.severity is Severity.ERROR for one in self.findings)


def understand(
    path: str | Path, unit: Unit, *, on: date, sheet: str | None = None,
    mapping: Mapping[str, str] | None = None, progress: Progress | None = None,
) -> Roster:  # fmt: skip
    """Read a roster of an organisation and those below it, as of a day.

    Raises `UnreadableFile` when the file as a whole cannot be understood.
    """
    cells, header = choose_sheet(open_workbook(path), ROSTER, mapping or {}, sheet)
    one_column_each(header.columns, ROSTER)
    branches = Branches(unit, on)
    reader = RosterReader(
        header, merged_cells(cells, header), cells.broken, branches, on, _probation(branches, on)
    )
    rows = _rows(reader, cells, header, progress)
    found = [*reader.found, *_of_sheet(reader, header, rows)]
    identity = reader.at.get("identity", reader.at["name"])
    found += alike.within(rows, identity)
    found += alike.on_record(rows, identity, branches, on)
    return Roster(
        sheet=cells.name, header_rows=(header.first, header.last),
        columns={c.letter: c.target or "" for c in header.columns}, rows=tuple(rows),
        findings=tuple(sorted(found, key=lambda one: (one.row, one.column))),
        headings=header.columns,
    )  # fmt: skip


def _rows(
    reader: RosterReader, sheet: Sheet, header: Header, progress: Progress | None
) -> list[Read]:
    sorter = Sorter(header.columns)
    rows: list[Read] = []
    for number in range(header.data_row, len(sheet.rows) + 1):
        cells = sheet.rows[number - 1]
        sheet.rows[number - 1] = []  # what was read is not kept
        if sorter.why_skipped(cells) is not None:
            continue
        rows.append(reader.read(number, cells))
        if progress and len(rows) % _STEP == 0:
            progress(number, len(sheet.rows))
    return rows


def _of_sheet(reader: RosterReader, header: Header, rows: list[Read]) -> list[Finding]:
    name = reader.at["name"]
    found = [] if rows else [finding("no_rows", header.last, name)]
    if "stage" not in reader.at:
        found.append(finding("stage_assumed", header.last, name))
    return found


def _probation(branches: Branches, on: date) -> Callable[[int], int | None]:
    """The norm's months for a branch, asked once for every area where branches sit."""

    @cache
    def months(asked: int) -> int | None:
        value = value_for("members.probation_months", Unit.objects.get(pk=asked), on=on)
        return None if value is None else int(value)

    # Without a seat a branch has no norms but the nation's: one answers for all.
    nowhere = next((one for one in branches.founded if one not in branches.seats), 0)
    return lambda branch: months(branches.seats.get(branch, nowhere))
