"""The roster's structure against its rules."""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.facts.life import TALLIES_KEPT
from liandong.core.standards.life.judging.frame import frame
from liandong.core.standards.life.judging.rules import AMOUNT, is_let_off, owed, stage
from liandong.core.standards.life.judging.standing import status_of
from liandong.core.standards.life.model import Structure
from liandong.core.standards.life.structure import STRUCTURE

_ABOVE = sorted(frozenset[str]().union(*(one.kinds for one in STRUCTURE if one.with_branches)))


@cache
def below() -> ibis.Table:
    """One row per organisation whose branches are counted with it: their members."""
    units = frame()
    above = units.filter(units.kind.isin(_ABOVE)).select(above="unit")
    parts = units.select("parent", "members").join(above, units.parent == above.above)
    return parts.group_by(unit=parts.above).agg(members_below=parts.members.sum())


@cache
def structure(standard: Structure) -> ibis.Table:
    """One row per unit that the rule concerns."""
    units = frame()
    units = units.filter(units.kind.isin(sorted(standard.kinds)))
    row = owed([standard], units, TALLIES_KEPT)
    if standard.with_branches:
        row = row.left_join(stage("below", below()), "unit").drop("unit_right")
        both = row.members.fill_null(0) + row.members_below
        row = row.mutate(members_with_branches=both.coalesce(row.members))
    if standard.concerns is not None:
        row = row.filter(standard.concerns(row, row.value))
    required = standard.required(row, row.value).cast(AMOUNT)
    actual = standard.actual(row, row.value).cast(AMOUNT)
    return row.select(
        "unit",
        standard=row.number,
        start=row.begins,
        end=row.end,
        due=row.begins,
        norm=row.value,
        required=required,
        actual=actual,
        status=status_of(
            done=actual <= required if standard.at_most else actual >= required,
            exempt=is_let_off(row, [standard]),
            unknown=actual.isnull(),
            in_time=ibis.literal(standard.warns),
        ),
        current=ibis.literal(True),
        of_year=ibis.literal(True),
    )
