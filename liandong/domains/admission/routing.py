"""Which office decides, and whose norms hold."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from liandong.domains.accounts.enums import Role
from liandong.domains.accounts.models import Assignment
from liandong.domains.orgs import party, tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import Place, line, place_of


def area_of(department: Unit, on: date) -> Place | None:
    """The area to whose government a department belongs."""
    return party.area_of(department, on)


def common_place(paths: Collection[str]) -> Position:
    """The smallest area that holds all paths."""
    shared = tree.ancestors(min(paths))
    for path in paths:
        shared = [up for up in shared if path.startswith(up)]
    return Position.objects.get(hierarchy=Hierarchy.TERRITORY, path=shared[-1])


def office_of(unit: int, on: date) -> Unit:
    """Who keeps the list for a place: the nearest at or above that has somebody for it, else the
    top, where somebody has to be named."""
    upwards = [one.id for one in reversed(line(place_of(unit)))]
    held = set(
        Assignment.objects.on(on)
        .filter(unit__in=upwards, role=Role.CATALOGUE_OFFICE, user__is_active=True)
        .values_list("unit_id", flat=True)
    )
    return Unit.objects.get(pk=next((one for one in upwards if one in held), upwards[-1]))
