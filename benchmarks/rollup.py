"""Ten measures of 665,000 units rolled up to all of them: ours beside three usual designs.

All start from the same facts, one row a unit, in PostgreSQL; all give the same totals.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pyarrow.csv as arrow_csv
from django.db import connection

from benchmarks.harness import Measured, clock, equal
from benchmarks.tree import planted
from liandong.core.engines.rolling import roll_up

MEASURES = [f"m{n}" for n in range(10)]
SUMS = ", ".join(f"sum({m}) AS {m}" for m in MEASURES)
LEVELS = range(1, 6)
MONEY = pa.decimal128(18, 2)
# Facts made of a hash, the same in every run; about one in three of a unit's measures is zero.
_FACTS = f"""
    CREATE TABLE bench_facts AS SELECT unit_id AS unit, {
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


def _prepare() -> None:
    planted()
    with connection.cursor() as cursor:
        cursor.execute("SET work_mem = '512MB'")  # the alternatives shall not go to disk
        cursor.execute("SET max_parallel_workers_per_gather = 2")
        for name, statement in (("bench_facts", _FACTS), ("bench_flat", _FLAT)):
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(statement, None)
            cursor.execute(f"VACUUM ANALYZE {name}")


def exported(sql: str, types: dict[str, pa.DataType]) -> pa.Table:
    """A query's rows by COPY, read as typed columns."""
    held = io.BytesIO()
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as out:
        for block in out:
            held.write(block)
    held.seek(0)
    return arrow_csv.read_csv(
        held,
        read_options=arrow_csv.ReadOptions(column_names=list(types), block_size=8 << 20),
        convert_options=arrow_csv.ConvertOptions(column_types=types),
    )


def _tree() -> pa.Table:
    return exported(
        "SELECT unit_id, depth, path FROM orgs_position WHERE hierarchy = 'territory'"
        " ORDER BY path",
        {"unit": pa.int64(), "depth": pa.int16(), "path": pa.string()},
    )


def _facts() -> pa.Table:
    return exported(
        "SELECT * FROM bench_facts", {"unit": pa.int64(), **dict.fromkeys(MEASURES, MONEY)}
    )


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
    """Ours with and without export, and how many times faster than each of the others."""
    _prepare()
    exporting, (tree, facts) = clock(lambda: (_tree(), _facts()), 3)
    rolling, ours = clock(lambda: roll_up(tree, facts), 5)
    units = ours.num_rows
    right = mark(ours)
    types = {"path": pa.string(), **dict.fromkeys(MEASURES, MONEY)}
    others = {}
    for name, sql in (
        ("level columns, PostgreSQL", LEVEL_COLUMNS),
        ("recursive, PostgreSQL", RECURSIVE),
    ):
        others[name], found = clock(lambda q=sql: _count(q), 3)
        equal(found, units, f"rows of {name}")
        equal(mark(exported(sql, types)), right, f"totals of {name}")
    flat = exported("SELECT * FROM bench_flat", {
        "unit": pa.int64(), **dict.fromkeys(MEASURES, MONEY),
        **{f"level{n}": pa.string() for n in LEVELS},
    })  # fmt: skip
    with duckdb.connect() as engine:
        engine.register("flat", flat)
        engine.execute("CREATE TABLE bench_flat AS SELECT * FROM flat")
        duck, answer = clock(lambda: engine.sql(LEVEL_COLUMNS.replace(
            "IS NOT NULL", "<> ''")).to_arrow_table(), 5)  # fmt: skip
    equal(mark(answer), right, "totals of level columns, DuckDB")
    check = f"{units:,} units × 10 totals equal to the last cent"
    whole = rolling + exporting
    yield Measured(f"roll up 10 measures to {units:,} units", rolling, "s", check, 1)
    yield Measured("the same with export from PostgreSQL", whole, "s", check)
    for name, seconds in others.items():
        yield Measured("… with export", whole, "s", check, None, name, seconds / whole, 20)
        yield Measured("… without export", rolling, "s", check, None, name, seconds / rolling)
    yield Measured(
        "… without export", rolling, "s", check, None, "level columns, DuckDB", duck / rolling, 1.5
    )
