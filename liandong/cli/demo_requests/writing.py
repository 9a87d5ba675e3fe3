"""Many rows at once: by COPY to PostgreSQL, in one statement a table to SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

_BATCH = 20_000


def first_free(model: type[models.Model]) -> int:
    """The number of the next row."""
    return (model._base_manager.aggregate(top=models.Max("pk"))["top"] or 0) + 1


def put(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows whose numbers are given; how many."""
    table, listed = model._meta.db_table, ", ".join(f'"{one}"' for one in columns)
    every = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in every:
                    copy.write_row(row)
            for sql in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(sql)
        else:
            marks = ", ".join(["%s"] * len(columns))
            sql = f"INSERT INTO {table} ({listed}) VALUES ({marks})"
            for at in range(0, len(every), _BATCH):
                cursor.executemany(sql, [list(map(_plain, row)) for row in every[at : at + _BATCH]])
    return len(every)


def _plain(value: Any) -> Any:
    """As Django writes it to SQLite: moments in UTC, without saying so."""
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    return value
