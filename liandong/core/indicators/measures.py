"""Measures: numbers of one unit that may be added up over the tree.

From each standard: how many units meet it, miss it, are unknown, are not concerned, and what is
missing in all. From each field: its sum, and how many units it is known of. A rate that needs two
facts gets its own pair, summed only where both are known. `measuring` computes them.
"""

from __future__ import annotations

from collections.abc import Sequence

from liandong.core.standards.guarantee import FIELDS, STANDARDS
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
