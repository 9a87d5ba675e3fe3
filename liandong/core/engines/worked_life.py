"""Worked cases of Party life on a real engine: their tables, and where the answer differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from liandong.core.engines import duckdb
from liandong.core.engines.worked import Difference, Engine, paths_of
from liandong.core.facts.life import SCHEMAS, LifeInputs
from liandong.core.indicators.families import LIFE
from liandong.core.standards.life.words import DutyStatus
from liandong.core.standards.norms.life_cases import ExpectedDuty, LifeCase
from liandong.core.standards.norms.model import NATION, NormBook

PARTS = ("norm", "required", "actual", "due", "status")
UNIT, PATH = 1, "00001"
_RECORDED = datetime(2000, 1, 1, tzinfo=UTC)
Rows = list[dict[str, Any]]


def _units(case: LifeCase, area: str) -> Rows:
    same = {"area": area, "start": case.since}
    own = {"unit": UNIT, "kind": case.kind.value, "depth": 1, "path": PATH,
           "community_body": case.community_body} | same  # fmt: skip
    return [own] + [
        {"unit": unit, "parent": UNIT, "kind": one["kind"], "depth": 2, "community_body": False,
         "path": f"{PATH}{unit:05d}"} | same
        for unit, one in enumerate(case.records["below"], UNIT + 1)
    ]  # fmt: skip


def _tallies(case: LifeCase) -> Rows:
    """Each number as changes from one to the next."""
    rows: Rows = []
    for field, numbers in case.numbers.items():
        before = 0
        for day, number in sorted(numbers.items()):
            rows.append({"unit": UNIT, "field": field, "on": day, "change": int(number) - before})
            before = int(number)
    for unit, one in enumerate(case.records["below"], UNIT + 1):
        rows.append({"unit": unit, "field": "members", "on": case.since,
                     "change": int(one["members"])})  # fmt: skip
    return rows


def _row(said: Mapping[str, Any]) -> dict[str, Any]:
    """A record as written, in the words of the tables."""
    row = {"start": said.get("from"), "since": said.get("from"), "valid": True,
           "recorded_at": _RECORDED, "secretary": False, **said, "unit": UNIT}  # fmt: skip
    last = said.get("to")
    row["end"] = last and last + timedelta(days=1)
    row["voided_at"] = _RECORDED if said.get("voided") else None
    if "person" in said:
        row["person"] = int(said["person"])
    return row


def _norms(case: LifeCase, base: NormBook, paths: Mapping[str, str]) -> list[tuple[Any, ...]]:
    found = []
    for row in case.book(base).entries():
        low = "" if row.scope == NATION else paths.get(row.scope)
        if low is not None:
            found.append(row.held_below(low))
    return found


def _table(schema: pa.Schema, rows: Rows) -> pa.Table:
    return pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows],
                                schema=schema)  # fmt: skip


def inputs(case: LifeCase, base: NormBook) -> LifeInputs:
    """The case as an engine reads it. Raises `NormError` when its own norms are wrong."""
    paths = paths_of(case.scopes)
    area = list(paths.values())[-1]
    rows: dict[str, Rows] = {
        name: [_row(one) for one in said] for name, said in case.records.items() if name != "below"
    }
    rows["party_units"] = _units(case, area)
    rows["tallies"] = _tallies(case)
    rows["ask"] = [{"on": case.on, "known_at": _RECORDED}]
    names = SCHEMAS["norms"].names
    rows["norms"] = [dict(zip(names, one, strict=True)) for one in _norms(case, base, paths)]
    return LifeInputs(**{name: _table(schema, rows[name]) for name, schema in SCHEMAS.items()})


def differences(
    case: LifeCase, base: NormBook, engine: Callable[..., Engine] = duckdb.Engine
) -> Iterator[Difference]:
    """Where an engine's answer is not the one worked out by hand; nothing when all agree."""
    rows = engine(inputs(case, base), LIFE).table("duties").to_pylist()
    for standard, expected in case.expect.items():
        found = [row for row in rows if row["standard"] == standard and row["unit"] == UNIT]
        found.sort(key=lambda row: (row["start"] is not None, row["start"]))
        if standard not in case.whole:
            found = found[-1:] or [_not_applicable()]
        yield from _of_standard(case, standard, expected, found)


def _not_applicable() -> dict[str, Any]:
    return dict.fromkeys(PARTS) | {"status": DutyStatus.NOT_APPLICABLE.value}


def _of_standard(
    case: LifeCase, standard: str, expected: tuple[ExpectedDuty, ...], found: Rows
) -> Iterator[Difference]:
    if len(expected) != len(found):
        yield Difference(case, standard, "periods", f"{len(expected)}", f"{len(found)}")
        return
    for one, row in zip(expected, found, strict=True):
        for part in PARTS:
            wanted = getattr(one, part)
            wanted = wanted.value if part == "status" else wanted
            if wanted != row[part]:
                yield Difference(case, standard, part, wanted, row[part])
