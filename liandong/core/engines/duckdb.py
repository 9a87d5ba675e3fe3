"""DuckDB, the default engine: expressions are compiled once per process, then run as SQL."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from liandong.core.engines import compiled
from liandong.core.engines.rolling import roll_up
from liandong.core.indicators.families import FAMILIES, GUARANTEE
from liandong.core.indicators.family import AnyInputs, Family

__all__ = ["Engine", "keep_in", "roll_up", "warm_up"]

_keep_in: list[Path] = []
_database = duckdb.connect()


def keep_in(folder: Path) -> None:
    """Let compiled statements be kept in a folder from one process to the next."""
    _keep_in[:] = [folder]


@cache
def _sql(name: str) -> dict[str, str]:
    return compiled.statements(FAMILIES[name], "duckdb", _keep_in[0] if _keep_in else None)


def warm_up() -> None:
    """Compile now what would otherwise be compiled at the first question."""
    for name in FAMILIES:
        _sql(name)


class Engine:
    """One connection in memory; its inputs are Arrow tables or Parquet files.

    Stages are computed when they are first asked for, with those before them.
    """

    def __init__(self, inputs: AnyInputs, family: Family = GUARANTEE) -> None:
        # A cursor has temporary tables of its own, and is there at once.
        self.connection = _database.cursor()
        self._family = family
        self._waiting = dict(_sql(family.name))
        for name, table in family.tables(inputs).items():
            self._enter(name, table)

    def _enter(self, name: str, table: pa.Table | Path) -> None:
        if isinstance(table, pa.Table):
            self.connection.register(name, table)
            return
        found = {one.name: one.type for one in pq.read_schema(table)}
        wanted = {one.name: one.type for one in self._family.schemas[name]}
        if found != wanted:
            raise TypeError(f"{table}: {name} needs the columns {wanted}, not {found}")
        self.connection.read_parquet(str(table)).create_view(name)

    def make(self, name: str) -> None:
        """Compute a stage and those before it, once."""
        while name in self._waiting:
            first = next(iter(self._waiting))
            kept = "VIEW" if first in self._family.views else "TABLE"
            self.connection.execute(f"CREATE TEMP {kept} {first} AS {self._waiting[first]}")
            del self._waiting[first]

    def table(self, name: str) -> pa.Table:
        """A stage's rows: `duties` (`standard`, `norm`, `required`, `actual`, … for each unit) or
        `measures` (unit, then a column per measure)."""
        self.make(name)
        return self.connection.sql(f"SELECT * FROM {name}").to_arrow_table()
