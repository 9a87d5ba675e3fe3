"""Whatever happened: both engines say the same, a plain reading of the rule says it too, and the
measures are the duties counted."""

from collections import Counter
from datetime import date
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from liandong.core.engines import duckdb, polars
from liandong.core.facts.life import DUTIES, SCHEMAS, LifeInputs
from liandong.core.indicators.families import LIFE
from liandong.core.indicators.life_measures import CURRENT, comes_round
from liandong.core.standards.life.calendar import Cut, latest_beginning, periods
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.meetings import MEETINGS
from tests.core.life.invented import lives, norms, table

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
ORDER = [("unit", "ascending"), ("standard", "ascending"), ("start", "ascending")]


def sorted_rows(engine, name):
    found = engine.table(name)
    return found.sort_by(ORDER if name == "duties" else "unit").to_pylist()


@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
@given(lives())
def test_both_engines_say_the_same(life):
    fast, plain = duckdb.Engine(life, LIFE), polars.Engine(life, LIFE)
    with patch.object(duckdb, "_FEW", -1):
        not_copied = duckdb.Engine(life, LIFE)
        not_copied.make("duties")
    for name in ("duties", "measures"):
        said = sorted_rows(plain, name)
        assert sorted_rows(fast, name) == said
        assert sorted_rows(not_copied, name) == said


def value(life, code, area, day):
    """The norm in force, read row by row."""
    held = [
        one for one in life.norms.to_pylist()
        if one["norm"] == code and one["low"] <= (area or "") < one["high"]
        and one["start"] <= day and (one["end"] is None or day < one["end"])
    ]  # fmt: skip
    if not held:
        return 0
    specific = max(held, key=lambda one: one["level"])["value"]
    return max([specific, *(one["value"] for one in held if one["floor"])])


def number(life, unit, field, day):
    return sum(
        one["change"] for one in life.tallies.to_pylist()
        if one["unit"] == unit and one["field"] == field and one["on"] <= day
    )  # fmt: skip


def by_hand(life):
    """Every meeting owed, and how many were held."""
    (ask,) = life.ask.to_pylist()
    meetings = [
        one for one in life.meetings.to_pylist()
        if one["valid"] and one["on"] <= ask["on"]
        and (one["voided_at"] is None or one["voided_at"] > ask["known_at"])
    ]  # fmt: skip
    for unit in life.party_units.to_pylist():
        if unit["start"] > ask["on"]:
            continue
        for standard in MEETINGS:
            for _, period in periods(standard.cut, ask["on"]):
                asked = value(life, standard.norm, unit["area"], period.start)
                first = max(period.start, unit["start"])
                if standard.gate and number(life, unit["unit"], standard.gate, first) <= 0:
                    continue
                if unit["kind"] not in standard.kinds or first > latest_beginning(period):
                    continue
                if asked > 0:
                    held = sum(
                        one["unit"] == unit["unit"] and one["on"] in period
                        and one["kind"] == standard.served_by
                        for one in meetings
                    )  # fmt: skip
                    yield unit["unit"], standard.code, period.start, period.end, asked, held


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(lives())
def test_meetings_owed_and_held_are_what_the_rule_says(life):
    codes = {one.code for one in MEETINGS}
    found = [
        (one["unit"], one["standard"], one["start"], one["end"], one["norm"], one["actual"])
        for one in duckdb.Engine(life, LIFE).table("duties").to_pylist()
        if one["standard"] in codes
    ]
    assert sorted(found) == sorted(by_hand(life))


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(lives())
def test_measures_are_the_duties_counted_and_roll_up_without_loss(life):
    engine, on = duckdb.Engine(life, LIFE), life.ask["on"][0].as_py()
    duties, measures = engine.table("duties"), engine.table("measures")
    assert duties.schema == DUTIES
    assert measures.column_names == ["unit", *LIFE.measures]
    rows = duties.to_pylist()
    totals = duckdb.roll_up(life.party_units, measures).to_pylist()
    tops = {one["unit"] for one in life.party_units.to_pylist() if one["parent"] is None}
    summed = {n: sum(one[n] for one in totals if one["unit"] in tops) for n in LIFE.measures}
    for standard in STANDARDS:
        own = [one for one in rows if one["standard"] == standard.code]
        if standard.cut is not Cut.DAY:  # what is left of last year is in no figure of this one
            own = [one for one in own if one["end"] > date(on.year, 1, 1)]
        ended = [one for one in own if comes_round(standard) and one["end"] <= on]
        counted = Counter(one["status"] for one in own if one not in ended)
        key = standard.key
        assert {one: summed[f"{key}_{one}"] for one in CURRENT if summed[f"{key}_{one}"]} == counted
        if comes_round(standard):
            late = Counter(one["status"] for one in ended)
            assert summed[f"{key}_year_met"] == late["met"]
            assert summed[f"{key}_year_owed"] == late["met"] + late["overdue"]


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(lives())
def test_a_duty_stands_as_its_numbers_and_its_last_day_say(life):
    on = life.ask["on"][0].as_py()
    for one in duckdb.Engine(life, LIFE).table("duties").to_pylist():
        if one["standard"].startswith("life.") and one["standard"] != "life.term":
            done = one["actual"] >= one["required"]
            assert (one["status"] == "met") == done
            if one["status"] in ("due", "overdue"):
                assert (one["status"] == "due") == (on <= one["due"])
        if one["end"] is not None:
            assert (one["end"] - one["due"]).days == 1
            assert one["status"] != "unknown" or one["actual"] is None


def _one_branch(on=date(2026, 3, 31)):
    rows = {name: [] for name in SCHEMAS} | {
        "party_units": [{"unit": 1, "kind": "branch", "depth": 1, "path": "a", "start": on.replace(
            year=2015), "community_body": False}],
        "norms": norms(lambda _strategy: []),
        "ask": [{"on": on, "known_at": "2026-04-01T00:00:00+00:00"}],
    }  # fmt: skip
    rows["ask"][0]["known_at"] = pa.scalar(1_775_001_600_000_000, pa.timestamp("us", "UTC")).as_py()
    return {name: table(name, rows[name]) for name in SCHEMAS}


def test_parquet_files_are_read_where_they_lie(tmp_path):
    tables = _one_branch()
    files = dict(tables)
    for name in tables.keys() - {"norms", "ask"}:
        files[name] = tmp_path / f"{name}.parquet"
        pq.write_table(tables[name], files[name])
    wanted = sorted_rows(duckdb.Engine(LifeInputs(**tables), LIFE), "duties")
    assert len(wanted) > 5
    for engine in (duckdb.Engine, polars.Engine):
        assert sorted_rows(engine(LifeInputs(**files), LIFE), "duties") == wanted


def test_a_file_with_other_columns_is_refused(tmp_path):
    tables = _one_branch()
    file = tmp_path / "meetings.parquet"
    pq.write_table(tables["meetings"].drop_columns(["valid"]), file)
    with pytest.raises(TypeError, match="meetings needs the columns"):
        duckdb.Engine(LifeInputs(**(tables | {"meetings": file})), LIFE)


def test_without_norms_nothing_is_owed_and_everybody_is_counted():
    tables = _one_branch()
    engine = duckdb.Engine(LifeInputs(**(tables | {"norms": table("norms", [])})), LIFE)
    assert engine.table("duties").num_rows == 0
    (row,) = engine.table("measures").to_pylist()
    assert (row["party_units"], row["branches"], row["assembly_due"]) == (1, 1, 0)
