"""Meetings held against meetings owed, period by period."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import ibis

from liandong.core.standards.life.calendar import BEFORE, SLOTS
from liandong.core.standards.life.judging import columns
from liandong.core.standards.life.judging.frame import frame
from liandong.core.standards.life.judging.rules import AMOUNT, is_let_off, owed
from liandong.core.standards.life.judging.standing import status_of
from liandong.core.standards.life.model import Periodic


def _sum(row: ibis.Table, names: Iterable[str]) -> ibis.Value:
    first, *others = (row[name].fill_null(0) for name in names)
    for one in others:
        first += one
    return first


def _in_slot(row: ibis.Table, values: dict[int, ibis.Value]) -> ibis.Value:
    """The value of the row's slot."""
    return ibis.cases(*((row.slot == slot, value) for slot, value in values.items()))


@cache
def meetings(standard: Periodic) -> ibis.Table:
    """One row per unit and period owed: how many meetings there should be, and are."""
    units, held, gate = frame(), columns.held(standard.served_by), columns.gate(standard)
    units = units.filter(units.kind.isin(sorted(standard.kinds)))
    row = owed([standard], units, [*held.values(), *gate.values()])
    if gate:
        row = row.filter(_in_slot(row, {slot: row[name] for slot, name in gate.items()}) > 0)
    numbers = {
        slot: _sum(row, (held[month] for month in columns.months(standard.cut, slot)))
        for slot in SLOTS[standard.cut]
    }
    actual = _in_slot(row, numbers)
    return row.select(
        "unit",
        standard=row.number,
        start=row.begins,
        end=row.end,
        due=row.last,
        norm=row.value,
        required=row.value.cast(AMOUNT),
        actual=actual.cast(AMOUNT),
        status=status_of(
            done=actual >= row.value, exempt=is_let_off(row, [standard]), in_time=row.current
        ),
        current=row.current,
        of_year=row.slot > BEFORE,
    )
