"""The roster's structure against its rules."""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.standards.life.judging.rules import (
    owed,
    stage,
    standing,
    today,
    with_exemptions,
)
from liandong.core.standards.life.judging.standing import status_of
from liandong.core.standards.life.model import Structure
from liandong.core.standards.life.structure import STRUCTURE

AMOUNT = "decimal(18, 2)"


@cache
def numbered() -> ibis.Table:
    """The organisations with their numbers, and their members with those of the branches below."""
    units = stage("standing", standing())
    below = units.group_by(above=units.parent).agg(members_below=units.members.sum())
    joined = units.left_join(below, units.unit == below.above).drop("above")
    both = joined.members.fill_null(0) + joined.members_below
    return joined.mutate(members_with_branches=both.coalesce(joined.members))


@cache
def structure() -> ibis.Table:
    """One row per unit and rule that concerns it."""
    return ibis.union(*(_judged(one) for one in STRUCTURE))


def _judged(standard: Structure) -> ibis.Table:
    row = owed([standard.code], stage("numbered", numbered()))
    if standard.concerns is not None:
        row = row.filter(standard.concerns(row, row.value))
    row = today(with_exemptions(row))
    required = standard.required(row, row.value).cast(AMOUNT)
    actual = standard.actual(row, row.value).cast(AMOUNT)
    return row.select(
        "unit",
        "standard",
        start=row.begins,
        end=row.end,
        due=row.begins,
        norm=row.value,
        required=required,
        actual=actual,
        status=status_of(
            done=actual <= required if standard.at_most else actual >= required,
            exempt=row.let_off,
            unknown=actual.isnull(),
            in_time=ibis.literal(standard.warns),
        ),
    )
