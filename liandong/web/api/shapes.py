"""What is answered: decimals are JSON numbers, days ISO dates, words Chinese and English."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import WithJsonSchema

Item = TypeVar("Item")
Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]


class Words(Schema):
    """The same words in Chinese and English."""

    zh: str
    en: str


class Problem(Schema):
    """What went wrong: a stable code, and words that say what to do."""

    code: str
    message: str
    problems: list[dict[str, str]] | None = None


class Unit(Schema):
    """A unit by its shortest usual code."""

    code: str
    name: str
    kind: str


class UnitDetail(Unit):
    """A unit and where it stands: `line` runs from the top to the unit above."""

    line: list[Unit]
    figures: str


class Page(Schema, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    page: int
    size: int
    total: int


class IndicatorOut(Schema):
    """An indicator's definition."""

    code: str
    version: int
    title: Words
    counts: Words
    unit_of_value: Words
    form: str
    standard: str | None


class Figure(Schema):
    """An indicator's figure for a unit. Where `suppressed`, too few units stand behind it to be
    told outside their own area, and every number is null."""

    code: str
    version: int
    title: Words
    form: str
    unit_of_value: Words
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    unmet: Number | None
    unknown: Number | None
    not_applicable: Number | None
    gap: Number | None
    unit_of_gap: Words | None
    suppressed: bool


class Figures(Schema):
    """All figures of a unit. `public`: outside the asker's area, only public shares are told."""

    unit: Unit
    on: date
    as_of: date | None
    known_at: datetime
    public: bool
    figures: list[Figure]


class Held(Schema):
    """A norm's value in force and where it is written."""

    code: str
    title: Words
    value: Number
    unit: Words
    scope: str
    source: Words
    article: Words | None
    note: Words | None
    url: str | None
    in_force: dict[str, date | None]
    tag: dict[str, str]
    floor: bool
    held_up_by_floor: bool


class Norm(Schema):
    """A norm, and the value that holds for the place on the day, if any."""

    code: str
    title: Words
    explanation: Words
    unit: Words
    direction: str
    effect: str
    in_force: Held | None
    standards: list[str]


class Norms(Schema):
    """The norms of a place and a day."""

    unit: Unit
    on: date
    norms: list[Norm]


class Explanation(Schema):
    """One number, opened: what it counts, its parts, the norm behind it."""

    code: str
    version: int
    title: Words
    counts: Words
    rule: Words | None
    unit: Unit
    on: date
    as_of: date | None
    known_at: datetime
    value: Number | None
    unit_of_value: Words
    numerator: Number | None
    denominator: Number | None
    unmet: Number | None
    unknown: Number | None
    not_applicable: Number | None
    gap: Number | None
    norm: Held | None
    public: bool
    suppressed: bool
    failing: str | None


class Failing(Schema):
    """A unit that misses the standard, and by how much."""

    code: str
    name: str
    required: Number | None
    actual: Number | None
    gap: Number | None


def plain(value: Any) -> Any:
    """What JSON does not know: decimals as numbers, exactly as the command line prints them."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
