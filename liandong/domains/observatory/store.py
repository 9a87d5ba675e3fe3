"""A run's tables on disk: Parquet in path order, written whole and renamed into place."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

_GROUP = 20_000
# A table of the run, as it stands in a question.
_NAMED = re.compile(r"\{(\w+)\}")
_connection = duckdb.connect()
_guard = threading.Lock()
# What was read lately, in order of use; large answers are not kept.
_kept: dict[tuple[Any, ...], pa.Table] = {}
_KEEP, _KEEP_ROWS = 400, 2_000
# How long nobody's folder may belong to a run being made, and a forgotten one to a reader.
_UNFINISHED, _STILL_READ = timedelta(hours=1), timedelta(minutes=5)


def root() -> Path:
    """Where runs are kept."""
    place = settings.HOME / "observatory"
    place.mkdir(exist_ok=True)
    return place


def write(folder: str, tables: dict[str, pa.Table]) -> None:
    """Write a run's tables; a half-written folder is never seen under its name."""
    aside = root() / f".{folder}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for name, table in tables.items():
        pq.write_table(table, aside / f"{name}.parquet", row_group_size=_GROUP, compression="zstd")
    aside.rename(root() / folder)


def exists(folder: str) -> bool:
    """Whether a run's tables are there."""
    return (root() / folder).is_dir()


def sweep(wanted: set[str], older_than: timedelta = _UNFINISHED) -> list[str]:
    """Remove what nobody refers to: left by a process that was killed; their names.

    What is younger may belong to a run that is being made.
    """
    limit = time.time() - older_than.total_seconds()
    left = [
        place.name
        for place in sorted(root().iterdir())
        if place.name not in wanted and place.stat().st_mtime < limit
    ]
    for name in left:
        shutil.rmtree(root() / name, ignore_errors=True)
    return left


def remove(folder: str) -> None:
    """Forget a run's tables. Somebody may be reading them: they lie there for a while, then the
    next `sweep` takes them."""
    ripe = time.time() - (_UNFINISHED - _STILL_READ).total_seconds()
    with suppress(FileNotFoundError):
        os.utime(root() / folder, (ripe, ripe))


def read(folder: str, name: str, where: str = "TRUE", values: list[object] | None = None,
         columns: str = "*") -> pa.Table:  # fmt: skip
    """The rows of a run's table for which `where` holds; `?` stands for the values.

    A run never changes, so what was read once is kept at hand, the least used going first.
    """
    return ask(folder, f"SELECT {columns} FROM {{{name}}} WHERE {where}", values)


def ask(folder: str, sql: str, values: list[object] | None = None) -> pa.Table:
    """What a question over several of a run's tables gives; they stand in it as `{duties}`, and `?`
    for the values. Kept at hand as `read` does."""
    asked = (folder, sql, tuple(values or ()))
    with _guard:
        known = _kept.pop(asked, None)
        if known is not None:
            _kept[asked] = known
            return known
    table = _read(*asked)
    if table.num_rows <= _KEEP_ROWS:
        with _guard:
            _kept[asked] = table
            while len(_kept) > _KEEP:
                del _kept[next(iter(_kept))]
    return table


def _read(folder: str, sql: str, values: tuple[object, ...]) -> pa.Table:
    with _guard:
        cursor = _connection.cursor()
    files = {name: _quoted(root() / folder / f"{name}.parquet") for name in _NAMED.findall(sql)}
    return cursor.sql(sql.format(**files), params=list(values)).to_arrow_table()


def _quoted(file: Path) -> str:
    path = str(file).replace("'", "''")
    return f"read_parquet('{path}')"


def rows(table: pa.Table) -> list[dict[str, Any]]:
    """The rows as dicts. Decimals travel as text: many times quicker than one by one."""
    columns = []
    for column in table.columns:
        if pa.types.is_decimal(column.type):
            texts = column.cast(pa.string()).to_pylist()
            columns.append([None if text is None else Decimal(text) for text in texts])
        else:
            columns.append(column.to_pylist())
    names = table.column_names
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
