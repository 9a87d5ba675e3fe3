"""Figures by what the organisations are: committees, general branches, branches, groups. Each adds
what it owes itself, nothing of those below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from liandong.core.indicators.life_measures import names
from liandong.core.standards.life.catalogue import BY_CODE
from liandong.core.standards.life.model import LifeStandard
from liandong.core.standards.life.words import OrganisationKind
from liandong.domains.observatory import differences, store
from liandong.domains.observatory.figures import Sight
from liandong.domains.orgs.queries import Place

_INSIDE = "path >= ? AND path < ?"


def totals(of: Place, sight: Sight) -> dict[OrganisationKind, dict[str, Decimal]]:
    """The measures of a subtree by kind of organisation, the highest first; kinds that are not
    there are left out."""
    summed = ", ".join(f"CAST(sum({name}) AS DECIMAL(18, 0)) AS {name}" for name in names())
    table = store.ask(
        sight.run.folder,
        f"SELECT kind, {summed} FROM {{measures}} JOIN {{party_units}} USING (unit) "
        f"WHERE {_INSIDE} GROUP BY kind",
        [of.path, of.path + "~"],
    )
    found = {row.pop("kind"): row for row in store.rows(table)}
    kinds = kinds_of_changed(sight)
    for one in sight.changed:
        differences.added(found[kinds[one.unit_id]], one.path, [one])
    return {kind: found[kind] for kind in OrganisationKind if kind in found}


def kinds_of_changed(sight: Sight) -> dict[int, str]:
    """What those organisations are that were judged again since the run."""
    units = [one.unit_id for one in sight.changed]
    if not units:
        return {}
    where = f"unit IN ({', '.join('?' * len(units))})"
    table = store.read(sight.run.folder, "party_units", where, list(units), "unit, kind")
    return {row["unit"]: row["kind"] for row in store.rows(table)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a standard asked for in a subtree: the least and the greatest value of its norm."""

    least: Decimal
    most: Decimal


def norms(of: Place, sight: Sight) -> Mapping[LifeStandard, Asked]:
    """The values by which the organisations of a subtree were judged, of every standard that any
    of them owes: local norms may ask for more."""
    table = store.ask(
        sight.run.folder,
        "SELECT standard, min(norm) AS least, max(norm) AS most FROM {duties} "
        f"WHERE {_INSIDE} AND norm IS NOT NULL GROUP BY standard",
        [of.path, of.path + "~"],
    )
    return {BY_CODE[row["standard"]]: Asked(row["least"], row["most"]) for row in store.rows(table)}
