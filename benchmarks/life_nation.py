"""A quarter of the nation's Party life: 5.25 million organisations, 30 million meetings.

Branches and their meetings are invented, and lie in Parquet files as an instance would export them.
From these: every duty as Parquet, every measure of every unit, and the totals of every subtree.
Beside it the duties and measures by SQL written by hand. `python -m benchmarks.life_nation FOLDER`
runs it alone; what is in the folder already is not made again.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks import life_invented
from benchmarks.harness import RESULTS, Measured, equal
from liandong.core.engines import duckdb as engines
from liandong.core.facts.life import ASK, DUTIES, NORMS, LifeInputs
from liandong.core.indicators.families import LIFE
from liandong.core.indicators.life_measures import (
    BRANCHES,
    CURRENT,
    ORGANISATIONS,
    SUMMED,
    comes_round,
    of_standard,
)
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.norms import load

HERE = Path(__file__).parent
MEMORY = "3GB"  # for DuckDB; Arrow and NumPy come on top
_TIMES = "SET threads = 2; SET TimeZone = 'UTC'; SET preserve_insertion_order = false"


def _inputs(folder: Path) -> LifeInputs:
    rows = [
        one.held_below("") for one in load(HERE.parent / "norms").entries()
        if not one.norm.startswith("guarantee.")
    ]  # fmt: skip
    norms = pa.Table.from_pylist([dict(zip(NORMS.names, one, strict=True)) for one in rows], NORMS)
    known_at = datetime(2026, 4, 2, tzinfo=UTC)
    ask = pa.table({"on": [date.fromisoformat(life_invented.ON)], "known_at": [known_at]}, ASK)
    return LifeInputs(**life_invented.write(folder), norms=norms, ask=ask)


def _settle(connection: duckdb.DuckDBPyConnection, folder: Path, memory: str = MEMORY) -> None:
    connection.execute(_TIMES)
    connection.execute(f"SET memory_limit = '{memory}'")
    connection.execute(f"SET temp_directory = '{folder / 'spilled'}'")


def _save(connection: duckdb.DuckDBPyConnection, view: str, file: Path) -> None:
    connection.execute(f"COPY (SELECT * FROM {view}) TO '{file}' (FORMAT parquet)")


def by_engine(given: LifeInputs, folder: Path) -> dict[str, float]:
    """Duties, measures and totals; the seconds of each, and the processor's."""
    clock, processor = time.perf_counter(), time.process_time()
    engine = engines.Engine(given, LIFE)
    _settle(engine.connection, folder)
    engine.make("duties")
    _save(engine.connection, "duties", folder / "duties.parquet")
    engine.make("measures")
    judged = time.perf_counter() - clock
    print(f"judged in {judged:.1f} s", file=sys.stderr, flush=True)
    units = engine.connection.sql("SELECT unit, depth, path FROM party_units ORDER BY path")
    tree = units.to_arrow_table()
    parts = {"own": (ORGANISATIONS, BRANCHES, *SUMMED)}
    parts |= {f"of_{one.key}": of_standard(one) for one in STANDARDS}
    with ThreadPoolExecutor(2) as pool:  # totals are added up and written while others are read
        waiting = []
        for name, columns in parts.items():
            measures = engine.connection.sql(f"SELECT unit, {', '.join(columns)} FROM measures")
            own = _with_something(measures.to_arrow_table())
            waiting.append(pool.submit(_total, tree, own, folder / f"total_{name}.parquet"))
        for one in waiting:
            one.result()
    said = {"judged": judged, "all": time.perf_counter() - clock,
            "processor": time.process_time() - processor}  # fmt: skip
    print(said, file=sys.stderr, flush=True)
    return said


def _total(tree: pa.Table, own: pa.Table, file: Path) -> None:
    rolled = engines.roll_up(tree, own).drop_columns(["path"])
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("rolled", rolled)
        _save(connection, "rolled", file)


def _with_something(measures: pa.Table) -> pa.Table:
    """Without the columns that hold nothing but noughts: these add up to noughts."""
    names = [n for n in measures.column_names if n == "unit" or (pc.max(measures[n]).as_py() or 0)]
    return measures.select(names)


