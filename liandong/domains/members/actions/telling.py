"""What every action here does in the end: leave an event without names, and tell who counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from liandong.domains import database
from liandong.domains.audit.actions import record
from liandong.domains.members import refusals
from liandong.domains.members.models import Person
from liandong.domains.members.signals import members_changed
from liandong.domains.orgs import party
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Placement, Unit


def tell(
    action: str, person: Person, *, unit: Unit, since: date, by: str, at: datetime,
    before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None,
    reason: str = "", units: Iterable[int] = (),
) -> None:  # fmt: skip
    """Audit ids and codes, never a name or a number; then send the signal."""
    record(
        action=f"members.{action}", by=by, at=at, subject=f"person:{person.pk}", unit=unit.code,
        before=None if before is None else dict(before),
        after=None if after is None else dict(after), reason=reason,
    )  # fmt: skip
    members_changed.send(Person, units=sorted({unit.pk, *units}), since=since, at=at)


@contextmanager
def one_at_a_time(person: Person | None = None) -> Iterator[None]:
    """A transaction in which nobody else acts on the same person."""
    with database.explained():
        if person is not None:
            database.lock(f"person:{person.pk}")
        yield


def must_take(unit: Unit, group: Unit | None, on: date) -> None:
    """Raise unless the unit is a branch that stands on the day, and the group is one of its."""
    if unit.kind not in party.BRANCHES:
        raise refusals.no_branch(unit)
    standing = Placement.objects.on(on).filter(hierarchy=Hierarchy.PARTY)
    if not standing.filter(unit=unit).exists():
        raise refusals.closed(unit, on)
    if group is not None and not standing.filter(unit=group, parent=unit).exists():
        raise refusals.wrong_group(unit, group)


def not_in_future(on: date, at: datetime) -> None:
    """Raise when the day is still to come where the office is."""
    if on > timezone.localdate(at):
        raise refusals.in_future(on)


def reasoned(reason: str) -> str:
    """The reason without blanks around it. Raises when there is none."""
    said = reason.strip()[:500]
    if not said:
        raise refusals.reason_missing()
    return said
