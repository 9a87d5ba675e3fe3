"""What an indicator is: two measures and how to read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from liandong.core.kernel.errors import Text


class Form(StrEnum):
    """How the number is read."""

    COUNT = "count"  # numerator alone
    SHARE = "share"  # numerator of denominator, in percent
    RATE = "rate"  # numerator for every `per` of the denominator
    TOTAL = "total"  # a sum of a field


class Headline(StrEnum):
    """Which side of a share an officer asks for first."""

    MET = "met"
    UNMET = "unmet"


@dataclass(frozen=True)
class Indicator:
    """A number that every unit of the tree has; ratios roll up from summed parts.

    `numerator` and `denominator` name sums of measures; `unknown` what could not be judged and is
    in neither. A changed meaning is a new `version`, never a new reading of the old one.
    """

    code: str
    version: int
    title: Text
    counts: Text
    unit: Text
    form: Form
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    unknown: str = ""
    excluded: str = ""
    gap: str = ""
    gap_unit: Text | None = None
    standard: str = ""
    per: int = 1
    headline: Headline = Headline.MET
    failing: Text | None = None
    public: bool = True
    # The group of the parts that must be masked when small, see `suppression`.
    group: str = "communities"
    # Whose tables it is read from, and over which tree it is added up.
    family: str = "guarantee"
    hierarchy: str = "territory"


@dataclass(frozen=True)
class Figure:
    """An indicator's parts for one unit and day: `value` is exact, `None` when it cannot be said.

    Percent for shares, per `per` for rates, in the indicator's unit otherwise.
    """

    numerator: Decimal
    denominator: Decimal | None
    unknown: Decimal
    excluded: Decimal
    gap: Decimal
    value: Decimal | None

    @property
    def unmet(self) -> Decimal:
        """For a share: how many miss it."""
        return (self.denominator or Decimal(0)) - self.numerator


def read(indicator: Indicator, totals: Mapping[str, Decimal]) -> Figure:
    """The figure from the summed measures of a unit."""

    def added(names: tuple[str, ...]) -> Decimal:
        return sum((Decimal(totals[name]) for name in names), Decimal(0))

    def one(name: str) -> Decimal:
        return Decimal(totals[name]) if name else Decimal(0)

    numerator = added(indicator.numerator)
    denominator = added(indicator.denominator) if indicator.denominator else None
    scale = {Form.SHARE: 100, Form.RATE: indicator.per}.get(indicator.form)
    value: Decimal | None = numerator
    if scale is not None:
        value = numerator * scale / denominator if denominator else None
    return Figure(
        numerator=numerator,
        denominator=denominator,
        unknown=one(indicator.unknown),
        excluded=one(indicator.excluded),
        gap=one(indicator.gap),
        value=value,
    )
