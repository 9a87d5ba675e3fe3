"""What is on the lists, and who answers for it at a place on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, QuerySet

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.catalogue.enums import Part
from liandong.domains.catalogue.models import COMMUNITY, STREET, Matter, Performs, Responsible
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


def leads(of: Matter, at: Place, on: date) -> Unit | None:
    """Who leads in a matter at a place: the nearest unit upwards that performs the function.
    None where nobody does; then a desk keeps it."""
    return next(iter(_performing(of, Part.LEAD, at, on)), None)


def assists(of: Matter, at: Place, on: date) -> list[Unit]:
    """Who assists in a matter at a place, in the order of the list."""
    return _performing(of, Part.ASSIST, at, on)


def _performing(of: Matter, part: Part, at: Place, on: date) -> list[Unit]:
    upwards = list(reversed(line(at)))
    wanted = [one for one in of.responsible.all() if one.part == part]
    found = (_performer(one.function_id, one.function.code, upwards, on) for one in wanted)
    return [one for one in found if one is not None]


def _performer(function: int, code: str, upwards: list[Place], on: date) -> Unit | None:
    kinds = _BY_KIND.get(code)
    if kinds is not None:
        own = next((one for one in upwards if one.kind in kinds), None)
        return None if own is None else Unit.objects.get(pk=own.id)
    by_area = _departments(function, {one.id for one in upwards}, on)
    return next((by_area[one.id] for one in upwards if one.id in by_area), None)


def _departments(function: int, areas: set[int], on: date) -> dict[int, Unit]:
    """Which department performs a function for each area; one that was closed is stood in for by
    its successor."""
    named = Performs.objects.on(on).filter(function=function).order_by("-pk")
    units = list(named.values_list("unit_id", flat=True))
    heirs = Succession.objects.filter(predecessor__in=units, on__lte=on)
    units += heirs.order_by("-on").values_list("successor_id", flat=True)
    placed = Placement.objects.on(on).filter(
        unit__in=units, parent__in=areas, hierarchy=Hierarchy.GOVERNMENT
    )
    found: dict[int, Unit] = {}
    order = {unit: number for number, unit in reversed(list(enumerate(units)))}
    for one in sorted(placed.select_related("unit"), key=lambda row: order[row.unit_id]):
        found.setdefault(one.parent_id or 0, one.unit)
    return found
