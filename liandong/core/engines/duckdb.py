"""DuckDB, the default engine: expressions are compiled once per process, then run as SQL."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from liandong.core.engines import compiled
from liandong.core.engines.rolling import roll_up
from liandong.core.facts.tables import Inputs

__all__ = ["Engine", "keep_in", "roll_up", "warm_up"]

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
