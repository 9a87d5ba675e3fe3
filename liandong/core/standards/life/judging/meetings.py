"""Meetings held against meetings owed, period by period.

A unit's meetings of a year are counted side by side, a column for each period, before they meet
what is owed: one look-up for each unit instead of one for each unit and period.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import ibis

from liandong.core.standards.life.calendar import SLOTS, Cut
from liandong.core.standards.life.judging.rules import (
    asked_of,
    stage,
    standing,
    today,
    unbound,
    with_exemptions,
)
from liandong.core.standards.life.judging.standing import status_of
from liandong.core.standards.life.meetings import MEETINGS
from liandong.core.standards.life.model import Periodic


def _columns(cut: Cut, of: str) -> dict[int, str]:
    """The columns of a cut's periods, by slot."""
    return {slot: f"{of}{slot}" for slot in SLOTS[cut]}


def _slot_of(day: ibis.Value, cut: Cut) -> ibis.Value:
    """Which period of its year a day lies in, from 1."""
    return {Cut.MONTH: day.month(), Cut.QUARTER: day.quarter(), Cut.YEAR: ibis.literal(1)}[cut]


def _in_slot(table: ibis.Table, columns: dict[int, str]) -> ibis.Value:
    """What stands in the column that the row's slot names."""
    return ibis.cases(*((table.slot == slot, table[name]) for slot, name in columns.items()))


@cache
def held(standard: Periodic) -> ibis.Table:
    """One row per unit: how many valid meetings served in each period of the year so far."""
    seen = today(unbound("meetings"))
    seen = seen.filter(
        seen.kind == standard.served_by.value,
        seen.valid,
        seen.on <= seen.day,
        seen.on >= seen.day.truncate("Y"),
        seen.recorded_at <= seen.known_at,
        seen.voided_at.isnull() | (seen.voided_at > seen.known_at),
    )
    slot = _slot_of(seen.on, standard.cut)
    columns = _columns(standard.cut, "held")
    counts = {name: seen.count(where=slot == one) for one, name in columns.items()}
    return seen.group_by("unit").agg(**counts)


@cache
def gate(standard: Periodic) -> ibis.Table:
    """One row per unit: the gate's tally when each period began, for the unit or at all."""
    tallies, units = unbound("tallies"), stage("standing", standing())
    seen = tallies.filter(tallies.field == standard.gate).join(
        units.select("unit", "start"), "unit"
    )
    calls = unbound("calls")
    begins = calls.filter(calls.standard == standard.code).select("slot", begins=calls.start)
    seen = seen.cross_join(begins)
    seen = seen.filter(seen.on <= ibis.greatest(seen.begins, seen.start))
    columns = _columns(standard.cut, "gate")
    sums = {name: seen.change.sum(where=seen.slot == one) for one, name in columns.items()}
    return seen.group_by("unit").agg(**sums)


@cache
def owed(standard: Periodic) -> ibis.Table:
    """One row per unit and period owed: how many meetings there should be, and are.

    `current` says that the period has not ended.
    """
    units = stage("standing", standing())
    units = units.filter(units.kind.isin(sorted(standard.kinds)))
    units = units.select("unit", "zone", "kind", since=units.start)
    done = stage(f"held_{standard.key}", held(standard))
    units = units.left_join(done, "unit").drop("unit_right")
    if standard.gate is not None:
        units = units.join(stage(f"gate_{standard.key}", gate(standard)), "unit")
    row = units.join(asked_of([standard.code]), ["zone", "kind"])
    row = today(row.filter(row.since <= row.latest))
    if standard.gate is not None:
        row = row.filter(_in_slot(row, _columns(standard.cut, "gate")) > 0)
    number = _in_slot(row, _columns(standard.cut, "held")).fill_null(0).cast("int32")
    row = row.select("unit", "call", "value", actual=number, current=row.end > row.day)
    row = with_exemptions(row)
    status = status_of(done=row.actual >= row.value, exempt=row.let_off, in_time=row.current)
    return row.mutate(status=status).drop("let_off")


def stages() -> dict[str, Callable[[], ibis.Table]]:
    """What is held and what is owed, standard by standard."""
    made: dict[str, Callable[[], ibis.Table]] = {}
    for one in MEETINGS:
        made[f"held_{one.key}"] = partial(held, one)
        if one.gate is not None:
            made[f"gate_{one.key}"] = partial(gate, one)
        made[f"owed_{one.key}"] = partial(owed, one)
    return made
