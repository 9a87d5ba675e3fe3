"""Measures of Party life: numbers of one organisation that may be added up over the Party tree.

From each standard: how many duties of the current period stand how; of standards with several
periods a year, how many of the year's ended periods were owed, and met; of training, how many
people. From the tallies: their sums. `life_measuring` computes them.
"""

from __future__ import annotations

from liandong.core.facts.life import FLOATING_IN, FLOATING_OUT, FULL_MEMBERS, MEMBERS
from liandong.core.standards.life.calendar import Cut
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.judging.numbered import STATUSES
from liandong.core.standards.life.model import LifeStandard, Training

ORGANISATIONS, BRANCHES = "party_units", "branches"
SUMMED = (MEMBERS, FULL_MEMBERS, FLOATING_OUT, FLOATING_IN)
CURRENT = tuple(one.value for one in STATUSES)


# What the duties of one standard are counted as: those of current periods by status, those of
# ended ones; of training the people.
ENDED_MET, ENDED_OVERDUE, PEOPLE_MET, PEOPLE_OWED = (
    "year_met",
    "year_overdue",
    "people_met",
    "people_owed",
)
PARTS = (*CURRENT, ENDED_MET, ENDED_OVERDUE, PEOPLE_MET, PEOPLE_OWED)
COUNTED = tuple(f"{one.key}_{part}" for one in STANDARDS for part in PARTS)


def comes_round(standard: LifeStandard) -> bool:
    """Whether it is owed several times a year."""
    return standard.cut in (Cut.MONTH, Cut.QUARTER)


def of_periods() -> dict[str, tuple[str, ...]]:
    """The measures of ended periods that are sums of others."""
    return {
        f"{one.key}_year_owed": (f"{one.key}_{ENDED_MET}", f"{one.key}_{ENDED_OVERDUE}")
        for one in STANDARDS
        if comes_round(one)
    }


def of_standard(standard: LifeStandard) -> tuple[str, ...]:
    """The measures of one standard."""
    parts = [*CURRENT]
    if comes_round(standard):
        parts += ["year_met", "year_owed"]
    if isinstance(standard, Training):
        parts += ["people_met", "people_owed"]
    return tuple(f"{standard.key}_{part}" for part in parts)


def names() -> tuple[str, ...]:
    """All measures, in the order of their columns."""
    of_duties = (name for one in STANDARDS for name in of_standard(one))
    return (ORGANISATIONS, BRANCHES, *SUMMED, *of_duties)
