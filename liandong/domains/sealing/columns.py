"""Where sealed values lie: every sealed column of this instance, and how many values under which
key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, models

from liandong.domains.sealing.fields import SealedField
from liandong.domains.sealing.places import places
from liandong.domains.sealing.sealed import key_of

_CHUNK = 2_000


@dataclass(frozen=True)
class Column:
    """One sealed column, read and written as ciphertext."""

    model: type[models.Model]
    field: SealedField

    @property
    def name(self) -> str:
        return self.field.place

    @property
    def index(self) -> str:
        """The column of its blind index, by our custom `<name>_index`; empty where it has none."""
        named = f"{self.field.name}_index"
        return named if named in {one.name for one in self.model._meta.get_fields()} else ""

    def tokens(self, after: int = 0, unlike: str = "") -> Iterator[tuple[int, str]]:
        """Primary keys and ciphertexts, in order; without those that begin with `unlike`."""
        table, column = self.model._meta.db_table, self.field.column
        pk = self.model._meta.pk.column
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT {pk}, {column} FROM {table} WHERE {pk} > %s AND {column} <> '' "
                    f"AND {column} NOT LIKE %s ORDER BY {pk} LIMIT {_CHUNK}",
                    [after, f"{unlike}%" if unlike else ""],
                )
                rows = cursor.fetchall()
            yield from rows
            if len(rows) < _CHUNK:
                return
            after = rows[-1][0]


def columns() -> list[Column]:
    """Every sealed column of the tables that are there."""
    return [Column(model, field) for model, field in places() if isinstance(field, SealedField)]


def by_key() -> dict[str, Counter[str]]:
    """How many values each column holds under which key."""
    return {one.name: Counter(key_of(token) for _pk, token in one.tokens()) for one in columns()}
