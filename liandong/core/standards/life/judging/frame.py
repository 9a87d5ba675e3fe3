"""The frame: one row per organisation, with everything beside it that adds up.

    tallies ─ up to the day ───────────┐
    committees ─ when a period began ──┤
    meetings ─ that count, by month ───┼─ changes ─(the engine adds them up)─ frame
    exemptions ─ on a period's last day┘

However many standards there are, every fact is read once, and an organisation is found once.
"""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.facts.life import TALLIES_KEPT
from liandong.core.standards.life.calendar import BEFORE
from liandong.core.standards.life.judging import columns
from liandong.core.standards.life.judging.columns import CODE, FRAME
from liandong.core.standards.life.judging.rules import stage, standing, today, unbound
from liandong.core.standards.life.meetings import MEETINGS
from liandong.core.standards.life.model import Periodic
from liandong.core.standards.life.words import MeetingKind

# A table, and of each of its rows the code and the amount.
Part = tuple[ibis.Table, ibis.Value, ibis.Value]


@cache
def changes() -> ibis.Table:
    """Rows that add up to the frame: an organisation, a column's code, an amount."""
    gates = [_gate(one) for one in MEETINGS if one.gate is not None]
    return ibis.union(*(_rows(*part) for part in (_numbers(), *gates, _meetings(), _let_off())))


def _rows(table: ibis.Table, code: ibis.Value, amount: ibis.Value) -> ibis.Table:
    row = table.select("unit", code=code.cast("int16"), amount=amount.cast("int32"))
    return row.filter(row.code.notnull())


def _numbers() -> Part:
    """Each number on the day."""
    seen = today(unbound("tallies"))
    seen = seen.filter(seen.on <= seen.day)
    code = ibis.cases(*((seen.field == name, CODE[name]) for name in TALLIES_KEPT))
    return seen, code, seen.change


def _gate(standard: Periodic) -> Part:
    """The gate's tally when each period began, for the organisation or at all."""
    tallies, units, calls = unbound("tallies"), stage("standing", standing()), unbound("calls")
    seen = tallies.filter(tallies.field == standard.gate)
    seen = seen.join(units.select("unit", "start"), "unit")
    begins = calls.filter(calls.standard == standard.code).select("slot", begins=calls.start)
    seen = seen.cross_join(begins)
    seen = seen.filter(seen.on <= ibis.greatest(seen.begins, seen.start))
    return seen, seen.slot + CODE[columns.gate(standard)[BEFORE]], seen.change


def _meetings() -> Part:
    """Valid meetings of the year so far, and of the year before."""
    seen = today(unbound("meetings"))
    seen = seen.filter(
        seen.valid,
        seen.on <= seen.day,
        seen.recorded_at <= seen.known_at,
        seen.voided_at.isnull() | (seen.voided_at > seen.known_at),
    )
    month = (seen.on.year() - seen.day.year()) * 12 + seen.on.month()
    seen = seen.mutate(
        month=ibis.cases((month >= BEFORE, month), (month > -3, -1), (month > -12, -2))
    )
    code = ibis.cases(
        *(
            ((seen.kind == kind.value) & (seen.month >= min(months)), CODE[months[1]])
            for kind in MeetingKind
            if (months := columns.held(kind))
        )
    )
    return seen, code + (seen.month - 1), ibis.literal(1)


def _let_off() -> Part:
    """Exemptions that hold on the last day of a period."""
    given, asked = unbound("exemptions"), unbound("calls")
    both = given.rename(since="start", until="end").join(
        asked.select("standard", "let_off", "last").distinct(), "standard"
    )
    held = both.filter(both.since <= both.last, both.until.isnull() | (both.until > both.last))
    return held, held.let_off, ibis.literal(1)


@cache
def frame() -> ibis.Table:
    """One row per organisation of the day; null where nothing adds up."""
    kept = dict(standing().schema().items())
    return ibis.table(ibis.schema(kept | dict.fromkeys(FRAME, "int32")), name="frame")
