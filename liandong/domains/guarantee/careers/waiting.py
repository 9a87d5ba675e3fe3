"""What of careers waits for somebody: contests, objections, hirings whose time has come."""

from __future__ import annotations

from datetime import datetime

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from liandong.core.kernel.scope import Scope
from liandong.domains.guarantee.careers.contests import CODE, RECORD
from liandong.domains.guarantee.careers.models import Hiring, Objection, Review
from liandong.domains.guarantee.careers.telling import KIND
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import visible
from liandong.domains.workflow.models import Process


def contests(scope: Scope, *, by: str) -> QuerySet[Review]:
    """Contested reviews of the communities right below units of a scope, the earliest first;
    without those that this person decided. `due_at`: by when each is to be answered."""
    offices = visible(scope).order_by().values("unit_id")
    found = Review.objects.filter(
        contested_at__isnull=False, answered_at=None, unit__positions__parent__in=offices,
        unit__positions__hierarchy=Hierarchy.TERRITORY,
    )  # fmt: skip
    subject = Concat(Value("review:"), Cast(OuterRef("pk"), CharField()))
    cases = Process.objects.filter(definition=CODE, subject=subject, closed_on=None)
    told = found.exclude(decided_by=by).annotate(due_at=Subquery(cases.values("due_at")[:1]))
    return told.select_related("worker__user", "unit").order_by("contested_at", "pk")


def hirings(scope: Scope, *, at: datetime) -> QuerySet[Hiring]:
    """Hirings with an objection to answer (the first as `objection`), or whose next step time has
    brought: applications over, results to be published, the notice over; the earliest first."""
    said = Objection.objects.filter(hiring=OuterRef("pk"), answered_at=None).order_by("pk")
    come = (
        Q(process__state="announced", closes_on__lt=timezone.localdate(at))
        | Q(process__state="examined")
        | Q(process__state="published", process__due_at__lte=at)
        | Q(objection__isnull=False)
    )
    inside = visible(scope).order_by().values("unit_id")
    found = Hiring.objects.filter(unit__in=inside, process__closed_on=None)
    ripe = found.annotate(objection=Subquery(said.values("pk")[:1])).filter(come)
    return ripe.select_related("unit", "process").order_by("closes_on", "pk")


def news(username: str) -> QuerySet[Notice]:
    """What somebody was told of reviews of their own terms and has not read."""
    return Notice.objects.filter(
        recipient__username=username, kind=KIND, read_at=None, link=RECORD
    ).order_by("-created_at")
