"""DuckDB, the default engine: expressions are compiled once per process, then run as SQL."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from liandong.core.engines import compiled
from liandong.core.engines.rolling import roll_up
from liandong.core.engines.spreading import Places, Sums
from liandong.core.indicators.families import FAMILIES, GUARANTEE
from liandong.core.indicators.family import AnyInputs, Family, Spread

__all__ = ["Engine", "keep_in", "roll_up", "warm_up"]

_keep_in: list[Path] = []
_database = duckdb.connect()
# Rows that are added up at a time.
_BATCH = 1 << 18
# So many units have more duties than one would keep in memory.
_MANY = 1_000_000
# So few are copied, for the planner then knows their two hundred columns without asking each time.
_FEW = 1_000


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
        self._spread_out: dict[str, tuple[pa.Table, list[str]]] = {}
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
            if first in self._family.spreads:
                self._spread(first, self._family.spreads[first])
            else:
                self._state(first)
            del self._waiting[first]

    def _state(self, name: str) -> None:
        sql = self._waiting[name]
        if name == "duties":
            sql = _in_words(sql, self._family.words)
        is_view = name in self._family.views or (name in self._family.large and self._is_large())
        self.connection.execute(f"CREATE TEMP {'VIEW' if is_view else 'TABLE'} {name} AS {sql}")

    def _is_large(self) -> bool:
        return any(base.num_rows > _MANY for base, _ in self._spread_out.values())

    def _spread(self, name: str, how: Spread) -> None:
        """Add up a stage's rows beside another's; a column to which nothing adds is null."""
        if how.base not in self._spread_out:
            base = self.connection.table(how.base).to_arrow_table()
            self._spread_out[how.base] = base, [_quoted(one) for one in base.column_names]
        base, columns = self._spread_out[how.base]
        sums = Sums(Places(base["unit"].to_numpy()))
        rows = self.connection.sql(f"SELECT unit, code, amount FROM {how.rows}")
        sums.add(rows.to_arrow_reader(_BATCH))
        beside = sums.beside(base, how.columns)
        found = set(beside.column_names)
        said = {one: _quoted(one) if one in found else "NULL" for one in how.columns}
        columns = [*columns, *(f"{what}::INTEGER AS {_quoted(one)}" for one, what in said.items())]
        self._spread_out[name] = beside, columns
        self.connection.register(f"{name}_beside", beside)
        kind = "TABLE" if beside.num_rows <= _FEW else "VIEW"
        self.connection.execute(
            f"CREATE TEMP {kind} {name} AS SELECT {', '.join(columns)} FROM {name}_beside"
        )

    def table(self, name: str) -> pa.Table:
        """A stage's rows: `duties` (`standard`, `norm`, `required`, `actual`, … for each unit) or
        `measures` (unit, then a column per measure)."""
        self.make(name)
        found = self.connection.sql(f"SELECT * FROM {name}").to_arrow_table()
        for at, column in enumerate(found.schema):
            if pa.types.is_dictionary(column.type):
                found = found.set_column(at, column.name, found[at].cast(column.type.value_type))
        return found


def _in_words(sql: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """A statement whose columns of numbers become words: of an enumeration, which is as quick to
    write as numbers are."""
    said = []
    for column, each in words.items():
        listed = ", ".join("'" + one.replace("'", "''") + "'" for one in each)
        said.append(f"(([{listed}])::ENUM({listed})[])[{column} + 1] AS {column}")
    return f"SELECT * REPLACE ({', '.join(said)}) FROM ({sql})" if said else sql


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
