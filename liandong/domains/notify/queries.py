"""What is in somebody's inbox, and who is nearest to a unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet

from liandong.domains.accounts.enums import GRANTS, Permission
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.notify.models import Notice, Preference
from liandong.domains.orgs.queries import Place, line


def inbox(user: User, *, unread: bool = False, kind: str = "") -> QuerySet[Notice]:
    """What somebody was told, newest first; only what they have not read, or of one kind."""
    found = Notice.objects.filter(recipient=user)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(read_at=None) if unread else found


@dataclass(frozen=True, slots=True)
class Heap:
    """Unread notices of one kind: the newest, and how many there are."""

    kind: str
    count: int
    newest: Notice


def heaps(user: User) -> list[Heap]:
    """What waits, kind by kind, that of the newest notice first."""
    rows = inbox(user, unread=True).order_by().values_list("kind")
    counted = list(rows.annotate(n=Count("pk"), last=Max("pk")))
    newest = Notice.objects.in_bulk([last for _kind, _n, last in counted])
    found = [Heap(kind, n, newest[last]) for kind, n, last in counted if last in newest]
    return sorted(found, key=lambda one: one.newest.pk, reverse=True)


def unread_count(user: User) -> int:
    """How many notices wait to be read."""
    return Notice.objects.filter(recipient=user, read_at=None).count()


def preference_of(user: User) -> Preference:
    """How somebody wants to be told; the usual way, not stored, if they never said."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def nearest(
    permission: Permission, at: Place, *, on: date, without: Collection[str] = ()
) -> list[User]:
    """Who holds a permission at a place by an assignment there or, where nobody does, at the
    nearest unit above: a deed of a branch is told to its own office, not to the whole province.
    `without` some user names: those of whom it is not asked, though they hold it."""
    roles = [role for role, granted in GRANTS.items() if permission in granted]
    above = [one.id for one in reversed(line(at))]
    held = Assignment.objects.on(on).filter(
        role__in=roles, unit__in=above, hierarchy=at.hierarchy, user__is_active=True
    )
    asked = held.exclude(user__username__in=without)
    rows = list(asked.select_related("user").order_by("user__username"))
    for unit in above:
        here = {row.user_id: row.user for row in rows if row.unit_id == unit}
        if here:
            return list(here.values())
    return []
