"""All duties in one table, whatever they come from."""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.facts.life import DUTIES
from liandong.core.standards.life.judging.meetings import owed
from liandong.core.standards.life.judging.people import dated, terms, training
from liandong.core.standards.life.judging.rules import stage, unbound
from liandong.core.standards.life.judging.structure import structure
from liandong.core.standards.life.meetings import MEETINGS
from liandong.core.standards.life.model import Periodic

OTHERS = {
    "training_duties": training,
    "term_duties": terms,
    "dated_duties": dated,
    "structure_duties": structure,
}


def _meetings(standard: Periodic) -> ibis.Table:
    calls = unbound("calls").select("call", "standard", "start", "end", "last")
    row = stage(f"owed_{standard.key}", owed(standard)).join(calls, "call")
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


@cache
def others() -> ibis.Table:
    """The duties that are no meetings."""
    return ibis.union(*(stage(name, made()).select(DUTIES.names) for name, made in OTHERS.items()))


@cache
def duties() -> ibis.Table:
    """Every duty: `facts.life.DUTIES`."""
    meetings = [_meetings(one).select(DUTIES.names) for one in MEETINGS]
    return ibis.union(*meetings, stage("others", others()))
