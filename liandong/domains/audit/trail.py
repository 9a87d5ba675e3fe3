"""The audit trail as its readers see it: narrowed, from the newest back, and proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from liandong.domains.audit.actions import first_broken, record
from liandong.domains.audit.models import Event


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events: by whom (part of the name), which action, which units, first and last day."""

    by: str = ""
    action: str = ""
    units: QuerySet[Any] | None = None
    since: date | None = None
    until: date | None = None


def events(wanted: Wanted, *, before: int | None = None) -> QuerySet[Event]:
    """The events wanted, newest first, those before an event's number only."""
    found = Event.objects.order_by("-id")
    if wanted.by:
        found = found.filter(Q(by__icontains=wanted.by) | Q(subject=f"user:{wanted.by}"))
    if wanted.action:
        found = found.filter(action=wanted.action)
    if wanted.units is not None:
        found = found.filter(unit__in=wanted.units)
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return found.filter(id__lt=before) if before else found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def exported(*, by: str, at: datetime, narrowed: dict[str, str], count: int) -> None:
    """Taking the trail away is an event, too."""
    with transaction.atomic():
        record(
            action="audit.export", by=by, at=at, subject="audit",
            after={"narrowed": narrowed, "events": count},
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the chain is whole: how many events, the last one's digest, the first broken one."""

    events: int
    last: str
    broken: Event | None


def prove(*, by: str, at: datetime) -> Proof:
    """Compute every digest anew and compare; that somebody did so is an event."""
    broken = first_broken()
    last = Event.objects.order_by("-id").first()
    proof = Proof(Event.objects.count(), last.digest if last else "", broken)
    with transaction.atomic():
        record(
            action="audit.prove", by=by, at=at, subject="audit",
            after={"events": proof.events, "broken": broken and broken.pk},
        )  # fmt: skip
    return proof
