"""Open a sealed field for a screen: only through here, since every opening leaves an event."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from liandong.domains.audit.actions import record
from liandong.domains.sealing.fields import Sealed


def reveal(
    of: models.Model, field: str, *, subject: str, unit: str, by: str, at: datetime, reason: str
) -> str:
    """The opened value; that it was opened is audited, what it says is not. Raises `SealError`."""
    value = getattr(of, field)
    opened = value.opened() if isinstance(value, Sealed) else ""
    with transaction.atomic():
        record(action="sealing.reveal", by=by, at=at, subject=subject, unit=unit,
               after={"field": field}, reason=reason)  # fmt: skip
    return opened
