"""Worked cases on a real engine: the four tables of a case, and where the answer differs.

A case is one unit below its ancestors. Whoever changes a formula, a norm or an engine learns here
what a person had computed by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Protocol

import pyarrow as pa

from liandong.core.engines import duckdb
from liandong.core.facts.tables import ASK, FACTS, NORMS, UNITS, Inputs
from liandong.core.kernel.codes import DivisionCode
from liandong.core.standards.guarantee import STANDARDS
from liandong.core.standards.norms.cases import Case
from liandong.core.standards.norms.life_cases import LifeCase
from liandong.core.standards.norms.model import NATION, NormBook

PARTS = ("norm", "required", "actual", "gap", "status")
# Cases know nothing of the second time: everything was recorded before anybody asked.
_RECORDED = datetime(2000, 1, 1, tzinfo=UTC)
_KEY_OF = {one.code: one.key for one in STANDARDS}


class Engine(Protocol):
    """What `duckdb.Engine` and `polars.Engine` have in common."""

    def table(self, name: str) -> pa.Table:
        """A stage's rows."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of one answer that is not what was worked out by hand."""

    case: Case | LifeCase
    standard: str
    part: str
    expected: Decimal | date | str | None
    found: Decimal | date | str | None


def paths_of(scopes: tuple[str, ...]) -> dict[str, str]:
    """Division code → path, from the top down to the unit itself."""
    ordered = sorted(scopes, key=lambda code: DivisionCode(code).level)
    return {code: "".join(f"{n:05d}" for n in range(1, i + 2)) for i, code in enumerate(ordered)}


def _table(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    arrays = [pa.array([row[i] for row in rows], type=f.type) for i, f in enumerate(schema)]
    return pa.Table.from_arrays(arrays, schema=schema)


def inputs(case: Case, base: NormBook) -> Inputs:
    """The case as an engine reads it. Raises `NormError` when its own norms are wrong."""
    paths = paths_of(case.scopes)
    unit = len(paths)
    units = [
        (n, n - 1 or None, "community" if n == unit else "division", n, path)
        for n, path in enumerate(paths.values(), start=1)
    ]
    facts = [
        (unit, field, fact.value, fact.as_of, _RECORDED, None)
        for field, fact in case.facts.items()
        if fact.value is not None
    ]
    norms = []
    for row in case.book(base).entries():
        low = "" if row.scope == NATION else paths.get(row.scope)
        if low is not None:
            norms.append(row.held_below(low))
    asked = [(case.on, _RECORDED)]
    return Inputs(
        _table(UNITS, units), _table(FACTS, facts), _table(NORMS, norms), _table(ASK, asked)
    )


def differences(
    case: Case, base: NormBook, engine: Callable[[Inputs], Engine] = duckdb.Engine
) -> Iterator[Difference]:
    """Where an engine's answer is not the one worked out by hand; nothing when all agree.

    A standard that the engine does not know has no answer at all, in every part.
    """
    duties = engine(inputs(case, base)).table("duties").to_pylist()
    answers = {row["standard"]: row for row in duties}
    for standard, expected in case.expect.items():
        found = answers.get(_KEY_OF.get(standard, ""), dict.fromkeys(PARTS))
        for part in PARTS:
            wanted = getattr(expected, part)
            wanted = wanted.value if part == "status" else wanted
            if wanted != found[part]:
                yield Difference(case, standard, part, wanted, found[part])
