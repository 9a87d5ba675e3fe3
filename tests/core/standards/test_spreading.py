"""Rows added up beside their units are the sums of a plain loop, whatever the numbers of units."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from liandong.core.engines import duckdb
from liandong.core.engines.spreading import Places, Sums
from liandong.core.facts.life import LifeInputs
from liandong.core.indicators.families import LIFE
from tests.core.life.test_life_engines_agree import _one_branch

NAMES = ("a", "b", "c")
near = st.integers(0, 40)
far = st.integers(-(2**40), 2**40)
BATCH = pa.schema([("unit", pa.int64()), ("code", pa.int16()), ("amount", pa.int32())])


def added(units, rows, most=3):
    """As an engine does it: a batch of at most so many rows at a time."""
    base = pa.table({"unit": pa.array(units, pa.int64())})
    sums = Sums(Places(np.array(units, np.int64)))
    table = pa.Table.from_pylist(
        [dict(zip(BATCH.names, row, strict=True)) for row in rows], schema=BATCH
    )
    sums.add(table.to_batches(most))
    return sums.beside(base, NAMES)


@settings(deadline=None)
@given(st.data())
def test_sums_are_those_of_a_plain_loop(data):
    ids = data.draw(st.sampled_from([near, far]))
    units = data.draw(st.lists(ids, unique=True, max_size=6))
    somewhere = ids | st.sampled_from(units) if units else ids
    amounts = st.integers(-(2**31) + 1, 2**31 - 1)
    rows = data.draw(st.lists(st.tuples(somewhere, st.integers(0, 2), amounts), max_size=20))
    found = added(units, rows).to_pylist()
    for unit, row in zip(units, found, strict=True):
        for code, name in enumerate(NAMES):
            own = [amount for of, at, amount in rows if (of, at) == (unit, code)]
            assert row.get(name) == (sum(own) if own else None)


def test_a_column_takes_no_more_room_than_it_needs_and_none_if_nothing_adds_to_it():
    found = added([7, 8], [(7, 0, 3), (7, 0, -1), (8, 2, 70_000)])
    assert found.column_names == ["unit", "a", "c"]
    assert (found["a"].type, found["c"].type) == (pa.uint8(), pa.uint32())


def test_very_many_units_are_judged_without_keeping_their_duties(monkeypatch):
    life = LifeInputs(**_one_branch())
    kept = duckdb.Engine(life, LIFE)
    wanted = [kept.table(name).to_pylist() for name in ("duties", "measures")]
    monkeypatch.setattr(duckdb, "_MANY", 0)
    large = duckdb.Engine(life, LIFE)
    assert [large.table(name).to_pylist() for name in ("duties", "measures")] == wanted
    views = large.connection.sql("SELECT view_name FROM duckdb_views()").fetchall()
    assert ("judged",) in views
