"""Which norm holds where: zones, the value of every call in them, and who stands in which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import ibis
import pyarrow as pa

from liandong.core.facts.life import SCHEMAS, TALLIES_KEPT
from liandong.core.standards.jurisdiction import strongest
from liandong.core.standards.life.judging import calls

_SCHEMAS: Mapping[str, pa.Schema] = {**SCHEMAS, **calls.SCHEMAS}


def _column(field: pa.Field) -> tuple[str, ibis.DataType]:
    # What must not be null on entering may be unmatched later: unions want one type for both.
    return field.name, ibis.dtype(field.type).copy(nullable=True)


def unbound(name: str) -> ibis.Table:
    """A table that enters, as an expression that any engine can be asked."""
    return ibis.table(ibis.schema([_column(one) for one in _SCHEMAS[name]]), name=name)


def stage(name: str, made_by: ibis.Table) -> ibis.Table:
    """The table of an earlier stage, to be read by a later one."""
    return ibis.table(made_by.schema(), name=name)


@cache
def zones() -> ibis.Table:
    """The stretches `[zone, high)` of the territory's paths between which norms change."""
    norms = unbound("norms")
    borders = [unbound("ask").select(bound=ibis.literal(one)) for one in ("", "~")]
    bounds = ibis.union(
        norms.select(bound=norms.low), norms.select(bound=norms.high), *borders
    ).distinct()
    above = bounds.view().rename(high="bound")
    pairs = bounds.cross_join(above)
    later = pairs.filter(pairs.bound < pairs.high)
    return later.group_by(zone=later.bound).agg(high=later.high.min())


@cache
def rules() -> ibis.Table:
    """One row per zone and call: the value in force on the first day of its period."""
    norms, asked, where = unbound("norms"), unbound("calls"), stage("zones", zones())
    dated = norms.join(asked.select("call", "norm", begins=asked.start), "norm")
    dated = dated.filter(
        dated.start <= dated.begins, dated.end.isnull() | (dated.end > dated.begins)
    )
    held = dated.drop("end", "start").cross_join(where.select("zone"))
    held = held.filter(held.zone >= held.low, held.zone < held.high)
    return strongest(held, "zone", "call")


@cache
def standing() -> ibis.Table:
    """One row per organisation of the day: its zone, its kind, and its numbers, null if unknown."""
    units, where, ask = unbound("party_units"), stage("zones", zones()), unbound("ask")
    there = units.cross_join(ask.select(day=ask.on))
    there = there.filter(there.start <= there.day, there.end.isnull() | (there.end > there.day))
    there = there.select(
        "unit", "parent", "kind", "community_body", "start", area=there.area.fill_null("")
    )
    placed = there.cross_join(where)
    placed = placed.filter(placed.area >= placed.zone, placed.area < placed.high)
    placed = placed.drop("area", "high")
    return placed.left_join(numbers(), "unit").drop("unit_right")


def numbers() -> ibis.Table:
    """One row per organisation with tallies: each number on the day."""
    tallies, ask = unbound("tallies"), unbound("ask")
    seen = tallies.cross_join(ask.select(day=ask.on))
    seen = seen.filter(seen.on <= seen.day)
    sums = {name: seen.change.sum(where=seen.field == name) for name in TALLIES_KEPT}
    return seen.group_by("unit").agg(**sums)


def asked_of(codes: Sequence[str]) -> ibis.Table:
    """The calls of these standards, wherever a norm in force asks a kind of unit for something."""
    calls, values = unbound("calls"), stage("rules", rules())
    calls = calls.filter(calls.standard.isin(list(codes))).rename(norm_code="norm", begins="start")
    ruled = values.filter(values.value > 0).join(calls, "call")
    return ruled.join(unbound("owing"), "call")


def owed(codes: Sequence[str], units: ibis.Table | None = None) -> ibis.Table:
    """One row per unit and call of these standards: whom a norm in force asks for something."""
    units = stage("standing", standing()) if units is None else units
    found = units.join(asked_of(codes), ["zone", "kind"])
    return found.filter(found.start <= found.latest)


def today(table: ibis.Table) -> ibis.Table:
    """The rows beside the question: `day` and `known_at`."""
    ask = unbound("ask")
    return table.cross_join(ask.select("known_at", day=ask.on))


def with_exemptions(table: ibis.Table) -> ibis.Table:
    """The rows of units and calls, and whether an exemption holds: `let_off`."""
    let_off = exempted().mutate(let_off=True)
    joined = table.left_join(let_off, ["unit", "call"]).drop("unit_right", "call_right")
    return joined.mutate(let_off=joined.let_off.fill_null(False))


def exempted() -> ibis.Table:
    """Unit and call where an exemption holds on the last day of the period."""
    let_off, asked = unbound("exemptions"), unbound("calls")
    both = let_off.rename(since="start", until="end").join(asked, "standard")
    held = both.filter(both.since <= both.last, both.until.isnull() | (both.until > both.last))
    return held.select("unit", "call").distinct()
