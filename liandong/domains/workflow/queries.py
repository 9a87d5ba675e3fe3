"""What can a person do with a case, and which cases wait for whom?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from liandong.core.standards.lifecycles.model import Transition
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import Place, places_of
from liandong.domains.workflow import definitions
from liandong.domains.workflow.actions import sides_of
from liandong.domains.workflow.models import Process, Step

SELF = "self"  # the permission of the person whom the case is about


def open_to(
    process: Process, rights: Rights, *, hierarchy: str = Hierarchy.PARTY, own: bool = False,
    known: Iterable[Place] = (),
) -> list[Transition]:  # fmt: skip
    """The steps this person may take now. `own`: the case is about this person. `known`: places at
    hand, in that hierarchy."""
    sides = sides_of(process)
    stand = {one.id: one for one in known}
    if missing := {unit.pk for unit in sides.values()} - stand.keys():
        stand |= {one.id: one for one in places_of(missing, hierarchy)}
    found = []
    for step in definitions.of(process).steps_from(process.state):
        if step.permission == SELF:
            if own:
                found.append(step)
        elif (unit := sides.get(step.side)) is not None:
            place = stand.get(unit.pk)
            if place is not None and rights.may(Permission(step.permission), place):
                found.append(step)
    return found


def of_units(units: Collection[int], definition: str | None = None) -> QuerySet[Process]:
    """The open cases in which some units take part, the most urgent first."""
    found = Process.objects.filter(sides__unit__in=units, closed_on=None).distinct()
    found = found.filter(definition=definition) if definition else found
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def overdue(on: date, definition: str | None = None) -> QuerySet[Process]:
    """The open cases whose holder is late on a day."""
    late = Process.objects.filter(closed_on=None, due_on__lt=on)
    return late.filter(definition=definition) if definition else late


def state_on(on: date, start: str, process: str = "process") -> Case:
    """The state in which a case stood on a day, as a column beside it; `start` where none of its
    steps had been taken yet. The steps are asked only where it has moved on since."""
    steps = Step.objects.filter(process=OuterRef(f"{process}_id"), on__lte=on).order_by("-pk")
    return Case(
        When(**{f"{process}__since__lte": on}, then=F(f"{process}__state")),
        default=Coalesce(Subquery(steps.values("to")[:1]), Value(start)),
        output_field=CharField(),
    )


def open_on(on: date, process: str = "process") -> Q:
    """Whether a case was not closed yet at the end of a day."""
    return Q(**{f"{process}__closed_on": None}) | Q(**{f"{process}__closed_on__gt": on})
