"""Whatever the norms and the tree: the engines say what the plain reading of the rule says, and
both roll up alike."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.engines import duckdb, polars
from liandong.core.facts.tables import ASK, FACTS, NORMS, UNITS, Inputs
from liandong.core.kernel.codes import DivisionCode
from liandong.core.kernel.errors import Text
from liandong.core.kernel.period import Period
from liandong.core.standards.evaluate import norm_column
from liandong.core.standards.norms import (
    NATION,
    Direction,
    Effect,
    Entry,
    NormBook,
    NormUnit,
    Parameter,
    Source,
    Tag,
    resolve,
)

CODES = ("guarantee.work_funds_min", "guarantee.workers_min")
DAY = date(2020, 1, 1)
WORDS = Text("文件", "text")
MOMENT = datetime(2020, 1, 1, tzinfo=UTC)
COMMUNITIES = ("460105001001", "460105001002", "460106002001", "460200100001", "440303001001")
CHAINS = {
    one: [one[:n].ljust(12, "0") for n in (2, 4, 6, 9, 12)] for one in COMMUNITIES
}  # fmt: skip
SCOPES = [NATION, *sorted({code for chain in CHAINS.values() for code in chain})]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

amounts = st.decimals(0, 99_999, places=4, allow_nan=False, allow_infinity=False)


@st.composite
def entries(draw, code):
    """Values of a few scopes; in each scope one after the other, with or without a gap."""
    made = []
    for scope in draw(st.lists(st.sampled_from(SCOPES), unique=True, max_size=7)):
        start = DAY - timedelta(days=draw(st.integers(0, 6)))
        for _ in range(draw(st.integers(1, 3))):
            length = draw(st.integers(1, 5))
            last = draw(st.booleans())
            period = Period(start, None if last else start + timedelta(days=length))
            made.append(
                Entry(code, draw(amounts), scope, period, period, draw(st.booleans()), Tag.LOCAL,
                      Source(WORDS), Path("n.yaml"), 1)
            )  # fmt: skip
            if last:
                break
            start += timedelta(days=length + draw(st.integers(0, 2)))
    return tuple(made)


@st.composite
def books(draw):
    """Two norms beside each other, each a lower or an upper bound."""
    return NormBook({
        code: Parameter(
            code, WORDS, WORDS, NormUnit.YUAN, draw(st.sampled_from(Direction)), Effect.DUTY,
            draw(entries(code)),
        )
        for code in CODES
    })  # fmt: skip


def tree():
    """Units by code: (id, parent, kind, depth, path)."""
    units = {}
    for chain in CHAINS.values():
        above = None
        for depth, code in enumerate(dict.fromkeys(chain), start=1):
            if code not in units:
                path = (units[above][4] if above else "") + f"{len(units) + 1:05d}"
                kind = "community" if code in COMMUNITIES else "district"
                units[code] = (len(units) + 1, above and units[above][0], kind, depth, path)
            above = code
    return units


UNITS_BY_CODE = tree()


def table(schema, rows):
    arrays = [pa.array([row[i] for row in rows], type=f.type) for i, f in enumerate(schema)]
    return pa.Table.from_arrays(arrays, schema=schema)


def inputs(book, on):
    rules = []
    for row in book.entries():
        low = "" if row.scope == NATION else UNITS_BY_CODE[row.scope][4]
        rules.append(row.held_below(low))
    return Inputs(
        table(UNITS, list(UNITS_BY_CODE.values())), table(FACTS, []), table(NORMS, rules),
        table(ASK, [(on, MOMENT)]),
    )  # fmt: skip


def by_rule(book, on):
    asked = [(place, code) for place in COMMUNITIES for code in CODES]
    found = {(place, code): resolve(book, code, CHAINS[place], on) for place, code in asked}
    return {(UNITS_BY_CODE[at][0], code): one and one.value for (at, code), one in found.items()}


def by_engine(engine, book, on):
    rows = engine(inputs(book, on)).table("frame").to_pylist()
    return {(row["unit"], code): row[norm_column(code)] for row in rows for code in CODES}


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(books(), st.integers(-8, 20))
def test_duckdb_applies_the_norm_that_the_rule_names(book, later):
    on = DAY + timedelta(days=later)
    assert by_engine(duckdb.Engine, book, on) == by_rule(book, on)


@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
@given(books(), st.integers(-8, 20))
def test_polars_applies_the_norm_that_the_rule_names(book, later):
    on = DAY + timedelta(days=later)
    assert by_engine(polars.Engine, book, on) == by_rule(book, on)


def test_the_tree_has_levels_left_out():
    assert all(DivisionCode(code).value == code for code in UNITS_BY_CODE)
    assert {unit[3] for unit in UNITS_BY_CODE.values() if unit[2] == "community"} == {4, 5}


@st.composite
def forests(draw):
    """Any forest: each unit hangs below an earlier one or stands on top; some have measures."""
    size = draw(st.integers(1, 40))
    units, measures = [], []
    for unit in range(1, size + 1):
        above = draw(st.integers(0, unit - 1))
        _, _, _, depth, path = units[above - 1] if above else (0, None, "", 0, "")
        units.append((unit, above or None, "community", depth + 1, path + f"{unit:05d}"))
        if draw(st.booleans()):
            amount = draw(st.decimals(-9_999, 9_999, places=2))
            measures.append((unit, amount, Decimal(draw(st.integers(0, 3)))))
    schema = pa.schema(
        [("unit", pa.int64()), ("gap", pa.decimal128(18, 2)), ("met", pa.decimal128(18, 2))]
    )
    return table(UNITS, units), table(schema, measures)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(forests())
def test_both_engines_roll_up_alike_and_lose_nothing(forest):
    units, measures = forest
    fast = duckdb.roll_up(units, measures).to_pylist()
    assert fast == polars.roll_up(units, measures).to_pylist()
    assert [row["unit"] for row in fast] == units.sort_by("path")["unit"].to_pylist()
    tops = {row["unit"] for row in units.to_pylist() if row["parent"] is None}
    for name in ("gap", "met"):
        whole = sum(measures[name].to_pylist(), Decimal(0))
        assert sum((row[name] for row in fast if row["unit"] in tops), Decimal(0)) == whole


@pytest.mark.parametrize("engine", [duckdb, polars], ids=["duckdb", "polars"])
def test_nothing_rolls_up_to_nothing(engine):
    measures = table(pa.schema([("unit", pa.int64()), ("gap", pa.decimal128(18, 2))]), [])
    assert engine.roll_up(table(UNITS, []), measures).num_rows == 0
