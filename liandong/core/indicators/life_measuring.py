"""The measures of every organisation, as an expression for any engine."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ibis

from liandong.core.indicators.life_measures import (
    BRANCHES,
    CURRENT,
    ORGANISATIONS,
    SUMMED,
    comes_round,
    names,
)
from liandong.core.standards.life import meetings
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.judging.duties import duties
from liandong.core.standards.life.judging.rules import stage, standing, today
from liandong.core.standards.life.model import LifeStandard, Training
from liandong.core.standards.life.words import DutyStatus


def counted(standard: LifeStandard) -> ibis.Table:
    """One row per unit that owes it: the standard's measures."""
    row = stage("duties", duties())
    row = today(row.filter(row.standard == standard.code))
    now = row.end.isnull() | (row.end > row.day) if comes_round(standard) else ibis.literal(True)
    columns = {
        f"{standard.key}_{one}": row.count(where=now & (row.status == one)) for one in CURRENT
    }
    if comes_round(standard):
        met = row.status == DutyStatus.MET.value
        owed = met | (row.status == DutyStatus.OVERDUE.value)
        columns[f"{standard.key}_year_met"] = row.count(where=~now & met)
        columns[f"{standard.key}_year_owed"] = row.count(where=~now & owed)
    if isinstance(standard, Training):
        columns[f"{standard.key}_people_met"] = row.actual.sum()
        columns[f"{standard.key}_people_owed"] = row.required.sum()
    whole = {name: column.cast("int32") for name, column in columns.items()}
    return row.group_by("unit").agg(**whole)


def own() -> ibis.Table:
    """One row per organisation: what is counted of it, whatever it owes."""
    units = stage("standing", standing())
    is_branch = units.kind.isin(sorted(meetings.BRANCHES)).ifelse(1, 0)
    numbers = {
        ORGANISATIONS: ibis.literal(1),
        BRANCHES: is_branch,
        **{name: units[name].fill_null(0) for name in SUMMED},
    }
    return units.select("unit", **{name: one.cast("int32") for name, one in numbers.items()})


def parts() -> dict[str, Callable[[], ibis.Table]]:
    """The measures in pieces, each of the units that have any: what every piece adds is its own."""
    return {"own": own} | {f"of_{one.key}": partial(counted, one) for one in STANDARDS}


def measures() -> ibis.Table:
    """One row per organisation, a column per measure, whole numbers."""
    joined = stage("own", own())
    for one in STANDARDS:
        # By names of their own, so that the joins stay one flat statement.
        part = stage(f"of_{one.key}", counted(one)).rename({f"{one.key}_unit": "unit"})
        joined = joined.left_join(part, joined.unit == part[f"{one.key}_unit"])
    columns = {name: joined[name].fill_null(0) for name in names()}
    return joined.select("unit", **columns)
