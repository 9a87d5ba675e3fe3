"""Columns whose figures only make sense in another unit than the one they were read in.

元 for 万元 makes every figure ten thousand times too large and each of them still a number: the
sender is asked before anything is taken, unless it was the sender who named the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from liandong.core.kernel.errors import Text

from .findings import Finding, Said, finding
from .result import Column, Row, UnitFrom
from .units import UNITS, Unit

_MOSTLY = Decimal("0.5")
_FEW = 5
_ASKED_AS = {"元": "yuan", "万元": "wan"}


@dataclass(frozen=True, slots=True)
class Odd:
    """A figure of an unusual size: the turn of phrase for it, what is said, the finding."""

    key: str
    said: Said
    finding: Finding


@dataclass(frozen=True, slots=True)
class Suspect:
    """A column, the unit in which its figures look right, how many do, and one of them."""

    column: Column
    other: Unit
    count: int
    example: str

    @property
    def settled(self) -> bool:
        """Whether the sender has said that the unit is as read."""
        return self.column.unit_from is UnitFrom.GIVEN


def suspect_of(column: Column, odd: Iterable[Odd], figures: int) -> Suspect | None:
    """The column as a suspect when most of its `figures` look right only in another unit."""
    mixed = [one for one in odd if one.key == "implausible:unit"]
    most = figures if figures < _FEW else _MOSTLY * figures
    if not mixed or len(mixed) < most or column.unit is None:
        return None
    said = mixed[0].said
    found = Suspect(column, UNITS[str(said["small"])], len(mixed), str(said["value"]))
    # What the sender insists on is still warned of: figure by figure while they are few.
    return None if found.settled and found.count < _FEW else found


def said_of(suspect: Suspect, row: int) -> Finding:
    """One finding for the whole column, at its heading in `row`."""
    column, unit = suspect.column, suspect.column.unit
    named = unit.name if unit else ""
    assumed = column.unit_from is UnitFrom.ASSUMED
    about: Said = {
        "header": column.header, "unit": named, "other": suspect.other.name,
        "count": suspect.count, "example": suspect.example, "option": _option(column, suspect),
        "says": Text(f"没有写单位，读作{named}", f"names no unit and is read in {named}")
        if assumed else Text(f"写的是{named}", f"says {named}"),
    }  # fmt: skip
    key = "unit_suspect:given" if suspect.settled else "unit_suspect"
    return finding(key, row, column.index, about)


def _option(column: Column, suspect: Suspect) -> str:
    named = column.unit.name if column.unit else ""
    if {named, suspect.other.name} == set(_ASKED_AS):
        return f"--unit-of {column.target}=yuan|wan"
    return f"--in-unit {column.target}={suspect.other.name}"


def held_back(
    rows: tuple[Row, ...], suspects: Iterable[Suspect], contradicted: Set[int]
) -> tuple[Row, ...]:
    """The rows; not right are those with a figure in a column whose unit is in question, and
    those that a later row `contradicted` (their numbers)."""
    asked = [one.column.target for one in suspects if not one.settled and one.column.target]

    def stays_out(row: Row) -> bool:
        return row.number in contradicted or any(row.values.get(field) for field in asked)

    if not asked and not contradicted:
        return rows
    return tuple(replace(row, ok=False) if row.ok and stays_out(row) else row for row in rows)
