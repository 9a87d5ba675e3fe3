"""From facts and norms to duties: one definition, for every engine.

    facts ─ known, newest, not stale ─┐
    units ────────────────────────────┼─ frame ── each standard ── judged ── duties, measures
    norms ─ in force, most specific ──┘

`STAGES` names the tables in their order; an engine makes each from those before it. (In one
expression the planner spends more time on the text than on the rows.)
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from liandong.core.facts.tables import unbound
from liandong.core.standards.guarantee import FIELDS, STALE_AFTER, STANDARDS
from liandong.core.standards.jurisdiction import strongest
from liandong.core.standards.model import Direction, Standard, Status

AMOUNT = "decimal(18, 2)"


def norm_column(code: str) -> str:
    """The column that holds a norm's value in force."""
    return "norm_" + code.rsplit(".", 1)[-1]


def stage(name: str, made_by: ibis.Table) -> ibis.Table:
    """The table of an earlier stage, to be read by a later one."""
    return ibis.table(made_by.schema(), name=name)


def judged_units(standards: Sequence[Standard] = STANDARDS) -> ibis.Table:
    """The units that any standard speaks of."""
    units = unbound("units")
    kinds = sorted(frozenset[str]().union(*(one.kinds for one in standards)))
    return units.filter(units.kind.isin(kinds)).select("unit", "kind", "path")


def in_force(units: ibis.Table, standards: Sequence[Standard] = STANDARDS) -> ibis.Table:
    """One row per unit: the value of each norm that holds for it on the day, or null.

    The most specific jurisdiction wins, but never asks for less than a floor that holds there as
    well: of a norm `at_most`, the lowest such value.
    """
    norms, ask = unbound("norms"), unbound("ask")
    dated = norms.cross_join(ask)
    dated = dated.filter(
        dated.start <= dated.on, dated.end.isnull() | (dated.end > dated.on)
    ).select("norm", "value", "low", "high", "level", "floor", "at_most")
    held = units.select("unit", "path").cross_join(dated)
    held = held.filter(held.path >= held.low, held.path < held.high)
    applied = strongest(held, "unit", "norm")
    codes = [*(one.norm for one in standards), STALE_AFTER]
    columns = {norm_column(c): applied.value.max(where=applied.norm == c) for c in codes}
    return applied.group_by("unit").agg(**columns)


def known_facts(rules: ibis.Table) -> ibis.Table:
    """One row per unit: the newest value of each field as of the day, as known at the moment.

    A fact older than `STALE_AFTER` days says nothing any more.
    """
    facts, ask = unbound("facts"), unbound("ask")
    seen = facts.cross_join(ask)
    seen = seen.filter(
        seen.as_of <= seen.on,
        seen.recorded_at <= seen.known_at,
        seen.voided_at.isnull() | (seen.voided_at > seen.known_at),
    )
    newest = seen.group_by("unit", "field").agg(
        value=seen.value.argmax(seen.as_of), as_of=seen.as_of.max(), on=seen.on.max()
    )
    aged = newest.left_join(rules, "unit")
    age = aged.on.delta(aged.as_of, unit="day")
    limit = aged[norm_column(STALE_AFTER)]
    fresh = aged.filter(limit.isnull() | (age <= limit)).select("unit", "field", "value", "as_of")
    columns = {name: fresh.value.max(where=fresh.field == name) for name in FIELDS}
    return fresh.group_by("unit").agg(**columns)


def frame(standards: Sequence[Standard] = STANDARDS) -> ibis.Table:
    """One row per judged unit: its facts and the norms in force for it."""
    units = judged_units(standards)
    rules = in_force(units, standards)
    facts = known_facts(rules)
    ruled = units.left_join(rules, "unit").drop("unit_right", "path")
    return ruled.left_join(facts, "unit").drop("unit_right")


def _judgement(standard: Standard, frame: ibis.Table) -> dict[str, ibis.Value]:
    """The standard's columns for every unit of the frame: norm, required, actual, gap, status."""
    concerned = frame.kind.isin(sorted(standard.kinds))
    norm = concerned.ifelse(frame[norm_column(standard.norm)], ibis.null("decimal(18, 4)"))
    base = _all_known(frame, standard.base)
    seen = _all_known(frame, standard.needs)
    nothing = ibis.null(AMOUNT)
    asked = (norm.notnull() & base).ifelse(standard.required(frame, norm).cast(AMOUNT), nothing)
    applies = asked >= 0 if standard.direction is Direction.AT_MOST else asked > 0
    required = applies.ifelse(asked, nothing)
    actual = seen.ifelse(standard.actual(frame, norm).cast(AMOUNT), nothing)
    short, over = required - actual, actual - required
    beyond = over if standard.direction is Direction.AT_MOST else short
    gap = (beyond > 0).ifelse(beyond, 0).cast(AMOUNT)
    status = ibis.cases(
        (norm.isnull() | ~applies, Status.NOT_APPLICABLE.value),
        (required.isnull() | actual.isnull(), Status.UNKNOWN.value),
        (beyond <= 0, Status.MET.value),
        else_=Status.UNMET.value,
    )
    columns = {
        "norm": norm,
        "required": required,
        "actual": actual,
        "gap": (required.notnull() & actual.notnull()).ifelse(gap, nothing),
        "status": concerned.ifelse(status, ibis.null("string")),
    }
    return {f"{standard.key}_{name}": column for name, column in columns.items()}


def _all_known(frame: ibis.Table, fields: Sequence[str]) -> ibis.Value:
    return ibis.and_(ibis.literal(True), *(frame[name].notnull() for name in fields))


def judged(standards: Sequence[Standard] = STANDARDS) -> ibis.Table:
    """One row per judged unit: its facts, and each standard's columns beside each other."""
    rows = stage("frame", frame(standards))
    columns: dict[str, ibis.Value] = {}
    for one in standards:
        columns |= _judgement(one, rows)
    return rows.select("unit", *FIELDS, **columns)


def duties(standards: Sequence[Standard] = STANDARDS) -> ibis.Table:
    """Every duty: one row per unit and standard, the facts it rests on read once."""
    rows = stage("judged", judged(standards))
    parts = ("norm", "required", "actual", "gap", "status")
    return ibis.union(
        *(
            rows.filter(rows[f"{one.key}_status"].notnull()).select(
                "unit",
                standard=ibis.literal(one.key),
                **{part: rows[f"{one.key}_{part}"] for part in parts},
            )
            for one in standards
        )
    )
