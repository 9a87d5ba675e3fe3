"""A roster that its sender looks at before it is taken: what it says, and taking it. Both read the
sheet anew, since the record may have changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from liandong.core.kernel.errors import Text
from liandong.domains.intake.passing.refusals import changed
from liandong.domains.intake.passing.said import Said, of_findings
from liandong.domains.intake.reading.errors import UnreadableFile
from liandong.domains.intake.reading.marked import write_marked
from liandong.domains.intake.reading.result import Column, Role, Sure
from liandong.domains.intake.reading.workbook import open_workbook
from liandong.domains.members.imports.columns import FIELDS, LEVELS
from liandong.domains.members.imports.publishing import take as take_roster
from liandong.domains.members.imports.reading import Progress, Roster, understand
from liandong.domains.orgs.models import Unit

Options = Mapping[str, Any]
KNOWN = "on_roster_already"


def targets() -> list[tuple[str, Text]]:
    """What a column of a roster can be."""
    return [(one.code, one.label) for one in (*LEVELS[::-1], *FIELDS)]


def look(path: Path, unit: Unit, options: Options, progress: Progress, *, on: date) -> Said:
    """What a sheet says of the people of an organisation; nothing is written."""
    sheets: list[str] = []
    try:
        sheets = [one.name for one in open_workbook(path).sheets if not one.hidden]
        roster = _read(path, unit, options, progress, on)
    except UnreadableFile as error:
        return Said.unreadable(error, sheets)
    return Said(
        sheet=roster.sheet, sheets=sheets, columns=[_column(one) for one in roster.headings],
        rows=len(roster.rows), right=len(roster.ok_rows), known=_known(roster),
        **of_findings(roster.findings),
    )  # fmt: skip


def _read(path: Path, unit: Unit, options: Options, progress: Progress, on: date) -> Roster:
    return understand(
        path, unit, on=on, sheet=options.get("sheet"), mapping=options.get("mapping"),
        progress=progress,
    )  # fmt: skip


def _column(one: Column) -> dict[str, Any]:
    return {
        "letter": one.letter, "header": one.header, "target": one.target or "",
        "sure": one.sure in (Sure.EXACT, Sure.GIVEN), "read": one.role is not Role.IGNORED,
    }  # fmt: skip


def _known(roster: Roster) -> int:
    """Rows against which nothing speaks but that they were taken before."""
    return sum(str(one.code) == KNOWN for one in roster.findings)


def take(  # noqa: PLR0913
    path: Path, unit: Unit, options: Options, progress: Progress, *, expected: int,
    accept_valid: bool, name: str, by: str, at: datetime, on: date,
) -> dict[str, int]:  # fmt: skip
    """Register whom the sheet names, all or those that are right, in one transaction.

    Raises `LiandongError`: findings_block; sheet_changed when by now another number of rows would
    be taken than the sender agreed to.
    """
    roster = _read(path, unit, options, progress, on)
    if len(roster.ok_rows) != expected:
        raise changed(expected, len(roster.ok_rows))
    added = take_roster(roster, unit, accept_valid=accept_valid, by=by, at=at, file=name)
    known = _known(roster)
    return {"added": added, "known": known, "refused": len(roster.rows) - added - known}


def mark(path: Path, unit: Unit, options: Options, target: Path, *, language: str,
         on: date) -> None:  # fmt: skip
    """The sender's workbook with every finding marked in its cell."""
    roster = _read(path, unit, options, lambda done, total: None, on)
    write_marked(path, roster, target, language=language)  # type: ignore[arg-type]
