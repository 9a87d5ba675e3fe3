"""All duties in one table, whatever they come from."""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.facts.life import DUTIES
from liandong.core.standards.life.judging.meetings import periodic
from liandong.core.standards.life.judging.people import dated, terms, training
from liandong.core.standards.life.judging.rules import stage, unbound
from liandong.core.standards.life.judging.structure import structure

OTHERS = {
    "training_duties": training,
    "term_duties": terms,
    "dated_duties": dated,
    "structure_duties": structure,
}


def _meetings() -> ibis.Table:
    asked = unbound("calls").select("call", "standard", "start", "end", "last")
    row = stage("periodic", periodic()).join(asked, "call")
    return row.select(
        "unit",
        "standard",
        "start",
        "end",
        "status",
        due=row.last,
        norm=row.value,
        required=row.value.cast("decimal(18, 2)"),
        actual=row.actual.cast("decimal(18, 2)"),
    )


def others() -> ibis.Table:
    """The duties that are no meetings."""
    return ibis.union(*(stage(name, made()).select(DUTIES.names) for name, made in OTHERS.items()))


@cache
def duties() -> ibis.Table:
    """Every duty: `facts.life.DUTIES`."""
    return ibis.union(_meetings().select(DUTIES.names), others())
