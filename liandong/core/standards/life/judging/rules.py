"""Which norm holds where: zones, the value of every call in them, and who stands in which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import ibis
import pyarrow as pa

from liandong.core.facts.life import SCHEMAS
from liandong.core.standards.jurisdiction import strongest
from liandong.core.standards.life.judging import calls
from liandong.core.standards.life.judging import columns as columns_of
from liandong.core.standards.life.judging.numbered import NUMBER
from liandong.core.standards.life.model import LifeStandard

AMOUNT = "decimal(18, 2)"

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
    """One row per organisation of the day: its zone, its kind, since when."""
    units, where, ask = unbound("party_units"), stage("zones", zones()), unbound("ask")
    there = units.cross_join(ask.select(day=ask.on))
    there = there.filter(there.start <= there.day, there.end.isnull() | (there.end > there.day))
    there = there.select(
        "unit", "parent", "kind", "community_body", "start", area=there.area.fill_null("")
    )
    placed = there.cross_join(where)
    placed = placed.filter(placed.area >= placed.zone, placed.area < placed.high)
    return placed.drop("area", "high")


@cache
def asked() -> ibis.Table:
    """One row per zone, kind of unit and call: where a norm in force asks for something."""
    calls, values = unbound("calls"), stage("rules", rules())
    calls = calls.rename(begins="start").drop("norm", "cut", "standard")
    return values.filter(values.value > 0).join(calls, "call").join(unbound("owing"), "call")


def owed(
    standards: Sequence[LifeStandard], units: ibis.Table, columns: Sequence[str] = ()
) -> ibis.Table:
    """One row per unit and call of these standards: whom a norm in force asks for something, with
    the call, the norm's `value`, and of the unit's columns those named and its exemptions."""
    calls = stage("asked", asked())
    calls = calls.filter(calls.number.isin([NUMBER[one.code] for one in standards]))
    units = units.select("unit", "zone", "kind", *columns, *_let_off(standards), since=units.start)
    row = units.join(calls, ["zone", "kind"])
    return row.filter(row.since <= row.latest)


def _let_off(standards: Sequence[LifeStandard]) -> list[str]:
    return [name for one in standards for name in columns_of.let_off(one).values()]


def is_let_off(row: ibis.Table, standards: Sequence[LifeStandard]) -> ibis.Value:
    """Whether an exemption holds on the last day of the row's period."""
    names = _let_off(standards)
    given = ibis.cases(*((row.let_off == columns_of.CODE[name], row[name]) for name in names))
    return given.fill_null(0) > 0


def today(table: ibis.Table) -> ibis.Table:
    """The rows beside the question: `day` and `known_at`."""
    ask = unbound("ask")
    return table.cross_join(ask.select("known_at", day=ask.on))
