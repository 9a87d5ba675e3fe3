"""What happened to a unit: the names it had, where it stood, what it came from and became."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from liandong.domains import journal
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Name, Placement, Succession, Unit
from liandong.domains.orgs.queries import Place, full_code, places_of, unknown

# Closed units hang on closed units at most this many times: as deep as a tree may be.
_DEEPEST = 13


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


def called(codes: Collection[str]) -> dict[str, str]:
    """What units are called today, by code, standing or gone."""
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def standing_or_gone(code: str) -> tuple[Unit, Place]:
    """The unit of the territory with this code, and where it stands today; or, if it stands no
    more or not yet, the nearest unit above that does. Raises `UnknownUnit`."""
    unit = Unit.objects.filter(code=full_code(code.replace("\x00", "?"))).first()
    near = nearest([unit.pk]) if unit else {}
    if unit is None or unit.pk not in near:
        raise unknown(code)
    return unit, near[unit.pk]


def nearest(units: Collection[int]) -> dict[int, Place]:
    """Of each unit its place today, or that of the nearest unit above that stands, as last said;
    few queries, whatever the number."""
    found: dict[int, Place] = {}
    asked = {unit: unit for unit in units}
    for _ in range(_DEEPEST):
        places = {one.id: one for one in places_of(asked.values())}
        found |= {unit: places[at] for unit, at in asked.items() if at in places}
        left = {unit: at for unit, at in asked.items() if at not in places}
        rows = Placement.objects.live().filter(
            unit__in=left.values(), hierarchy=Hierarchy.TERRITORY, parent__isnull=False
        )
        above = dict(rows.order_by("start").values_list("unit_id", "parent_id"))
        asked = {unit: above[at] for unit, at in left.items() if at in above}
        if not asked:
            break
    return found


def lately_changed(rows: int = 300) -> list[Unit]:
    """The units of the territory whose names or places were written to last."""
    placed = Placement.objects.filter(
        pk__in=journal.newest("orgs_placement", rows), hierarchy=Hierarchy.TERRITORY
    )
    named = Name.objects.filter(
        pk__in=journal.newest("orgs_name", rows), unit__placements__hierarchy=Hierarchy.TERRITORY
    )
    either = Q(pk__in=placed.values("unit")) | Q(pk__in=named.values("unit"))
    return list(Unit.objects.filter(either).order_by("pk"))
