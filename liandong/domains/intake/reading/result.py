"""What a reading says: how each column was understood, the rows, and the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from liandong.core.kernel.errors import Severity, Text

from .definition import Blank, LedgerDefinition
from .findings import Finding
from .text import address, letters
from .units import Unit


class Role(StrEnum):
    """What a column is to us."""

    FIELD = "field"
    LEVEL = "level"
    CODE = "code"
    IGNORED = "ignored"


class Sure(StrEnum):
    """How sure we are of a column: known heading, one near it, said by the user, or not."""

    EXACT = "exact"
    LIKELY = "likely"
    GIVEN = "given"
    UNKNOWN = "unknown"


class UnitFrom(StrEnum):
    """Where a column's unit was found."""

    HEADER = "header"
    ABOVE = "above"
    SHEET = "sheet"
    ASSUMED = "assumed"
    GIVEN = "given"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Column:
    """How one column was understood.

    `index` counts from 0. `target` is a field or level code. `unit` and what follows are of
    fields only; `unit is None` on a field means that nobody said it. `blanks` counts the empty
    cells in the rows of data. `suspect` is the unit in which most figures look right, where it is
    another one and the sender has not settled which.
    """

    index: int
    header: str
    role: Role
    target: str | None = None
    sure: Sure = Sure.UNKNOWN
    unit: Unit | None = None
    unit_from: UnitFrom = UnitFrom.NOWHERE
    blank: Blank | None = None
    blank_why: Text | None = None
    blanks: int = 0
    suspect: Unit | None = None

    @property
    def letter(self) -> str:
        """The column's letters: H."""
        return letters(self.index)

    @property
    def factor(self) -> Decimal | None:
        """How many base units one unit of the column is."""
        return self.unit.factor if self.unit else None


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day for which the sheet holds; `cell` is empty when the user gave it."""

    day: date
    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no row of data: `why` is total, note, header or blank."""

    row: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data. Values are exact, in base units (元, 人, 户, ㎡); None is unknown.

    `unit` is the code of the place, or None when it was not found. `ok` when the row has no
    error and no open question of its columns.
    """

    number: int
    unit: str | None
    place: tuple[str, ...]
    values: Mapping[str, Decimal | None]
    raw: Mapping[str, str]
    ok: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood from one sheet; `sheets` names all sheets of the file.

    `counts` says how many findings there are of each severity and code (`error negative`), also
    where `findings` leaves out most of a kind that repeats itself.
    """

    definition: LedgerDefinition
    sheet: str
    sheets: tuple[str, ...]
    as_of: AsOf | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    header_rows: tuple[int, int]
    counts: Mapping[str, int]
    by_field: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        fields = {c.target: c for c in self.columns if c.role is Role.FIELD and c.target}
        object.__setattr__(self, "by_field", fields)

    @property
    def blocked(self) -> bool:
        """Whether some finding is an error."""
        return any(one.severity is Severity.ERROR for one in self.findings)

    @property
    def ok_rows(self) -> tuple[Row, ...]:
        """The rows that may be taken."""
        return tuple(row for row in self.rows if row.ok)

    def cell(self, row: Row, field_code: str) -> str:
        """Where the value of a field stands: H5."""
        return address(row.number, self.by_field[field_code].index)
