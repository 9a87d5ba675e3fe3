"""Which columns are sealed, known by a mark on their fields alone: the keyring asks before it lets
a new one be made."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models


def places() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every sealed field of the tables that are there, with its model."""
    there = set(connection.introspection.table_names())
    for model in apps.get_models():
        if model._meta.managed and model._meta.db_table in there:
            for field in model._meta.local_fields:
                if getattr(field, "seals", False):
                    yield model, field


def anything_sealed() -> bool:
    """Whether some column holds a value."""
    with connection.cursor() as cursor:
        for model, field in places():
            table, column = model._meta.db_table, field.column
            cursor.execute(f"SELECT 1 FROM {table} WHERE {column} <> '' LIMIT 1")
            if cursor.fetchone() is not None:
                return True
    return False
