"""Measures: numbers of one unit that may be added up over the tree.

From each standard: how many units meet it, miss it, are unknown, are not concerned, and what is
missing in all. From each field: its sum, and how many units it is known of. A rate that needs two
facts gets its own pair, summed only where both are known.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from liandong.core.standards.evaluate import AMOUNT, judged, stage
from liandong.core.standards.guarantee import FIELDS, STANDARDS, both_known
from liandong.core.standards.model import Standard, Status

UNITS = "communities"
# rate: (numerator's field, denominator's field)
RATES = {"worker_density": ("workers", "residents"), "area_density": ("service_area", "households")}


def names(standards: Sequence[Standard] = STANDARDS) -> list[str]:
    """All measures, in the order of their columns."""
    of_duties = [
        f"{one.key}_{part}" for one in standards for part in (*[s.value for s in Status], "gap")
    ]
    of_fields = [f"{field}_{part}" for field in FIELDS for part in ("sum", "known")]
    of_rates = [f"{rate}_{part}" for rate in RATES for part in ("over", "under")]
    return [UNITS, *of_duties, *of_fields, *of_rates]


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
        both = both_known(table[over], table[under])
        columns[f"{rate}_over"] = both.ifelse(table[over], 0)
        columns[f"{rate}_under"] = both.ifelse(table[under], 0)
    ordered = {name: columns[name].cast(AMOUNT) for name in names(standards)}
    return table.select("unit", **ordered)
