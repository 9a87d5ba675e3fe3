"""Where each Party organisation stands on a day: in the Party tree, and in the territory."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

import pyarrow as pa
from django.db.models import Max, Min, Q

from liandong.core.facts.life import PARTY_UNITS
from liandong.domains.orgs import party, tree
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Placement, Seat, Unit

_RESIDENTIAL = frozenset({Kind.COMMUNITY, Kind.VILLAGE})


def party_units(
    *, on: date, known_at: datetime | None = None, units: Collection[int] | None = None
) -> pa.Table:
    """The Party tree of a day as known at a moment (now): all of it, or a few units of it."""
    nodes = _nodes(Hierarchy.PARTY, on, known_at, units)
    ids = None if units is None else [node.unit for node in nodes]
    about = {
        pk: (kind, code)
        for pk, kind, code in _among(Unit.objects, "pk", ids)
        .values_list("pk", "kind", "code").iterator(20_000)
    }  # fmt: skip
    seats = _seats(on, known_at, ids)
    seated = None if units is None else {area for area, _, _ in seats.values()}
    areas = {n.unit: n.path for n in _nodes(Hierarchy.TERRITORY, on, known_at, seated)}
    lives = _lives(known_at, ids)
    rows = [_row(node, about[node.unit], seats.get(node.unit), areas, lives) for node in nodes]
    columns = list(zip(*rows, strict=True)) if rows else [[] for _ in PARTY_UNITS]
    arrays = [pa.array(c, type=f.type) for c, f in zip(columns, PARTY_UNITS, strict=True)]
    return pa.Table.from_arrays(arrays, schema=PARTY_UNITS)


def _row(
    node: tree.Node, about: tuple[str, str], seat: tuple[int, str, str] | None,
    areas: dict[int, str], lives: dict[int, tuple[date, date | None]],
) -> tuple:  # fmt: skip
    kind, code = about
    area, area_kind, division = seat or (None, "", "")
    own = area_kind in _RESIDENTIAL and code == party.own_code(division or "")
    path = areas.get(area) if area else None
    return (node.unit, node.parent, kind, node.depth, node.path, path, own, *lives[node.unit])


def _among(manager, field: str, ids: Iterable[int] | None):  # noqa: ANN001
    return manager.all() if ids is None else manager.filter(**{f"{field}__in": list(ids)})


def _nodes(
    hierarchy: str, on: date, known_at: datetime | None, units: Iterable[int] | None
) -> list[tree.Node]:
    """Nodes of the tree of a day; of a few units by walking up from them."""
    if units is None:
        return tree.grown(tree.edges_on(on, hierarchy, known_at))
    wanted, edges, level = set(units), {}, set(units)
    while level:
        rows = Placement.objects.on(on, known_at).filter(hierarchy=hierarchy, unit_id__in=level)
        found = dict(rows.values_list("unit_id", "parent_id"))
        edges |= found
        level = {parent for parent in found.values() if parent} - set(edges)
    return [node for node in tree.grown(edges.items()) if node.unit in wanted]


def _seats(
    on: date, known_at: datetime | None, units: Iterable[int] | None
) -> dict[int, tuple[int, str, str]]:
    held = _among(Seat.objects.on(on, known_at), "unit_id", units)
    names = ("unit_id", "community_id", "community__kind", "community__division_code")
    return {row[0]: row[1:] for row in held.order_by().values_list(*names).iterator(20_000)}


def _lives(
    known_at: datetime | None, units: Iterable[int] | None
) -> dict[int, tuple[date, date | None]]:
    """Since when, and until when, each unit stands in the Party tree."""
    live = _among(Placement.objects.live(known_at), "unit_id", units)
    lasting = Q(end=None) if known_at is None else Q(end=None) | Q(ended_at__gt=known_at)
    rows = (
        live.filter(hierarchy=Hierarchy.PARTY).order_by().values("unit_id")
        .annotate(since=Min("start"), until=Max("end"), open=Min("start", filter=lasting))
        .values_list("unit_id", "since", "until", "open")
    )  # fmt: skip
    return {unit: (since, None if open_ else until) for unit, since, until, open_ in rows}
