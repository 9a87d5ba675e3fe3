"""Rows leave the operational database as typed columns: by COPY from PostgreSQL, in typed batches
from SQLite. Types are those of the schema, never guessed from the first rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from django.db import connection
from django.db.models import QuerySet

BATCH = 50_000
_BLOCK = 8 << 20
ID = pa.field("id", pa.int64(), nullable=False)
# SQLite nests no more than a thousand conditions.
_RANGES = 400


@dataclass(frozen=True)
class Source:
    """A table whose rows leave: its columns, by the names it has for them, in the schema's order.
    Rows are known by their `id`."""

    table: str
    columns: tuple[str, ...]
    schema: pa.Schema

    @property
    def kept(self) -> pa.Schema:
        """The schema with the rows' ids before it."""
        return pa.schema([ID, *self.schema])

    def rows(self, ranges: Sequence[tuple[int, int]] | None = None) -> pa.Table:
        """All rows in order of their ids, or those whose id lies in one of some ranges."""
        if ranges is None:
            return self._rows("TRUE", ())
        some = [ranges[at : at + _RANGES] for at in range(0, len(ranges), _RANGES)]
        inside = [
            self._rows(" OR ".join(["id BETWEEN %s AND %s"] * len(part)), [*chain(*part)])
            for part in some
        ]
        return pa.concat_tables(inside) if inside else self.kept.empty_table()

    def _rows(self, where: str, values: Sequence[int]) -> pa.Table:
        listed = ", ".join(("id", *self.columns))
        sql = f"SELECT {listed} FROM {self.table} WHERE {where} ORDER BY id"
        return by_sql(sql, values, self.kept)


def table(rows: QuerySet, schema: pa.Schema) -> pa.Table:
    """The rows of a `values_list` queryset whose columns are the schema's, in their order."""
    sql, values = rows.query.sql_with_params()
    return by_sql(sql, values, schema)


def by_sql(sql: str, values: Sequence[Any], schema: pa.Schema) -> pa.Table:
    """The rows of a statement whose columns are the schema's, in their order."""
    leave = _copied if connection.vendor == "postgresql" else _fetched
    return leave(sql, values, schema)


def _copied(sql: str, values: Sequence[Any], schema: pa.Schema) -> pa.Table:
    held = io.BytesIO()
    with connection.cursor() as cursor:
        asked = cursor.cursor.mogrify(sql, values) if values else sql
        with cursor.copy(f"COPY ({asked}) TO STDOUT (FORMAT csv)") as out:
            for block in out:
                held.write(block)
    if not held.tell():
        return schema.empty_table()
    held.seek(0)
    options = arrow_csv.ConvertOptions(
        column_types=dict(zip(schema.names, schema.types, strict=True)),
        # An empty text is quoted, a missing one is not.
        null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False,
    )  # fmt: skip
    named = arrow_csv.ReadOptions(column_names=schema.names, block_size=_BLOCK)
    return arrow_csv.read_csv(held, read_options=named, convert_options=options).cast(schema)


def _fetched(sql: str, values: Sequence[Any], schema: pa.Schema) -> pa.Table:
    columns = [f"c{n}" for n in range(len(schema))]
    said = [_said(column, field.type) for column, field in zip(columns, schema, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH rows({', '.join(columns)}) AS ({sql}) SELECT {', '.join(said)} FROM rows",
            values,
        )
        batches = []
        while rows := cursor.fetchmany(BATCH):
            pairs = zip(zip(*rows, strict=True), schema, strict=True)
            arrays = [_typed(column, field.type) for column, field in pairs]
            batches.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


def _said(column: str, kind: pa.DataType) -> str:
    """How SQLite, which knows neither decimals nor days nor moments, is to say a value.

    A decimal is kept as a float: as many digits as are sure, as Django reads it. An expression has
    no declared type, by which each day would be parsed in Python.
    """
    if pa.types.is_decimal(kind):
        # NULL would be printed as 0; the sign is doubled for Django's own placeholders.
        return f"CASE WHEN {column} IS NOT NULL THEN printf('%%.15g', {column}) END"
    return f"{column} || ''" if pa.types.is_temporal(kind) else column


def _typed(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if not (pa.types.is_decimal(kind) or pa.types.is_temporal(kind)):
        return pa.array(column, type=kind)
    texts = pa.array(column, type=pa.string())
    if pa.types.is_timestamp(kind):
        return pc.assume_timezone(texts.cast(pa.timestamp(kind.unit)), kind.tz)
    return texts.cast(kind)
