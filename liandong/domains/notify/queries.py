"""What is in somebody's inbox, and who is nearest to a unit."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from liandong.domains.accounts.enums import GRANTS, Permission
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.notify.models import Notice, Preference
from liandong.domains.orgs.queries import Place, line


def inbox(user: User, *, unread: bool = False) -> QuerySet[Notice]:
    """What somebody was told, newest first; only what they have not read, if asked."""
    found = Notice.objects.filter(recipient=user)
    return found.filter(read_at=None) if unread else found


def unread_count(user: User) -> int:
    """How many notices wait to be read."""
    return Notice.objects.filter(recipient=user, read_at=None).count()


def preference_of(user: User) -> Preference:
    """How somebody wants to be told; the usual way, not stored, if they never said."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def nearest(permission: Permission, at: Place, *, on: date) -> list[User]:
    """Who holds a permission at a place by an assignment there or, where nobody does, at the
    nearest unit above: a deed of a branch is told to its own office, not to the whole province."""
    roles = [role for role, granted in GRANTS.items() if permission in granted]
    above = [one.id for one in reversed(line(at))]
    held = Assignment.objects.on(on).filter(
        role__in=roles, unit__in=above, hierarchy=at.hierarchy, user__is_active=True
    )
    rows = list(held.select_related("user").order_by("user__username"))
    for unit in above:
        here = {row.user_id: row.user for row in rows if row.unit_id == unit}
        if here:
            return list(here.values())
    return []
