"""Whom a roster names, on record: all of them or those that are right, in one transaction."""

from __future__ import annotations

from datetime import datetime

from liandong.core.kernel.errors import LiandongError, Severity, Text
from liandong.domains.members import bulk
from liandong.domains.members.imports.reading import Roster
from liandong.domains.orgs.models import Unit


def take(
    roster: Roster, unit: Unit, *, accept_valid: bool, by: str, at: datetime, file: str = ""
) -> int:
    """Register everybody in the roster against whom nothing speaks; the number of people.

    Raises `LiandongError`: findings_block, or a guard's refusal when somebody registered the same
    person meanwhile; nothing is written then.
    """
    if roster.blocked and not accept_valid:
        raise _blocked(roster)
    people = (row.person for row in roster.rows if row.ok and row.person)
    return bulk.pour(people, at_unit=unit, by=by, at=at, about={"file": file[:255]})


def _blocked(roster: Roster) -> LiandongError:
    count = sum(one.severity is Severity.ERROR for one in roster.findings)
    return LiandongError(
        "findings_block",
        Text(
            f"还有 {count} 处错误。请改好文件重新上传，或选择“只收正确的行”。",
            f"{count} errors stand in the way. Mend the file and send it again, or take only the "
            "rows that are right.",
        ),
    )
