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
from liandong.core.standards.life.judging.duties import others
from liandong.core.standards.life.judging.meetings import owed
from liandong.core.standards.life.judging.rules import stage, standing
from liandong.core.standards.life.model import LifeStandard, Periodic, Training
from liandong.core.standards.life.words import DutyStatus


def _duties_of(standard: LifeStandard) -> ibis.Table:
    """The standard's duties; of meetings, also whether their period is the current one."""
    if isinstance(standard, Periodic):
        return stage(f"owed_{standard.key}", owed(standard))
    rows = stage("others", others())
    return rows.filter(rows.standard == standard.code)


def counted(standard: LifeStandard) -> ibis.Table:
    """One row per unit that owes it: the standard's measures."""
    return _of_periods(standard) if comes_round(standard) else _of_one(standard)


def _of_periods(standard: LifeStandard) -> ibis.Table:
    """Several duties a unit, of which one is the current one."""
    row = _duties_of(standard)
    present = {one: row.current & (row.status == one) for one in CURRENT}
    columns = {f"{standard.key}_{one}": row.count(where=is_so) for one, is_so in present.items()}
    met = row.status == DutyStatus.MET.value
    owed = met | (row.status == DutyStatus.OVERDUE.value)
    columns[f"{standard.key}_year_met"] = row.count(where=~row.current & met)
    columns[f"{standard.key}_year_owed"] = row.count(where=~row.current & owed)
    whole = {name: column.cast("int32") for name, column in columns.items()}
    return row.group_by("unit").agg(**whole)


def _of_one(standard: LifeStandard) -> ibis.Table:
    """One duty a unit."""
    row = _duties_of(standard)
    columns = {f"{standard.key}_{one}": (row.status == one).ifelse(1, 0) for one in CURRENT}
    if isinstance(standard, Training):
        columns[f"{standard.key}_people_met"] = row.actual
        columns[f"{standard.key}_people_owed"] = row.required
    return row.select("unit", **{name: one.cast("int32") for name, one in columns.items()})


def own() -> ibis.Table:
    """One row per organisation: what is counted of it, whatever it owes. The members of a group are
    members of its branch, and counted there."""
    units = stage("standing", standing())
    in_branch = units.kind.isin(sorted(meetings.GROUPS))
    is_branch = units.kind.isin(sorted(meetings.BRANCHES)).ifelse(1, 0)
    numbers = {
        ORGANISATIONS: ibis.literal(1),
        BRANCHES: is_branch,
        **{name: in_branch.ifelse(0, units[name].fill_null(0)) for name in SUMMED},
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
