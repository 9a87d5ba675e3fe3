"""The families of figures: each has a tree of its own, its tables, its days.

| family | tree | a run answers for | what is recorded later |
| guarantee | territory | the days up to the next change | judged at once, beside every run |
| life | Party organisations | one day: something falls due every day | judged when a run is read |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from liandong.core.engines import duckdb
from liandong.core.facts.life import LifeInputs
from liandong.core.facts.tables import Inputs
from liandong.core.indicators import families as core
from liandong.core.indicators.life_measures import ORGANISATIONS
from liandong.core.indicators.measures import UNITS
from liandong.core.standards.norms import NormBook
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.observatory import days, inputs, life_inputs
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position


@dataclass(frozen=True)
class Family:
    """What is computed together. `tree` is its table of units, `counted` the measure that is
    nothing where there is nothing to judge; `wanted` are the days whose runs are kept ready, the
    most wanted first, none while there is nothing to compute from."""

    core: core.Family
    tree: str
    counted: str
    inputs: type[Inputs] | type[LifeInputs]
    gather: Callable[[date, datetime, NormBook | None], Any]
    epochs: Callable[[Iterable[date]], dict[date, date]]
    wanted: Callable[[], list[date]]

    @property
    def code(self) -> str:
        return self.core.name

    def engine(self, given: Inputs | LifeInputs) -> duckdb.Engine:
        return duckdb.Engine(given, self.core)


def _guarantee_days() -> list[date]:
    if not LedgerFact.objects.exists():
        return []
    asked = [days.usual_day(), *days.ledger_days()]
    return list(dict.fromkeys(days.epochs(asked)[day] for day in asked))


def _life_days() -> list[date]:
    if not Position.objects.filter(hierarchy=Hierarchy.PARTY).exists():
        return []
    return days.months(days.today())[::-1]


GUARANTEE = Family(
    core.GUARANTEE, "units", UNITS, Inputs, inputs.gather, days.epochs, _guarantee_days
)
LIFE = Family(
    core.LIFE, "party_units", ORGANISATIONS, LifeInputs, life_inputs.gather,
    lambda asked: {day: day for day in asked}, _life_days,
)  # fmt: skip
_BY_CODE = {one.code: one for one in (GUARANTEE, LIFE)}
_BY_TREE = {one.core.hierarchy: one for one in (GUARANTEE, LIFE)}


def named(code: str) -> Family:
    """The family with this code."""
    return _BY_CODE[code]


def over(hierarchy: str) -> Family:
    """The family whose figures hang on a hierarchy."""
    return _BY_TREE[str(hierarchy)]
