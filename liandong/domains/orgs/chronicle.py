"""What happened to a unit: the names it had, where it stood, what it came from and became."""

from __future__ import annotations

from django.db.models import Q

from liandong.domains.orgs.models import Name, Placement, Succession, Unit


def names_of(unit: int) -> list[Name]:
    """Every name on record, corrected ones included, newest first."""
    return list(Name.objects.filter(unit_id=unit).order_by("-start", "-pk"))


def placements_of(unit: int) -> list[Placement]:
    """Every place in a hierarchy on record, corrected ones included, newest first."""
    placed = Placement.objects.filter(unit_id=unit).select_related("parent")
    return list(placed.order_by("-start", "-pk"))


def successions_of(unit: int) -> list[Succession]:
    """What the unit came from and what it became, newest first."""
    involved = Succession.objects.filter(Q(predecessor_id=unit) | Q(successor_id=unit))
    return list(involved.select_related("predecessor", "successor").order_by("-on", "-pk"))


def gone(units: set[int]) -> dict[int, Unit]:
    """Units by id, wherever they stand, or stand no longer."""
    return Unit.objects.in_bulk(units) if units else {}
