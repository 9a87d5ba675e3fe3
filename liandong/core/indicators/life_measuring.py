"""The measures of every organisation, as expressions for any engine: duties counted."""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.indicators.life_measures import (
    BRANCHES,
    COUNTED,
    ENDED_MET,
    ENDED_OVERDUE,
    ORGANISATIONS,
    PARTS,
    PEOPLE_MET,
    PEOPLE_OWED,
    SUMMED,
    names,
    of_periods,
)
from liandong.core.standards.life import meetings
from liandong.core.standards.life.judging.duties import judged
from liandong.core.standards.life.judging.frame import frame
from liandong.core.standards.life.judging.numbered import STATUS
from liandong.core.standards.life.judging.people import training
from liandong.core.standards.life.judging.rules import stage
from liandong.core.standards.life.words import DutyStatus


@cache
def counts() -> ibis.Table:
    """Rows that add up to the measures: an organisation, a column's code, an amount."""
    duty = stage("judged", judged())
    duty = duty.filter(duty.of_year)  # last year's are in no figure of this year
    ended = ibis.cases(
        (duty.status == STATUS[DutyStatus.MET], PARTS.index(ENDED_MET)),
        (duty.status == STATUS[DutyStatus.OVERDUE], PARTS.index(ENDED_OVERDUE)),
    )
    people = training()
    people = people.filter(people.of_year)
    return ibis.union(
        _rows(duty, duty.current.ifelse(duty.status, ended), ibis.literal(1)),
        _rows(people, ibis.literal(PARTS.index(PEOPLE_MET)), people.actual),
        _rows(people, ibis.literal(PARTS.index(PEOPLE_OWED)), people.required),
    )


def _rows(duty: ibis.Table, part: ibis.Value, amount: ibis.Value) -> ibis.Table:
    code = (duty.standard.cast("int16") * len(PARTS) + part).cast("int16")
    row = duty.select("unit", code=code, amount=amount.cast("int32"))
    return row.filter(row.code.notnull())


@cache
def counted() -> ibis.Table:
    """The frame, and beside it what the duties of each organisation add up to."""
    kept = dict(frame().schema().items())
    return ibis.table(ibis.schema(kept | dict.fromkeys(COUNTED, "int32")), name="counted")


def measures() -> ibis.Table:
    """One row per organisation, a column per measure, whole numbers. The members of a group are
    members of its branch, and counted there."""
    row = counted()
    in_branch = row.kind.isin(sorted(meetings.GROUPS))
    numbers = {
        ORGANISATIONS: ibis.literal(1),
        BRANCHES: row.kind.isin(sorted(meetings.BRANCHES)).ifelse(1, 0),
        **{name: in_branch.ifelse(0, row[name].fill_null(0)) for name in SUMMED},
        **{name: row[name].fill_null(0) for name in COUNTED},
    }
    for year, periods in of_periods().items():
        first, *others = (numbers[name] for name in periods)
        numbers[year] = sum(others, first)
    return row.select("unit", **{name: numbers[name].cast("int32") for name in names()})
