"""A list that leaves the house: who took what is on record, and nobody's contact is in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from liandong.domains.audit.actions import record
from liandong.domains.casework import words


def took_away(asked: Mapping[str, object], *, rows: int, by: str, at: datetime) -> None:
    """Somebody takes the requests they may read, narrowed as they asked, as a workbook."""
    narrowed = {key: words.without_contacts(str(value)) for key, value in asked.items() if value}
    with transaction.atomic():
        record(action="casework.export", by=by, at=at, subject="requests",
               after={"narrowed": narrowed, "rows": rows})  # fmt: skip
