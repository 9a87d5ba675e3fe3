"""A standard that allows at most so much: worked out by hand, on both engines."""

from datetime import UTC, date, datetime
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from liandong.config.paths import NORMS as SHIPPED
from liandong.core.facts.tables import ASK, FACTS, NORMS, UNITS
from liandong.core.kernel.errors import Text
from liandong.core.standards.evaluate import duties, frame, judged
from liandong.core.standards.guarantee import COMMUNITY, PERSONS, STANDARDS
from liandong.core.standards.model import Direction, Standard, Status
from liandong.core.standards.norms import load

DAY = date(2020, 1, 1)
MOMENT = datetime(2020, 1, 1, tzinfo=UTC)
LIMIT = Standard(
    code="test.crowded",
    version=1,
    title=Text("人数上限", "No crowd"),
    rule=Text("不超过 {norm} 人", "At most {norm} persons"),
    kinds=COMMUNITY,
    norm="test.workers_max",
    needs=("workers",),
    unit=PERSONS,
    required=lambda _unit, norm: norm,
    actual=lambda unit, _norm: unit.workers,
    direction=Direction.AT_MOST,
)


def table(schema, rows):
    arrays = [pa.array([row[i] for row in rows], type=f.type) for i, f in enumerate(schema)]
    return pa.Table.from_arrays(arrays, schema=schema)


def judge(backend, workers, limits):
    """Three communities of one district; `limits` are (value, from path, level, floor)."""
    inputs = {
        "units": table(UNITS, [(n, None, "community", 2, f"0000{n}") for n in workers]),
        "facts": table(
            FACTS,
            [(n, "workers", v, DAY, MOMENT, None) for n, v in workers.items() if v is not None],
        ),
        "norms": table(
            NORMS,
            [
                (LIMIT.norm, Decimal(value), low, low + "~", level, floor, True, DAY, None)
                for value, low, level, floor in limits
            ],
        ),
        "ask": table(ASK, [(DAY, MOMENT)]),
    }
    for name, made in (("frame", frame), ("judged", judged), ("duties", duties)):
        con = ibis.duckdb.connect() if backend == "duckdb" else ibis.polars.connect()
        for known, rows in inputs.items():
            con.create_table(known, rows)
        inputs[name] = con.to_pyarrow(made([LIMIT]))
    rows = sorted(inputs["duties"].to_pylist(), key=lambda row: row["unit"])
    return [(row["status"], row["norm"], row["required"], row["gap"]) for row in rows]


@pytest.mark.parametrize("backend", ["duckdb", "polars"])
def test_worked_out_by_hand(backend):
    """50 allowed: 49 and 50 are within, 53 is 3 too many, and of the last nobody knows."""
    found = judge(backend, {1: 49, 2: 50, 3: 53, 4: None}, [(50, "", 0, False)])
    assert found == [
        (Status.MET, 50, 50, 0),
        (Status.MET, 50, 50, 0),
        (Status.UNMET, 50, 50, 3),
        (Status.UNKNOWN, 50, 50, None),
    ]


@pytest.mark.parametrize("backend", ["duckdb", "polars"])
def test_a_limit_of_none_allows_none(backend):
    found = judge(backend, {1: 0, 2: 1}, [(0, "", 0, False)])
    assert found == [(Status.MET, 0, 0, 0), (Status.UNMET, 0, 0, 1)]


@pytest.mark.parametrize("backend", ["duckdb", "polars"])
def test_a_place_may_allow_less_but_not_more_than_the_floor(backend):
    limits = [(50, "", 0, True), (60, "00001", 4, False), (40, "00002", 4, False)]
    found = judge(backend, {1: 55, 2: 45, 3: 50}, limits)
    assert found == [
        (Status.UNMET, 50, 50, 5),
        (Status.UNMET, 40, 40, 5),
        (Status.MET, 50, 50, 0),
    ]


@pytest.mark.parametrize("backend", ["duckdb", "polars"])
def test_without_a_norm_nothing_is_judged(backend):
    assert judge(backend, {1: 55}, []) == [(Status.NOT_APPLICABLE, None, None, None)]


def test_every_standard_goes_the_way_of_its_norm():
    book = load(SHIPPED)
    assert [s.code for s in STANDARDS if s.direction is not book[s.norm].direction] == []
