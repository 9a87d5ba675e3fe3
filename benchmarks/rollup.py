"""Ten measures of 665,000 units rolled up to all of them: ours beside three usual designs.

All start from the same facts, one row a unit, in PostgreSQL; all give the same totals.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
from django.conf import settings
from django.db import connection
from django.utils import timezone

from benchmarks.harness import Measured, clock, equal
from benchmarks.tree import planted
from liandong.core.engines.rolling import roll_up
from liandong.domains.journal import journal
from liandong.domains.leaving import Source, by_sql
from liandong.domains.observatory import days, exported, trees
from liandong.domains.orgs import queries

MEASURES = [f"m{n}" for n in range(10)]
SUMS = ", ".join(f"sum({m}) AS {m}" for m in MEASURES)
LEVELS = range(1, 6)
MONEY = pa.decimal128(18, 2)
# Facts made of a hash, the same in every run; about one in three of a unit's measures is zero.
_FACTS = f"""
    CREATE TABLE bench_facts AS SELECT unit_id AS id, unit_id AS unit, {
    ", ".join(
        f"(abs(hashint8(unit_id * 10 + {n})) % 300000 / 100.0)::numeric(18,2) AS m{n}"
        for n in range(10)
    )
}
    FROM orgs_position WHERE hierarchy = 'territory'"""
# What DHIS2 does: the units above flattened onto every fact, one column a level.
_FLAT = f"""
    CREATE TABLE bench_flat AS SELECT f.*, {
    ", ".join(
        f"CASE WHEN p.depth >= {n} THEN substr(p.path, 1, {5 * n}) END AS level{n}" for n in LEVELS
    )
}
    FROM bench_facts f JOIN orgs_position p ON p.unit_id = f.unit AND p.hierarchy = 'territory'"""
LEVEL_COLUMNS = " UNION ALL ".join(
    f"SELECT level{n} AS path, {SUMS} FROM bench_flat WHERE level{n} IS NOT NULL GROUP BY level{n}"
    for n in LEVELS
)
RECURSIVE = f"""
    WITH RECURSIVE above(top, unit) AS (
      SELECT unit_id, unit_id FROM orgs_position WHERE hierarchy = 'territory'
      UNION ALL
      SELECT p.parent_id, a.unit FROM above a JOIN orgs_position p ON p.unit_id = a.top
       AND p.hierarchy = 'territory' WHERE p.parent_id IS NOT NULL
    ), sums AS (SELECT top, {SUMS} FROM above JOIN bench_facts USING (unit) GROUP BY top)
    SELECT p.path, {", ".join(f"s.{m}" for m in MEASURES)}
      FROM sums s JOIN orgs_position p ON p.unit_id = s.top AND p.hierarchy = 'territory'"""


SOURCE = Source(
    "bench_facts",
    ("unit", *MEASURES),
    pa.schema([("unit", pa.int64()), *((name, MONEY) for name in MEASURES)]),
)
# A city whose ledger is accepted again and again, each time with other numbers.
CITY = "4403"
_ACCEPTED = """
    UPDATE {table} SET m0 = m0 + 1, m1 = m1 + 0.01, m9 = 7 FROM orgs_position p
     WHERE p.unit_id = {table}.unit AND p.hierarchy = 'territory'
       AND p.path >= %s AND p.path < %s"""


def _prepare() -> None:
    planted()
    with connection.cursor() as cursor:
        cursor.execute("SET work_mem = '512MB'")  # the alternatives shall not go to disk
        cursor.execute("SET max_parallel_workers_per_gather = 2")
        for name, statement in (("bench_facts", _FACTS), ("bench_flat", _FLAT)):
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(statement, None)
        cursor.execute("ALTER TABLE bench_facts ADD PRIMARY KEY (id)")
        cursor.execute("CREATE INDEX ON bench_flat (unit)")  # for the city's ledger alone
    journal("bench_facts")._install(None, None)
    _tidy()


def _tidy() -> None:
    with connection.cursor() as cursor:
        for name in ("bench_facts", "bench_flat"):
            cursor.execute(f"VACUUM ANALYZE {name}")


def _accept(table: str) -> int:
    """The city's ledger, in one transaction; the number of facts."""
    path = queries.place(CITY).path
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPTED.format(table=table), [path, path + "~"])
        return int(cursor.rowcount)


def _inputs() -> tuple[pa.Table, pa.Table]:
    """What a run takes: the tree of today, and all facts as they are now."""
    return trees.units(days.today(), timezone.now()), exported.rows(SOURCE)


def _anew() -> tuple[pa.Table, pa.Table]:
    """The same when nothing has ever been exported."""
    shutil.rmtree(settings.HOME / "exports", ignore_errors=True)
    return _inputs()


