"""Leave an event, and prove that none was touched."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from liandong.domains import database
from liandong.domains.audit import anchor
from liandong.domains.audit.models import Event


def _plain(value: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if value is None else json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _digest(event: Event) -> str:
    said = {
        "at": event.at.astimezone(UTC).isoformat(),
        **{name: getattr(event, name) for name in ("by", "action", "subject", "unit", "reason")},
        "before": event.before,
        "after": event.after,
        "previous": event.previous,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def record(
    *,
    action: str,
    by: str,
    at: datetime,
    subject: str,
    unit: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> Event:
    """Add one event to the chain, in the transaction of the deed itself."""
    database.lock("audit")
    last = Event.objects.order_by("-id").values_list("digest", flat=True).first() or ""
    event = Event(
        at=at,
        by=by,
        action=action,
        subject=subject,
        unit=unit,
        before=_plain(before),
        after=_plain(after),
        reason=reason,
        previous=last,
    )
    event.digest = _digest(event)
    event.save(force_insert=True)
    anchor.follow(event)
    return event


def first_broken() -> Event | None:
    """The first event whose digest or link does not fit; `None` when the chain is whole."""
    previous = ""
    for event in Event.objects.order_by("id").iterator():
        if event.previous != previous or event.digest != _digest(event):
            return event
        previous = event.digest
    return None
