"""What is on the lists, and who answers for it at a place on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, QuerySet

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.catalogue.enums import Part
from liandong.domains.catalogue.models import (
    COMMUNITY,
    STREET,
    Function,
    Matter,
    Performs,
    Responsible,
)
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Placement, Succession, Unit
from liandong.domains.orgs.queries import Place, line

_BY_KIND = {
    COMMUNITY: frozenset({Kind.COMMUNITY, Kind.VILLAGE}),
    STREET: frozenset({Kind.STREET, Kind.TOWN, Kind.TOWNSHIP}),
}


def in_force(on: date, lists: Collection[str] | None = None) -> QuerySet[Matter]:
    """The matters of a day, with who is responsible for them; by code."""
    found = Matter.objects.on(on)
    if lists is not None:
        found = found.filter(kind__in=list(lists))
    parts = Responsible.objects.select_related("function")
    return found.prefetch_related(Prefetch("responsible", parts)).order_by("code")


def matter(code: str, on: date) -> Matter:
    """The version of a matter that is in force on a day. Raises `LiandongError` `no_matter`."""
    found = in_force(on).filter(code=code).first()
    if found is None:
        raise no_matter(code)
    return found


def no_matter(code: str) -> LiandongError:
    return error(
        "no_matter",
        f"清单里没有编号为“{code}”的事项，或它已不再执行。请在职责清单中查找。",
        f"There is no matter {code!r} in force. Look it up in the catalogue.",
    )


def versions(code: str) -> QuerySet[Matter]:
    """Every version on record of a matter, newest first, what was corrected left out."""
    return Matter.objects.live().filter(code=code).order_by("-start", "-pk")


class Answering:
    """Who answers for matters at a place on a day: looked up once, for as many matters as asked."""

    def __init__(self, at: Place, on: date) -> None:
        self._upwards = list(reversed(line(at)))
        self._departments = _departments({one.id for one in self._upwards}, on)

    def leads(self, of: Matter) -> Unit | None:
        """The nearest unit upwards that performs the function; None where nobody does: then a
        desk keeps it."""
        return next(iter(self._performing(of, Part.LEAD)), None)

    def assists(self, of: Matter) -> list[Unit]:
        """Who assists, in the order of the list."""
        return self._performing(of, Part.ASSIST)

    def departments(self) -> list[Unit]:
        """Every department that performs something here, of the nearest government first."""
        near = {one.id: n for n, one in enumerate(self._upwards)}
        found = {unit: near.get(area, 0) for (area, _f), unit in self._departments.items()}
        return sorted(found, key=lambda unit: (found[unit], unit.code))

    def _performing(self, of: Matter, part: Part) -> list[Unit]:
        wanted = [one.function for one in of.responsible.all() if one.part == part]
        found = (self._performer(one) for one in wanted)
        return [one for one in found if one is not None]

    def _performer(self, function: Function) -> Unit | None:
        kinds = _BY_KIND.get(function.code)
        if kinds is not None:
            own = next((one for one in self._upwards if one.kind in kinds), None)
            return own and Unit(pk=own.id, code=own.code, name=own.name, kind=own.kind)
        keys = ((one.id, function.pk) for one in self._upwards)
        return next((self._departments[key] for key in keys if key in self._departments), None)


def leads(of: Matter, at: Place, on: date) -> Unit | None:
    """Who leads in one matter at a place."""
    return Answering(at, on).leads(of)


def assists(of: Matter, at: Place, on: date) -> list[Unit]:
    """Who assists in one matter at a place, in the order of the list."""
    return Answering(at, on).assists(of)


def _departments(areas: set[int], on: date) -> dict[tuple[int, int], Unit]:
    """By area and function, the department in force; one that was closed is stood in for by its
    successor."""
    ever = Placement.objects.live().filter(parent__in=areas, hierarchy=Hierarchy.GOVERNMENT)
    named = Performs.objects.on(on).filter(unit__in=ever.values("unit_id")).order_by("pk")
    performs = list(named.values_list("unit_id", "function_id"))
    units = {unit for unit, _function in performs}
    heirs: dict[int, list[int]] = {}
    left = Succession.objects.filter(predecessor__in=units, on__lte=on).order_by("-on")
    for old, new in left.values_list("predecessor_id", "successor_id"):
        heirs.setdefault(old, []).append(new)
    standing = {
        one.unit_id: one
        for one in Placement.objects.on(on)
        .filter(unit__in=units.union(*heirs.values()), parent__in=areas,
                hierarchy=Hierarchy.GOVERNMENT)
        .select_related("unit")
    }  # fmt: skip
    found: dict[tuple[int, int], Unit] = {}
    for unit, function in performs:
        placed = next((standing[u] for u in (unit, *heirs.get(unit, ())) if u in standing), None)
        if placed is not None:
            found.setdefault((placed.parent_id or 0, function), placed.unit)
    return found
