"""The tree of a day, as it leaves the operational database."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa

from liandong.core.facts.tables import UNITS
from liandong.domains import leaving
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Placement, Unit
from liandong.domains.orgs.preorder import laid

_EDGES = pa.schema([UNITS.field("unit"), UNITS.field("parent"), UNITS.field("kind")])


def units_on(on: date, known_at: datetime | None = None) -> pa.Table:
    """The territory as it stood on a day, as known at a moment, in path order."""
    placed = Placement.objects.on(on, known_at).filter(hierarchy=Hierarchy.TERRITORY)
    rows = placed.order_by().values_list("unit_id", "parent_id", "unit__kind")
    edges = leaving.table(rows, _EDGES).combine_chunks()
    unit = edges["unit"].to_numpy()
    found = laid(unit, edges["parent"].fill_null(0).to_numpy(), tree.WIDTH)
    return (
        edges.take(found.rows)
        .append_column("depth", pa.array(found.depth))
        .append_column("path", found.path)
        .cast(UNITS)
    )


def paths_of_codes(paths: list[str]) -> dict[str, str]:
    """For the units on these paths and all above them: division code → path."""
    above = {p for path in paths for p in tree.ancestors(path)}
    ids = {int(path[-tree.WIDTH :], 36): path for path in above}
    codes = Unit.objects.filter(pk__in=ids).exclude(division_code=None)
    return {code: ids[pk] for code, pk in codes.values_list("division_code", "pk")}
