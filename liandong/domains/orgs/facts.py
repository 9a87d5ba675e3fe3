"""The tree of a day, as it leaves the operational database."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa

from liandong.core.facts.tables import UNITS
from liandong.domains.orgs import tree
from liandong.domains.orgs.models import Unit


def units_on(on: date, known_at: datetime | None = None) -> pa.Table:
    """The territory as it stood on a day, as known at a moment, in path order."""
    nodes = tree.grown(tree.edges_on(on, known_at=known_at))
    kinds = dict(Unit.objects.values_list("pk", "kind").iterator(20_000))
    return pa.table(
        {
            "unit": [n.unit for n in nodes],
            "parent": [n.parent for n in nodes],
            "kind": [kinds[n.unit] for n in nodes],
            "depth": [n.depth for n in nodes],
            "path": [n.path for n in nodes],
        },
        schema=UNITS,
    )


def paths_of_codes(paths: list[str]) -> dict[str, str]:
    """For the units on these paths and all above them: division code → path."""
    above = {p for path in paths for p in tree.ancestors(path)}
    ids = {int(path[-tree.WIDTH :], 36): path for path in above}
    codes = Unit.objects.filter(pk__in=ids).exclude(division_code=None)
    return {code: ids[pk] for code, pk in codes.values_list("division_code", "pk")}
