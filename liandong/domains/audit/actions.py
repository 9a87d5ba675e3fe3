"""Leave an event, and prove that none was touched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

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


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be on record: who did what, when, to what, before and after, why."""

    action: str
    by: str
    at: datetime
    subject: str
    unit: str = ""
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str = ""


def record(
    *, action: str, by: str, at: datetime, subject: str, unit: str = "",
    before: dict[str, Any] | None = None, after: dict[str, Any] | None = None, reason: str = "",
) -> Event:  # fmt: skip
    """Add one event to the chain, in the transaction of the deed itself."""
    return record_all([Deed(action, by, at, subject, unit, before, after, reason)])[0]


def record_all(deeds: Sequence[Deed]) -> list[Event]:
    """Add events to the chain, one after the other, in the transaction of the deeds themselves.
    The chain is held until it ends: be the last thing in it."""
    last = _end_of_chain()
    events = []
    for one in deeds:
        event = Event(
            at=one.at, by=one.by, action=one.action, subject=one.subject, unit=one.unit,
            before=_plain(one.before), after=_plain(one.after), reason=one.reason, previous=last,
        )  # fmt: skip
        event.digest = last = _digest(event)
        events.append(event)
    Event.objects.bulk_create(events)
    if events:
        anchor.follow(events[-1])
    return events


def _end_of_chain() -> str:
    """The last digest, the chain being ours until the transaction ends; asked in one go, for
    nobody else can leave an event meanwhile."""
    database.must_be_atomic("audit")
    ask = "SELECT digest FROM audit_event ORDER BY id DESC LIMIT 1"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT pg_advisory_xact_lock(hashtext('audit')); {ask}")
            cursor.nextset()
        else:  # one writer anyway
            cursor.execute(ask)
        found = cursor.fetchone()
    return found[0] if found else ""


def first_broken() -> Event | None:
    """The first event whose digest or link does not fit; `None` when the chain is whole."""
    previous = ""
    for event in Event.objects.order_by("id").iterator():
        if event.previous != previous or event.digest != _digest(event):
            return event
        previous = event.digest
    return None