def by_hand(given: LifeInputs, folder: Path) -> float:
    """The seconds in which SQL gives the same duties and measures."""
    clock = time.perf_counter()
    with duckdb.connect() as connection:
        _settle(connection, folder, "5GB")  # what it needs not to fail
        for name, file in given.named().items():
            if isinstance(file, Path):
                connection.read_parquet(str(file)).create_view(name)
        connection.execute(
            "CREATE TEMP TABLE months AS SELECT n, make_date(2026, n, 1) AS start,"
            ' make_date(2026, n + 1, 1) AS "end",'
            ' "end" - (("end" - start + 1) // 2)::INTEGER AS latest FROM range(1, 4) r(n)'
        )
        connection.execute((HERE / "life_by_hand.sql").read_text(encoding="utf-8"))
        _save(connection, "by_hand", folder / "by_hand.parquet")
        connection.read_parquet(str(folder / "by_hand.parquet")).create_view("found")
        for one in STANDARDS:
            connection.execute(f"CREATE TEMP TABLE of_{one.key} AS {_measured(one)}")
    return time.perf_counter() - clock


def _measured(standard: object) -> str:
    now = f"\"end\" > DATE '{life_invented.ON}'" if comes_round(standard) else "true"
    columns = [f"count(*) FILTER ({now} AND status = '{one}')::INTEGER AS {one}" for one in CURRENT]
    if comes_round(standard):
        columns.append(f"count(*) FILTER (NOT {now} AND status = 'met')::INTEGER AS year_met")
        columns.append(f"count(*) FILTER (NOT {now} AND status <> 'exempt')::INTEGER AS year_owed")
    where = f"standard = '{standard.code}'"
    return f"SELECT unit, {', '.join(columns)} FROM found WHERE {where} GROUP BY unit"


def _mark(file: Path) -> list[tuple]:
    """How many rows of each standard there are, and a mark of all they say."""
    columns = ", ".join(f'"{name}"' for name in DUTIES.names if name != "standard")
    with duckdb.connect() as connection:
        return connection.sql(
            f"SELECT standard, count(*), sum(hash({columns})::HUGEINT) FROM '{file}' "
            "GROUP BY standard ORDER BY standard"
        ).fetchall()


def _at_the_top(folder: Path) -> dict[str, int]:
    """The nation's totals against a plain count of the duties."""
    found, wanted = {}, {}
    with duckdb.connect() as connection:
        rows = connection.sql(
            f"SELECT standard, status, count(*) FROM '{folder / 'duties.parquet'}' "
            f'WHERE "end" IS NULL OR "end" > DATE \'{life_invented.ON}\' '
            "OR standard NOT IN ('life.assembly', 'life.committee_meeting', 'life.themed_day') "
            "GROUP BY ALL"
        ).fetchall()
        for standard, status, count in rows:
            wanted[f"{standard.rsplit('.', 1)[-1]}_{status}"] = count
        for one in STANDARDS:
            total = connection.sql(
                f"SELECT * FROM '{folder}/total_of_{one.key}.parquet' WHERE unit = 1"
            ).to_arrow_table().to_pylist()[0]  # fmt: skip
            names = {f"{one.key}_{status}" for status in CURRENT}
            found |= {name: total[name] for name in names & total.keys()}
    equal(found, wanted, "the nation's totals")
    return found


def alone(folder: Path) -> None:
    """In a process of its own: times, the peak of memory, and whether the answers are the same."""
    given = _inputs(folder)
    engines.warm_up()
    said = by_engine(given, folder)
    said["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    said["hand"] = by_hand(given, folder)
    marks = _mark(folder / "duties.parquet")
    equal(marks, _mark(folder / "by_hand.parquet"), "duties by hand")
    _at_the_top(folder)
    said["duties"] = sum(count for _, count, _ in marks)
    print(json.dumps(said | {"load": os.getloadavg()[0]}))


def run() -> Iterator[Measured]:
    """Time, memory and the alternative at the size of the nation."""
    command = [sys.executable, "-m", "benchmarks.life_nation", str(RESULTS / "life")]
    said = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    check = f"{said['duties']:,} duties equal row by row; the nation's totals counted again"
    what = f"duties and indicators of {life_invented.UNITS:,} organisations"
    yield Measured(what, said["all"], "s", check, 30)
    yield Measured("the processor's time for it, on two cores", said["processor"] / 2, "s", check)
    yield Measured("of that, duties and measures", said["judged"], "s", check, 1.5 * said["hand"],
                   "SQL by hand", said["hand"] / said["judged"], 1 / 1.5)  # fmt: skip
    yield Measured("peak memory", said["memory"], "GB", check, 6)


if __name__ == "__main__":
    alone(Path(sys.argv[1]))