def _after_a_city(times: int) -> tuple[dict[str, float], pa.Table, int]:
    """Seconds from a city's ledger on record to all totals, and of that the export; the totals."""
    spent: dict[str, list[float]] = {"export": [], "whole": []}
    for _ in range(times):
        changed = _accept("bench_facts")
        _accept("bench_flat")
        began = time.perf_counter()
        tree, facts = _inputs()
        exporting = time.perf_counter()
        ours = roll_up(tree, facts)
        spent["whole"].append(time.perf_counter() - began)
        spent["export"].append(exporting - began)
    return {name: sorted(times)[len(times) // 2] for name, times in spent.items()}, ours, changed


def mark(rows: pa.Table) -> str:
    """A mark of every total of every unit, whatever the engine's types."""
    kinds = [pa.string()] + [MONEY] * 10
    plain = rows.select(["path", *MEASURES]).cast(
        pa.schema(zip(["path", *MEASURES], kinds, strict=True))
    )
    ordered = plain.sort_by("path")
    digest = hashlib.sha256()
    for name in ordered.column_names:
        for chunk in ordered[name].cast(pa.string()).chunks:
            digest.update("\n".join(chunk.to_pylist()).encode())
            digest.update(b"\n")
    return digest.hexdigest()


def _count(sql: str) -> int:
    """Run a query to its end inside PostgreSQL, without the cost of bringing rows here."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), {SUMS} FROM ({sql}) rows")
        return int(cursor.fetchone()[0])


def run() -> Iterator[Measured]:
    """Ours with what changed exported, with all exported, and alone, beside each of the others."""
    _prepare()
    exporting, (tree, facts) = clock(_anew, 3)
    spent, ours, changed = _after_a_city(7)
    _tidy()
    tree, facts = _inputs()
    rolling, alone = clock(lambda: roll_up(tree, facts), 7)
    units = ours.num_rows
    right = mark(ours)
    equal(mark(alone), right, "totals from the store and after it")
    others, work = _others(units, right)
    own = _processor(lambda: _accept("bench_facts"), lambda: roll_up(*_inputs()))
    duck = _in_duckdb(right)
    check = f"{units:,} units × 10 totals equal to the last cent"
    yield Measured(f"roll up 10 measures to {units:,} units", rolling, "s", check, 1)
    yield Measured("export all from PostgreSQL, once", exporting, "s", check)
    city = f"a city's ledger of {changed:,} on record: export it, roll up"
    whole, part = spent["whole"], spent["export"]
    yield Measured(f"{city} (export {part:.2f} s)", whole, "s", check)
    for name, seconds in others.items():
        yield Measured("… its export included", whole, "s", check, None, name, seconds / whole, 20)
        yield Measured("… in processor seconds, its export included", own, "s", check, None,
                       f"{name}, one worker", work[name] / own)  # fmt: skip
        yield Measured("… without any export", rolling, "s", check, None, name, seconds / rolling)
        yield Measured("… all exported anew", exporting + rolling, "s", check, None, name,
                       seconds / (exporting + rolling))  # fmt: skip
    yield Measured(
        "… without any export", rolling, "s", check, None, "level columns, DuckDB",
        duck / rolling, 1.5,
    )  # fmt: skip


def _others(units: int, right: str) -> tuple[dict[str, float], dict[str, float]]:
    """The seconds of the alternatives inside PostgreSQL, on the clock and of the processor, their
    totals being the same."""
    others, work = {}, {}
    for name, sql in (
        ("level columns, PostgreSQL", LEVEL_COLUMNS),
        ("recursive, PostgreSQL", RECURSIVE),
    ):
        others[name], found = clock(lambda q=sql: _count(q), 3)
        equal(found, units, f"rows of {name}")
        totals = by_sql(sql, (), pa.schema([("path", pa.string()),
                                            *((name, MONEY) for name in MEASURES)]))  # fmt: skip
        equal(mark(totals), right, f"totals of {name}")
        with connection.cursor() as cursor:  # what its helpers do could not be seen
            cursor.execute("SET max_parallel_workers_per_gather = 0")
            work[name] = _processor(lambda: None, lambda q=sql: _count(q), times=1)
            cursor.execute("SET max_parallel_workers_per_gather = 2")
    return others, work


def _processor(before: Callable[[], object], work: Callable[[], object], times: int = 5) -> float:
    """The median of the seconds that this process and its PostgreSQL spent on some work: what
    others do on the machine does not count."""

    def spent() -> float:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat").read_text().split()[0]
        return time.process_time() + int(backend) / 1e9

    seconds = []
    for _ in range(times):
        before()
        began = spent()
        work()
        seconds.append(spent() - began)
    return sorted(seconds)[times // 2]


def _in_duckdb(right: str) -> float:
    """The seconds of level columns on DuckDB's own table, already loaded."""
    levels = pa.schema([(f"level{n}", pa.string()) for n in LEVELS])
    columns = ", ".join(["unit", *MEASURES, *levels.names])
    flat = by_sql(f"SELECT {columns} FROM bench_flat", (), pa.schema([*SOURCE.schema, *levels]))
    with duckdb.connect() as engine:
        engine.register("flat", flat)
        engine.execute("CREATE TABLE bench_flat AS SELECT * FROM flat")
        seconds, answer = clock(lambda: engine.sql(LEVEL_COLUMNS).to_arrow_table(), 5)
    equal(mark(answer), right, "totals of level columns, DuckDB")
    return seconds
