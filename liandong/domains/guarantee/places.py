"""The names a ledger may use: those in force on the day it holds for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Min, Q
from django.utils import timezone

from liandong.domains.intake.reading import Days, PlaceIndex
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Name, Placement, Position, Unit

TERRITORY = Hierarchy.TERRITORY
_BATCH = 5_000
Row = tuple[str, str, str, str | None]


def days_of(unit: Unit) -> Days:
    """The days a ledger of a unit's area may hold for: since it is on record, until today."""
    placed = Placement.objects.live().filter(hierarchy=TERRITORY, unit=unit)
    return Days(placed.aggregate(first=Min("start"))["first"], timezone.localdate())


def places_of(unit: Unit, day: date | None = None) -> PlaceIndex:
    """The names of the unit's subtree and of what stands above it, on a day (today)."""
    if day is None or _as_today(day):
        return PlaceIndex(_now(unit))
    return PlaceIndex(_then(unit, day))


def _as_today(day: date) -> bool:
    """Whether nothing has been placed or named otherwise since."""
    since = Q(start__gt=day) | Q(end__gt=day)
    placed = Placement.objects.live().filter(since, hierarchy=TERRITORY)
    return not placed.exists() and not Name.objects.live().filter(since).exists()


def _now(unit: Unit) -> Iterator[Row]:
    position = Position.objects.get(unit=unit, hierarchy=TERRITORY)
    above = tree.ancestors(position.path)[:-1]
    inside = tree.subtree(position.path) | Position.objects.filter(
        hierarchy=TERRITORY, path__in=above
    )
    rows = inside.order_by("path")
    return rows.values_list("unit__code", "unit__name", "unit__kind", "parent__code").iterator()


def _then(unit: Unit, day: date) -> Iterator[Row]:
    """As `_now`, from the placements and names that held on the day."""
    parents = dict(tree.edges_on(day))
    wanted = _around(unit.pk, tree.grown(parents.items()))
    units: dict[int, tuple[str, str, str]] = {}
    named: dict[int, str] = {}
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        about = Unit.objects.filter(pk__in=some).values_list("pk", "code", "name", "kind")
        units |= {pk: (code, name, kind) for pk, code, name, kind in about}
        said = Name.objects.on(day).filter(unit__in=some)
        named |= dict(said.values_list("unit_id", "name"))
    for pk in wanted:
        code, name, kind = units[pk]
        up = parents[pk]
        yield code, named.get(pk, name), kind, units[up][0] if up in units and up else None


def _around(unit: int, nodes: list[tree.Node]) -> list[int]:
    """The unit, all below it and all above it, in the order of the tree."""
    path = next((node.path for node in nodes if node.unit == unit), None)
    if path is None:
        return []
    above = set(tree.ancestors(path))
    return [node.unit for node in nodes if node.path.startswith(path) or node.path in above]
