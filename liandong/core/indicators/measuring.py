"""The measures of every judged unit, as an expression for any engine."""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from liandong.core.indicators.measures import RATES, UNITS, names
from liandong.core.standards.evaluate import AMOUNT, judged, stage
from liandong.core.standards.guarantee import FIELDS, STANDARDS
from liandong.core.standards.model import Standard, Status


def _of_duty(standard: Standard, frame: ibis.Table) -> dict[str, ibis.Value]:
    status = frame[f"{standard.key}_status"]
    columns = {
        f"{standard.key}_{one.value}": (status.fill_null("") == one.value).ifelse(1, 0)
        for one in Status
    }
    return {**columns, f"{standard.key}_gap": frame[f"{standard.key}_gap"].fill_null(0)}


def measures(standards: Sequence[Standard] = STANDARDS) -> ibis.Table:
    """One row per judged unit, a column per measure, all exact decimals."""
    table = stage("judged", judged(standards))
    columns: dict[str, ibis.Value] = {UNITS: ibis.literal(1)}
    for standard in standards:
        columns |= _of_duty(standard, table)
    for field in FIELDS:
        columns[f"{field}_sum"] = table[field].fill_null(0)
        columns[f"{field}_known"] = table[field].notnull().ifelse(1, 0)
    for rate, (over, under) in RATES.items():
        both = table[over].notnull() & table[under].notnull()
        columns[f"{rate}_over"] = both.ifelse(table[over], 0)
        columns[f"{rate}_under"] = both.ifelse(table[under], 0)
    ordered = {name: columns[name].cast(AMOUNT) for name in names(standards)}
    return table.select("unit", **ordered)
