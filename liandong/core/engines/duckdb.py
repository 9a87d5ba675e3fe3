"""DuckDB, the default engine: expressions are compiled once per process, then run as SQL."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from liandong.core.engines import compiled
from liandong.core.facts.tables import Inputs

_keep_in: list[Path] = []


def keep_in(folder: Path) -> None:
    """Let compiled statements be kept in a folder from one process to the next."""
    _keep_in[:] = [folder]


@cache
def _sql() -> dict[str, str]:
    return compiled.statements("duckdb", _keep_in[0] if _keep_in else None)


def warm_up() -> None:
    """Compile now what would otherwise be compiled at the first question."""
    _sql()


class Engine:
    """One connection in memory; its inputs are Arrow tables."""

    def __init__(self, inputs: Inputs) -> None:
        self.connection = duckdb.connect()
        for name, table in inputs.named().items():
            self.connection.register(name, table)
        for name, sql in _sql().items():
            self.connection.execute(f"CREATE TEMP TABLE {name} AS {sql}")

    def table(self, name: str) -> pa.Table:
        """A stage's rows: `duties` (unit, standard, norm, required, actual, gap, status) or
        `measures` (unit, then a column per measure)."""
        return self.connection.sql(f"SELECT * FROM {name}").to_arrow_table()


def roll_up(units: pa.Table, measures: pa.Table) -> pa.Table:
    """The totals of every unit's subtree: `unit`, `path`, then the measures' columns.

    `units` needs unit, parent, depth and path; `measures` unit and additive columns. Each unit's
    own measures are added first, then every level is added to the one above, from the bottom up:
    each row is touched once, whatever the depth.
    """
    import pyarrow.compute as pc  # noqa: PLC0415  slow to load, not needed to read

    columns = [name for name in measures.column_names if name != "unit"]
    with duckdb.connect() as connection:
        connection.register("units", units)
        connection.register("own", measures)
        depth = pc.max(units["depth"]).as_py() or 0
        for level in range(depth, 0, -1):
            connection.execute(_level_sql(columns, measures.schema, level, lowest=level == depth))
        parts = " UNION ALL ".join(f"SELECT * FROM level_{n}" for n in range(1, depth + 1))
        select = ", ".join(f'"{c}"' for c in columns)
        if not depth:
            return units.select(["unit", "path"]).slice(0, 0)
        return connection.sql(
            f"SELECT unit, path, {select} FROM ({parts}) ORDER BY path"
        ).to_arrow_table()


def _level_sql(columns: list[str], schema: pa.Schema, level: int, *, lowest: bool) -> str:
    """The totals of one level: own measures plus the sums of the level below."""

    def typed(name: str) -> str:
        kind = schema.field(name).type
        cast = f"DECIMAL({kind.precision}, {kind.scale})" if pa.types.is_decimal(kind) else kind
        below = "" if lowest else f' + coalesce(b."{name}", 0)'
        return f'(coalesce(o."{name}", 0){below})::{_TYPES.get(str(cast), cast)} AS "{name}"'

    sums = ", ".join(f'sum("{c}") AS "{c}"' for c in columns)
    below = (
        ""
        if lowest
        else f"LEFT JOIN (SELECT parent, {sums} FROM level_{level + 1} GROUP BY parent) b "
        "ON b.parent = u.unit"
    )
    return (
        f"CREATE TEMP TABLE level_{level} AS "
        f"SELECT u.unit, u.parent, u.path, {', '.join(typed(c) for c in columns)} "
        f"FROM units u LEFT JOIN own o ON o.unit = u.unit {below} WHERE u.depth = {level}"
    )


_TYPES = {"int64": "BIGINT", "int32": "BIGINT", "double": "DOUBLE"}
