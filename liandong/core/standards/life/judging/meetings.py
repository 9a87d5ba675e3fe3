"""Meetings held against meetings owed, period by period."""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.standards.life.judging.rules import (
    owed,
    stage,
    standing,
    today,
    unbound,
    with_exemptions,
)
from liandong.core.standards.life.judging.standing import status_of
from liandong.core.standards.life.meetings import MEETINGS

_CODES = [one.code for one in MEETINGS]


def held() -> ibis.Table:
    """Unit and call → how many valid meetings were held in its period, as known at the moment."""
    seen = today(unbound("meetings"))
    seen = seen.filter(
        seen.valid,
        seen.recorded_at <= seen.known_at,
        seen.voided_at.isnull() | (seen.voided_at > seen.known_at),
    )
    counted = seen.join(unbound("served"), ["kind", "on"])
    return counted.group_by("unit", "call").agg(actual=counted.count())


def gated() -> ibis.Table:
    """Unit and call where the gate's tally was above zero when the period began for the unit."""
    tallies, asked, units = unbound("tallies"), unbound("calls"), stage("standing", standing())
    asked = asked.filter(asked.gate.notnull()).select("call", "gate", begins=asked.start)
    seen = tallies.join(asked, tallies.field == asked.gate)
    seen = seen.join(units.select("unit", "start"), "unit")
    seen = seen.filter(seen.on <= ibis.greatest(seen.begins, seen.start))
    counted = seen.group_by("unit", "call").agg(number=seen.change.sum())
    return counted.filter(counted.number > 0).select("unit", "call")


@cache
def periodic() -> ibis.Table:
    """One row per unit and period owed: how many meetings there should be, and are."""
    due = owed(_CODES).select("unit", "call", "gate", "end", "value")
    free = due.filter(due.gate.isnull()).drop("gate")
    bound = due.filter(due.gate.notnull()).drop("gate").semi_join(gated(), ["unit", "call"])
    whole = today(ibis.union(free, bound))
    met = whole.left_join(held(), ["unit", "call"]).drop("unit_right", "call_right")
    row = with_exemptions(met)
    actual = row.actual.fill_null(0)
    return row.select(
        "unit",
        "call",
        "value",
        actual=actual.cast("int32"),
        status=status_of(
            done=actual >= row.value,
            exempt=row.let_off,
            in_time=row.end > row.day,
        ),
    )
