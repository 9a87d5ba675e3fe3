"""5.25 million units: every village of the nation with invented branches below it."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.harness import Measured, clock, equal

UNITS = 5_250_000
MEASURES = [f"m{n}" for n in range(10)]
_DIGITS = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", dtype="S1")


def _segments(ids: np.ndarray) -> pa.Array:
    digits = [_DIGITS[(ids // 36**place) % 36] for place in range(4, -1, -1)]
    joined = np.ascontiguousarray(np.stack(digits, axis=1)).view("S5").ravel()
    return pa.array(joined).cast(pa.string())


def _forest() -> pa.Table:
    from benchmarks import nation

    divisions = nation.divisions(nation.fetched())
    row_of = {one.code: row for row, one in enumerate(divisions)}
    parent = np.array([row_of.get(one.parent, -1) for one in divisions])
    depth = np.ones(len(divisions), dtype=np.int64)
    own = _segments(np.arange(1, len(divisions) + 1)).to_pylist()
    paths: list[str] = []
    for row, above in enumerate(parent.tolist()):
        paths.append((paths[above] if above >= 0 else "") + own[row])
        depth[row] = 1 + (depth[above] if above >= 0 else 0)
    bottom = np.flatnonzero([len(one.code.rstrip("0")) > 9 for one in divisions])
    holders = bottom[np.arange(UNITS - len(divisions)) % len(bottom)]
    ids = np.arange(len(divisions) + 1, UNITS + 1)
    below = pc.binary_join_element_wise(pa.array(paths).take(pa.array(holders)), _segments(ids), "")
    return pa.table({
        "unit": pa.array(np.arange(1, UNITS + 1)),
        "depth": pa.array(np.concatenate([depth, depth[holders] + 1]), pa.int16()),
        "path": pa.chunked_array([pa.array(paths), below]).combine_chunks(),
    }).sort_by("path").combine_chunks()  # fmt: skip


def _measures() -> pa.Table:
    chance = np.random.default_rng(3)
    kind = pa.decimal128(18, 2)
    columns = {}
    for name in MEASURES:
        words = np.zeros((UNITS, 2), dtype=np.int64)
        words[:, 0] = chance.integers(0, 300_000, UNITS)
        columns[name] = pa.Array.from_buffers(kind, UNITS, [None, pa.py_buffer(words)])
    return pa.table({"unit": pa.array(np.arange(1, UNITS + 1)), **columns})


def alone() -> None:
    """In a process of its own: the time, the peak of memory, and the totals of the first level."""
    from liandong.core.engines.rolling import roll_up

    tree, facts = _forest(), _measures()
    seconds, rolled = clock(lambda: roll_up(tree, facts), 3)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    duck, same = _beside(tree, facts, rolled)
    print(json.dumps({"seconds": seconds, "memory": memory, "rows": rolled.num_rows,
                      "duck": duck, "same": same}))  # fmt: skip


def _beside(tree: pa.Table, facts: pa.Table, rolled: pa.Table) -> tuple[float, bool]:
    """Level columns in DuckDB: its seconds, and whether every total of every unit is the same."""
    levels = range(1, 7)
    columns = ", ".join(
        f"CASE WHEN depth >= {n} THEN path[1:{5 * n}] ELSE '' END AS level{n}" for n in levels
    )
    sums = ", ".join(f"sum({m}) AS {m}" for m in MEASURES)
    parts = " UNION ALL ".join(
        f"SELECT level{n} AS path, {sums} FROM flat WHERE level{n} <> '' GROUP BY level{n}"
        for n in levels
    )
    with duckdb.connect() as engine:
        for name, table in (("tree", tree), ("facts", facts), ("rolled", rolled)):
            engine.register(name, table)
        engine.execute(
            f"CREATE TABLE flat AS SELECT f.*, {columns} FROM facts f JOIN tree USING (unit)"
        )
        seconds, _ = clock(lambda: engine.execute(f"CREATE OR REPLACE TABLE other AS {parts}"))
        unlike = " OR ".join(f"o.{m} IS DISTINCT FROM r.{m}" for m in MEASURES)
        wrong = engine.sql(
            f"SELECT count(*) FROM other o FULL JOIN rolled r USING (path) WHERE {unlike}"
        ).fetchall()
    return seconds, wrong == [(0,)]


def run() -> Iterator[Measured]:
    """Time, memory and the alternative at the size of all branches."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.big"], stdout=subprocess.PIPE, check=True
    )
    said = json.loads(done.stdout)
    equal(said["rows"], UNITS, "units")
    equal(said["same"], True, "totals of level columns, DuckDB")
    check = f"{UNITS:,} units × 10 totals equal to the last cent"
    yield Measured(f"roll up 10 measures to {UNITS:,} units", said["seconds"], "s", check, 3,
                   "level columns, DuckDB", said["duck"] / said["seconds"], 1.5)  # fmt: skip
    yield Measured("peak memory, inputs included", said["memory"], "GB", check, 4)


if __name__ == "__main__":
    import django

    django.setup()
    alone()
