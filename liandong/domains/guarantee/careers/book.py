"""That the workers of an area were taken away as a workbook is on record."""

from __future__ import annotations

from datetime import date, datetime

from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.orgs.queries import Place


def taken_away(*, of: Place, on: date, rows: dict[str, int], by: str, at: datetime) -> None:
    """So many rows of each sheet."""
    with explained():
        record(action="guarantee.career.export", by=by, at=at, subject="workers", unit=of.code,
               after={"on": on, "rows": rows})  # fmt: skip
