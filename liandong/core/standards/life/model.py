"""What a standard of Party life is: rows of data, and for the roster's structure a formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from liandong.core.kernel.errors import Text
from liandong.core.standards.life.calendar import Cut
from liandong.core.standards.life.words import MeetingKind

if TYPE_CHECKING:
    import ibis

# (one row per organisation with its numbers, the norm's value) → a number, or null for unknown
Formula = Callable[["ibis.Table", "ibis.Value"], "ibis.Value"]


@dataclass(frozen=True, kw_only=True)
class LifeStandard:
    """What every standard of the family has. `norm` is asked of the day its period begins."""

    code: str
    version: int = 1
    title: Text
    rule: Text
    norm: str
    unit: Text
    kinds: frozenset[str]
    cut: Cut = Cut.DAY

    @property
    def key(self) -> str:
        """The code as it stands in names of columns."""
        return self.code.rsplit(".", 1)[-1]

    @property
    def norms(self) -> tuple[str, ...]:
        """Every norm it is judged by."""
        return (self.norm,)


@dataclass(frozen=True, kw_only=True)
class Periodic(LifeStandard):
    """So many meetings in each period; where `gate` names a tally, only by those who count any."""

    served_by: MeetingKind
    gate: str | None = None


@dataclass(frozen=True, kw_only=True)
class Training(LifeStandard):
    """Everybody of a role has had so many hours, or courses, by the end of the year."""

    role: str
    courses: bool = False


@dataclass(frozen=True, kw_only=True)
class Term(LifeStandard):
    """A leading body is in its term; `reminder` says how many months before the end it is due."""

    other_norms: tuple[tuple[str, frozenset[str]], ...]
    reminder: str

    @property
    def norms(self) -> tuple[str, ...]:
        return (self.norm, *(norm for norm, _ in self.other_norms), self.reminder)


@dataclass(frozen=True, kw_only=True)
class Obligation(LifeStandard):
    """What has a day of its own: opened, due, done."""


@dataclass(frozen=True, kw_only=True)
class Structure(LifeStandard):
    """A rule over an organisation's numbers.

    `warns`: the source says "generally", or leaves it to the superior: it asks for a look, no more.
    Where `required` is null, or `concerns` not true, the rule does not apply. `with_branches`: it
    asks for `members_with_branches`, those of the organisations directly below being counted too.
    """

    actual: Formula
    required: Formula
    at_most: bool = False
    warns: bool = False
    with_branches: bool = False
    concerns: Formula | None = None
    remedy: Text
