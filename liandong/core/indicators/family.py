"""A family: facts, standards and indicators that are computed together, over one tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa

from liandong.core.indicators.model import Indicator
from liandong.core.kernel.errors import Text

if TYPE_CHECKING:
    from pathlib import Path

    import ibis

Stages = Mapping[str, Callable[[], "ibis.Table"]]


class AnyStandard(Protocol):
    """What the standards of all families have in common."""

    @property
    def code(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def title(self) -> Text: ...
    @property
    def rule(self) -> Text: ...
    @property
    def norm(self) -> str: ...
    @property
    def unit(self) -> Text: ...


class AnyInputs(Protocol):
    """The tables of a question, by name: Arrow tables, or Parquet files of the same columns."""

    def named(self) -> Mapping[str, pa.Table | Path]: ...


def _nothing(_on: date) -> Mapping[str, pa.Table]:
    return {}


@dataclass(frozen=True)
class Spread:
    """A stage that an engine makes by adding up: the rows of `base` with a column for each of
    `columns` beside them, int32. `rows` are of a unit, a code (the column's place) and an amount; a
    column is the sum of its unit's amounts, null where there are none."""

    base: str
    rows: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """Everything an engine must know to answer.

    `schemas` are those of the inputs; `constants` are tables that follow from the day alone;
    `stages` makes, in their order, the expressions of which each may read those before it, the
    last ones being `duties` and `measures`. A stage in `views` is computed when it is read and not
    kept: it is seldom wanted whole; so is one in `large` where there are very many units. Those in
    `spreads` are added up; their expression only tells the columns. `words` gives the columns of
    `duties` that hold numbers of words. Whoever only names indicators does not wait for Ibis:
    `stages` is called when there is something to compile.
    """

    name: str
    hierarchy: str
    schemas: Mapping[str, pa.Schema]
    stages: Callable[[], Stages]
    measures: tuple[str, ...]
    indicators: Mapping[str, Indicator]
    standards: Mapping[str, AnyStandard]
    constants: Callable[[date], Mapping[str, pa.Table]] = _nothing
    views: frozenset[str] = frozenset()
    large: frozenset[str] = frozenset()
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def tables(self, inputs: AnyInputs) -> dict[str, pa.Table | Path]:
        """All that enters, each Arrow table cast to its schema.

        Raises `KeyError` for a missing table and what Arrow raises for columns that do not fit.
        """
        given = inputs.named()
        tables = {
            name: one.cast(schema) if isinstance(one := given[name], pa.Table) else one
            for name, schema in self.schemas.items()
        }
        ask = tables["ask"]
        assert isinstance(ask, pa.Table)  # noqa: S101  one row is no file
        return {**tables, **self.constants(ask["on"][0].as_py())}
