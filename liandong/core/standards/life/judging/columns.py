"""What stands beside every organisation in the frame: a column for each number that adds up.

The rows of `changes` name them by their place, the code. Meetings are counted by month: quarters
and the year are sums of months. Of the year before, 0 is December, -1 the rest of its last quarter,
-2 the rest of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from liandong.core.facts.life import TALLIES_KEPT
from liandong.core.standards.life.calendar import BEFORE, MONTHS_OF, SLOTS, Cut
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.meetings import MEETINGS
from liandong.core.standards.life.model import LifeStandard, Periodic
from liandong.core.standards.life.words import MeetingKind

_ONCE = range(1, 2)
# What the last month, quarter and year of the year before are sums of.
_LAST = {Cut.MONTH: range(BEFORE, 1), Cut.QUARTER: range(-1, 1), Cut.YEAR: range(-2, 1)}


def held(kind: MeetingKind) -> dict[int, str]:
    """How many valid meetings served as this kind, by month; before January as far as asked."""
    first = min(_LAST[one.cut].start for one in MEETINGS if one.served_by is kind)
    return {month: f"held_{kind.value}_{month}" for month in range(first, 13)}


def months(cut: Cut, slot: int) -> range:
    """Which of them a period is the sum of."""
    if slot == BEFORE:
        return _LAST[cut]
    return range(MONTHS_OF[cut] * (slot - 1) + 1, MONTHS_OF[cut] * slot + 1)


def gate(standard: Periodic) -> dict[int, str]:
    """The gate's number when each period began, by slot; nothing where there is no gate."""
    return {slot: f"gate_{standard.key}_{slot}" for slot in SLOTS[standard.cut] if standard.gate}


def let_off(standard: LifeStandard) -> dict[int, str]:
    """Exemptions that hold on the last day of each period, by slot."""
    return {slot: f"off_{standard.key}_{slot}" for slot in SLOTS.get(standard.cut, _ONCE)}


FRAME: tuple[str, ...] = (
    *TALLIES_KEPT,
    *(name for standard in MEETINGS for name in gate(standard).values()),
    *(name for kind in MeetingKind for name in held(kind).values()),
    *(name for standard in STANDARDS for name in let_off(standard).values()),
)
CODE: Mapping[str, int] = MappingProxyType({name: code for code, name in enumerate(FRAME)})
