"""Polars, the reference engine: the same expressions, another machine, to prove equal answers.

The roll-up is written a second time and plainly: every unit's measures are handed to each of its
ancestors.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import ibis
import polars as pl
import pyarrow as pa

from liandong.core.indicators.families import GUARANTEE
from liandong.core.indicators.family import AnyInputs, Family, Spread


class Engine:
    """The same questions as `duckdb.Engine`, with the same answers."""

    def __init__(self, inputs: AnyInputs, family: Family = GUARANTEE) -> None:
        self.tables = {name: _frame(table) for name, table in family.tables(inputs).items()}
        self._family = family
        self._waiting = dict(family.stages())

    def table(self, name: str) -> pa.Table:
        """A stage's rows: `duties` or `measures`."""
        while name in self._waiting:
            first = next(iter(self._waiting))
            made_by = self._waiting.pop(first)
            if first in self._family.spreads:
                self.tables[first] = self._spread(self._family.spreads[first])
            else:
                backend = ibis.polars.connect(self.tables)
                self.tables[first] = _frame(backend.to_pyarrow(made_by()))
        found = self.tables[name]
        return (self._in_words(found) if name == "duties" else found).to_arrow()

    def _spread(self, how: Spread) -> pl.DataFrame:
        """Rows added up: every column's by themselves, joined to the base."""
        rows = self.tables[how.rows]
        columns = [
            pl.col("amount").filter(pl.col("code") == code).cast(pl.Int64)
            for code in range(len(how.columns))
        ]
        sums = rows.group_by("unit").agg(
            pl.when(one.len() > 0).then(one.sum()).cast(pl.Int32).alias(name)
            for one, name in zip(columns, how.columns, strict=True)
        )
        return self.tables[how.base].join(sums, on="unit", how="left")

    def _in_words(self, duties: pl.DataFrame) -> pl.DataFrame:
        return duties.with_columns(
            pl.col(name).replace_strict(dict(enumerate(words)), return_dtype=pl.String)
            for name, words in self._family.words.items()
        )


def _frame(table: pa.Table | Path) -> pl.DataFrame:
    """Polars gives a series for an array and a frame for a table; ours are tables."""
    if isinstance(table, Path):
        return pl.read_parquet(table)
    return cast(pl.DataFrame, pl.from_arrow(table))


def roll_up(units: pa.Table, measures: pa.Table) -> pa.Table:
    """The totals of every unit's subtree, by handing each row up one parent at a time."""
    columns = [name for name in measures.column_names if name != "unit"]
    tree = _frame(units).select("unit", "parent", "path")
    own = _frame(measures)
    rows = own.join(tree.select("unit"), on="unit").rename({"unit": "holder"})
    passed = [rows]
    while True:
        rows = rows.join(tree, left_on="holder", right_on="unit").filter(
            pl.col("parent").is_not_null()
        )
        rows = rows.select(pl.col("parent").alias("holder"), *columns)
        if rows.is_empty():
            break
        passed.append(rows)
    sums = pl.concat(passed).group_by("holder").agg(pl.col(columns).sum())
    total = tree.join(sums, left_on="unit", right_on="holder", how="left")
    filled = total.with_columns(pl.col(columns).fill_null(0)).sort("path")
    return filled.select("unit", "path", *columns).to_arrow()
