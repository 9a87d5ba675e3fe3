"""What was done, for those who may read it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from liandong.domains.audit.models import Event

# Who may sign in and do what is read by auditors only.
_PEOPLE = "accounts."


def of_unit(code: str, *, people: bool) -> QuerySet[Event]:
    """The events of a unit, newest first; those about people's accounts only if asked for."""
    events = Event.objects.filter(unit=code)
    return events if people else events.exclude(action__startswith=_PEOPLE)


def done_to(codes: Collection[str], actions: Collection[str], limit: int) -> list[Event]:
    """The latest events of some kinds about some units, newest first."""
    found = Event.objects.filter(unit__in=codes, action__in=actions)
    return list(found.order_by("-id")[:limit])
