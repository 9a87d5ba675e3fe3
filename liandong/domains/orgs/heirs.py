"""Who came after a unit that does not stand any more."""

from __future__ import annotations

from datetime import date

from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Position, Succession, Unit


def home(unit: Unit) -> str:
    """The hierarchy in which a unit does its work: departments that of government."""
    return Hierarchy.GOVERNMENT if unit.kind == Kind.DEPARTMENT else Hierarchy.TERRITORY


def stands(unit: Unit) -> bool:
    """Whether it stands today."""
    return Position.objects.filter(unit=unit, hierarchy=home(unit)).exists()


def standing_or_heir(unit: Unit, on: date) -> Unit | None:
    """The unit, or who came after it; none if neither stands."""
    seen = set()
    while not stands(unit):
        seen.add(unit.pk)
        came = Succession.objects.filter(predecessor=unit, on__lte=on).exclude(successor__in=seen)
        after = came.order_by("-share", "-on", "pk").select_related("successor").first()
        if after is None:
            return None
        unit = after.successor
    return unit
