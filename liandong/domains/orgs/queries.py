"""Find units, and what stands above, below and beside them today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from liandong.core.kernel.codes.division import DivisionCode
from liandong.core.kernel.codes.errors import CodeError
from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.scope import Scope
from liandong.domains.orgs import searching, tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Unit

TERRITORY = Hierarchy.TERRITORY
_MOST_HINTS = 65_536


class UnknownUnit(LiandongError):
    """No unit has this code."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit where it stands today."""

    id: int
    code: str
    name: str
    kind: str
    path: str
    depth: int
    parent: int | None
    hierarchy: str = TERRITORY

    @property
    def short(self) -> str:
        """The shortest usual form of its code, as it stands in addresses of pages."""
        return short_code(self.code)


@lru_cache(maxsize=65_536)
def short_code(code: str) -> str:
    """`460100000000` → `4601`; codes that are no division's stay as they are."""
    try:
        return DivisionCode.parse(code).short
    except CodeError:
        return code


def full_code(code: str) -> str:
    """`4601` → `460100000000`; codes that are no division's stay as they are."""
    try:
        return DivisionCode.parse(code).value
    except CodeError:
        return code


_FIELDS = (
    "unit_id", "unit__code", "unit__name", "unit__kind", "path", "depth", "parent_id", "hierarchy",
)  # fmt: skip


def place_fields(position: str) -> tuple[str, ...]:
    """What makes a `Place`, of whoever reaches its position under this name in a query."""
    return tuple(f"{position}__{field}" for field in _FIELDS)


def _places(positions: QuerySet[Position]) -> list[Place]:
    return [Place(*row) for row in positions.values_list(*_FIELDS)]


def place(code: str, hierarchy: str = TERRITORY) -> Place:
    """The unit with this code, in any usual form. Raises `UnknownUnit`."""
    # PostgreSQL takes no NUL in a text, and no code holds one.
    asked = full_code(code.replace("\x00", "?"))
    found = _places(Position.objects.filter(unit__code=asked, hierarchy=hierarchy))
    if not found:
        raise unknown(code)
    return found[0]


def unknown(code: str) -> UnknownUnit:
    return UnknownUnit(
        "unknown_unit",
        Text(
            f"没有代码为“{code}”的组织。请检查代码，或按名称搜索。",
            f"No unit has the code {code!r}. Check the code, or search by name.",
        ),
    )


def place_of(unit_id: int, hierarchy: str = TERRITORY) -> Place:
    """The unit with this id. Raises `Position.DoesNotExist`."""
    positions = Position.objects.filter(unit_id=unit_id, hierarchy=hierarchy)
    return Place(*positions.values_list(*_FIELDS).get())


def places_of(unit_ids: Iterable[int], hierarchy: str | None = TERRITORY) -> list[Place]:
    """The units with these ids, in path order; those without a place today are left out. With
    `None` their places in every hierarchy."""
    found = Position.objects.filter(unit_id__in=set(unit_ids))
    found = found if hierarchy is None else found.filter(hierarchy=hierarchy)
    return _places(found.order_by("path"))


def places_among(units: QuerySet[Any], hierarchy: str = TERRITORY) -> list[Place]:
    """The units whose ids a query finds, in path order; one query with it."""
    found = Position.objects.filter(unit_id__in=units, hierarchy=hierarchy)
    return _places(found.order_by("path"))


def roots(hierarchy: str = TERRITORY) -> list[Place]:
    """The units at the top."""
    return _places(Position.objects.filter(hierarchy=hierarchy, parent=None))


def children(of: Place) -> list[Place]:
    """The units directly below, in order of code."""
    below = Position.objects.filter(hierarchy=of.hierarchy, parent_id=of.id)
    return _places(below.order_by("unit__code"))


def line(of: Place) -> list[Place]:
    """From the top down to this unit, itself included."""
    paths = tree.ancestors(of.path)
    return _places(Position.objects.filter(hierarchy=of.hierarchy, path__in=paths).order_by("path"))


# Where units stood when last asked for, by code: a hint that every answer proves or drops.
_stood: dict[str, str] = {}


def line_to(code: str) -> list[Unit]:
    """From the top down to the unit with this code, in any usual form; one query where it stands
    where it stood when it was last asked for. Raises `UnknownUnit`."""
    asked = full_code(code.replace("\x00", "?"))
    found = _line_at(_stood.get(asked, ""))
    if not found or found[-1].unit.code != asked:
        path = place(code).path
        if len(_stood) > _MOST_HINTS:
            _stood.clear()
        _stood[asked], found = path, _line_at(path)
    return [one.unit for one in found]


def _line_at(path: str) -> list[Position]:
    if not path:
        return []
    here = Position.objects.filter(hierarchy=TERRITORY, path__in=tree.ancestors(path))
    return list(here.select_related("unit").order_by("path"))


def lines(places: list[Place], hierarchy: str = TERRITORY) -> dict[int, list[Place]]:
    """The line of each of many units, in one query."""
    paths = {p for one in places for p in tree.ancestors(one.path)}
    found = _places(Position.objects.filter(hierarchy=hierarchy, path__in=paths))
    by_path = {one.path: one for one in found}
    return {one.id: [by_path[p] for p in tree.ancestors(one.path)] for one in places}


def siblings(of: Place) -> list[Place]:
    """The units under the same parent, itself included."""
    beside = Position.objects.filter(hierarchy=of.hierarchy, parent_id=of.parent)
    return _places(beside.order_by("unit__code"))


def units_below(of: Place, kinds: set[str] | None = None, depth: int | None = None) -> list[Place]:
    """Every unit of a subtree, or those of some kinds, or not deeper below; in path order."""
    found = tree.subtree(of.path, of.hierarchy)
    if depth is not None:
        found = found.filter(depth__lte=of.depth + depth)
    if kinds is not None:
        found = found.filter(unit__kind__in=kinds)
    return _places(found.order_by("path"))


def visible(scope: Scope, hierarchy: str = TERRITORY) -> QuerySet[Position]:
    """The positions a scope holds."""
    mine = Position.objects.filter(hierarchy=hierarchy)
    if scope.everything:
        return mine
    inside = Q(pk__in=[])
    for subtree in scope.subtrees:
        if subtree.hierarchy == hierarchy:
            inside |= tree.below(subtree.path)
    return mine.filter(inside)


def roots_of(scope: Scope, hierarchy: str = TERRITORY) -> list[Place]:
    """The units at the top of each subtree of a scope."""
    paths = [one.path for one in scope.subtrees if one.hierarchy == hierarchy]
    return _places(Position.objects.filter(hierarchy=hierarchy, path__in=paths).order_by("path"))


def search(text: str, scope: Scope, limit: int = 20) -> list[Place]:
    """Units by part of a name (two characters are enough), by pinyin or by code; best first."""
    wanted = text.replace("\x00", "").strip().lower()
    if not wanted:
        return []
    return _places(searching.best(visible(scope), wanted)[:limit])
