"""What a standard is: a formula over facts and norms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from liandong.core.kernel.errors import Text

if TYPE_CHECKING:  # whoever only names standards does not wait for Ibis
    import ibis

# (one row per unit with a column per field, the norm's value in force) → a number or null
Formula = Callable[["ibis.Table", "ibis.Value"], "ibis.Value"]


class Direction(StrEnum):
    """On which side of the value the actual figure is to lie."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"

    def is_weaker(self, value: Decimal, bound: Decimal) -> bool:
        """Whether `value` asks for less than `bound` does."""
        return value < bound if self is Direction.AT_LEAST else value > bound

    def strictest(self, values: list[Decimal]) -> Decimal:
        """The value that asks for most."""
        return max(values) if self is Direction.AT_LEAST else min(values)


class Status(StrEnum):
    """How a unit stands to a standard. A missing fact is `unknown`, never zero."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Standard:
    """What is required of each unit of some kinds, and what there is.

    `required` and `actual` give numbers in `unit`; the gap is what is missing of the required, or
    what lies above it where `direction`, which is that of the norm, asks for at most so much.
    `base` names the facts that `required` is reckoned from, `needs` those of `actual`. Where
    nothing is required (no households, no rooms) the standard does not apply: counting such units
    as met would flatter the share. A limit of zero is a limit.
    """

    code: str
    version: int
    title: Text
    rule: Text
    kinds: frozenset[str]
    norm: str
    needs: tuple[str, ...]
    unit: Text
    required: Formula
    actual: Formula
    base: tuple[str, ...] = ()
    direction: Direction = Direction.AT_LEAST

    @property
    def key(self) -> str:
        """The code as it stands in names of columns."""
        return self.code.rsplit(".", 1)[-1]
