"""Who may sign in, within somebody's scope: for administrators and security officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Sum

from liandong.core.kernel.scope import Scope
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.orgs.queries import visible


def people(scope: Scope, text: str = "") -> QuerySet[User]:
    """Everybody with a role in the scope at any time, and those without any role; by name."""
    if not scope:
        return User.objects.none()
    inside = visible(scope).values("unit_id")
    roles = Assignment.objects.live().filter(user=OuterRef("pk"))
    found = User.objects.filter(Exists(roles.filter(unit__in=inside)) | ~Exists(roles))
    if wanted := text.strip():
        found = found.filter(Q(username__icontains=wanted) | Q(display_name__icontains=wanted))
    return found.order_by("-is_active", "display_name", "pk")


def reaches_beyond(user: User, scope: Scope, day: date) -> bool:
    """Whether somebody holds a role, now or to come, in the territory outside a scope. Whoever
    could hand out their password would come by rights there."""
    held = user.assignments.live().filter(Q(end=None) | Q(end__gt=day), hierarchy="territory")
    return held.exclude(unit__in=visible(scope).values("unit_id")).exists()


def with_roles(found: QuerySet[User], day: date) -> QuerySet[User]:
    """The same, each with the roles held on a day at `roles`."""
    held = Assignment.objects.on(day).select_related("unit").order_by("start", "id")
    return found.prefetch_related(Prefetch("assignments", held, to_attr="roles"))


def roles_of(user: User) -> QuerySet[Assignment]:
    """Every role somebody holds or held, the latest first."""
    return user.assignments.live().select_related("unit").order_by("-start", "-id")


@dataclass(frozen=True, slots=True)
class Locked:
    """A user name that may not be tried any more from an address, and until when."""

    username: str
    address: str
    failures: int
    until: datetime
    user: User | None


def locked_out(scope: Scope, now: datetime) -> list[Locked]:
    """Who is locked out at a moment: people in the scope, and names nobody has."""
    since = now - settings.AXES_COOLOFF_TIME
    rows = list(
        AccessAttempt.objects.filter(attempt_time__gt=since)
        .values("username", address=F("ip_address"))
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-last")
    )
    names = {row["username"] for row in rows}
    mine = {user.username: user for user in people(scope).filter(username__in=names)}
    others = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    return [
        Locked(
            row["username"] or "", row["address"] or "", row["failures"],
            row["last"] + settings.AXES_COOLOFF_TIME, mine.get(row["username"]),
        )
        for row in rows
        if row["username"] in mine or row["username"] not in others
    ]  # fmt: skip


def invented(day: date) -> list[User]:
    """The invented people of a demo with their roles; nobody on a real instance."""
    return list(with_roles(User.objects.filter(invented=True, is_active=True), day).order_by("pk"))
