"""The audit trail as its readers see it: narrowed, from the newest back, and proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.audit import anchor
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
    """Whether the chain is whole: how many events, the last one's digest, the first broken one;
    and whether its end is where the anchor last saw it."""

    events: int
    last: str
    broken: Event | None
    end: anchor.State
    anchored: anchor.Anchor | None

    @property
    def whole(self) -> bool:
        """Nothing changed, nothing taken out, nothing cut off that was anchored."""
        return self.broken is None and self.end not in {anchor.State.CUT, anchor.State.FORGED}


def prove(*, by: str, at: datetime) -> Proof:
    """Compute every digest anew and compare; that somebody did so is an event."""
    broken, (end, anchored) = first_broken(), anchor.state()
    last = Event.objects.order_by("-id").first()
    proof = Proof(Event.objects.count(), last.digest if last else "", broken, end, anchored)
    with transaction.atomic():
        record(
            action="audit.prove", by=by, at=at, subject="audit",
            after={"events": proof.events, "broken": broken and broken.pk, "end": end},
        )  # fmt: skip
    return proof


def accept(*, reason: str, by: str, at: datetime) -> None:
    """Take the end of the chain as it is, after a restore that was meant: the anchor begins anew.

    Raises `LiandongError` `reason_missing`. That it was done, and from which event on, stays.
    """
    if not reason.strip():
        raise LiandongError("reason_missing", Text("请写明理由。", "Say why."))
    end, anchored = anchor.state()
    anchor.accept()
    with transaction.atomic():
        record(
            action="audit.accept", by=by, at=at, subject="audit", reason=reason.strip(),
            before={"end": end, "event": anchored and anchored.event},
        )  # fmt: skip
