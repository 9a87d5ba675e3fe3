"""What a ledger is, as data: its columns, their units and usual sizes, and the places it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from liandong.core.kernel.errors import Text


class Blank(StrEnum):
    """What an empty cell of a column means."""

    ZERO = "zero"
    UNKNOWN = "unknown"
    ASK = "ask"


class Dimension(StrEnum):
    """What a column counts; a unit only ever converts within its dimension."""

    HOUSEHOLDS = "households"
    PEOPLE = "people"
    MONEY = "money"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class FieldDef:
    """One value column.

    `headers` are the headings under which offices send it; `low` and `high` are the usual sizes
    in base units, outside which we only warn. `blank` says what an empty cell means when the
    sheet says nothing. `ask` names the thing to fill in, `example` shows how.
    """

    code: str
    label: Text
    headers: tuple[str, ...]
    dimension: Dimension
    ask: Text
    example: str
    whole: bool = True
    low: Decimal | None = None
    high: Decimal | None = None
    blank: Blank = Blank.ASK


@dataclass(frozen=True, slots=True)
class LevelDef:
    """One place column: its headings, and the kinds of division it may name."""

    code: str
    label: Text
    headers: tuple[str, ...]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class NotLess:
    """A cross-check: `field` is usually not less than `other`; a warning at `field`'s cell."""

    field: str
    other: str


@dataclass(frozen=True, slots=True)
class LedgerDefinition:
    """A kind of ledger. `levels` run from the top down; the last is what each row is about."""

    code: str
    label: Text
    fields: tuple[FieldDef, ...]
    levels: tuple[LevelDef, ...]
    code_headers: tuple[str, ...]
    ignored_headers: tuple[str, ...]
    checks: tuple[NotLess, ...] = ()
    by_code: Mapping[str, FieldDef] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {one.code: one for one in self.fields})

    @property
    def unit_level(self) -> LevelDef:
        """The level whose units the rows are about."""
        return self.levels[-1]
