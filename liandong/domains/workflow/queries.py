"""What can a person do with a case, and which cases wait for whom?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, QuerySet

from liandong.core.standards.lifecycles.model import Transition
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position
from liandong.domains.orgs.queries import place_of
from liandong.domains.workflow import definitions
from liandong.domains.workflow.actions import sides_of
from liandong.domains.workflow.models import Process

SELF = "self"  # the permission of the person whom the case is about


def open_to(
    process: Process, rights: Rights, *, hierarchy: str = Hierarchy.PARTY, own: bool = False
) -> list[Transition]:
    """The steps this person may take now. `own`: the case is about this person."""
    sides = sides_of(process)
    found = []
    for step in definitions.of(process).steps_from(process.state):
        if step.permission == SELF:
            if own:
                found.append(step)
        elif (unit := sides.get(step.side)) is not None:
            try:
                place = place_of(unit.pk, hierarchy)
            except Position.DoesNotExist:
                continue
            if rights.may(Permission(step.permission), place):
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
