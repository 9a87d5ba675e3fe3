"""A new key, and everything sealed anew under it; broken off, it goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db import connection, transaction

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.audit.actions import record
from liandong.domains.sealing import keys
from liandong.domains.sealing.columns import Column, by_key, columns
from liandong.domains.sealing.sealed import VERSION, open_sealed, seal

_BATCH = 500
# A request under way may still have sealed with the key that was the newest when it began.
_SETTLED = timedelta(minutes=10)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Rotated:
    """The key that seals now, how many values were sealed anew, whether an earlier rotation was
    taken up again."""

    key: str
    values: int
    resumed: bool


def rotate(*, by: str, at: datetime, progress: Progress | None = None) -> Rotated:
    """Seal everything under a new key; where an earlier rotation was broken off, under its key.

    Raises `SealError` at the first value that does not open: what came before stays done.
    """
    total, before = _counted()
    resumed = bool(total - before)
    name = keys.keyring().newest if resumed else keys.add_key()
    left, done = (total - before if resumed else total), 0
    mark = f"{VERSION}.{name}."
    for column in columns():
        for batch in _batches(column.tokens(unlike=mark)):
            done += _sealed_anew(column, batch)
            if progress:
                progress(done, left)
    with transaction.atomic():
        record(action="sealing.rotate", by=by, at=at, subject="keyring",
               after={"key": name, "values": done, "resumed": resumed})  # fmt: skip
    return Rotated(name, done, resumed)


def forget(*, by: str, at: datetime) -> list[str]:
    """Destroy the keys that seal nothing any more; their ids. Backups older than the rotation can
    then not be read. Raises `LiandongError` `keyring_fresh` right after a rotation."""
    changed = datetime.fromtimestamp(keys.file().stat().st_mtime, tz=UTC)
    if at - changed < _SETTLED:
        raise _fresh()
    used = {key for counted in by_key().values() for key in counted}
    unused = set(keys.keyring().keys) - used - {keys.keyring().newest}
    if unused:
        keys.drop_keys(unused)
        with transaction.atomic():
            record(action="sealing.forget", by=by, at=at, subject="keyring",
                   after={"keys": sorted(unused)})  # fmt: skip
    return sorted(unused)


def _counted() -> tuple[int, int]:
    """How many values there are, and how many of them under the newest key."""
    newest, counts = keys.keyring().newest, by_key().values()
    return sum(one.total() for one in counts), sum(one[newest] for one in counts)


def _batches(rows: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _sealed_anew(column: Column, batch: list[tuple[int, str]]) -> int:
    """Only where the value is still the one that was read: nobody's change is undone."""
    table, name = column.model._meta.db_table, column.field.column
    key = column.model._meta.pk.column
    done = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for pk, token in batch:
            anew = seal(open_sealed(token, column.name), column.name)
            cursor.execute(
                f"UPDATE {table} SET {name} = %s WHERE {key} = %s AND {name} = %s",
                [anew, pk, token],
            )
            done += cursor.rowcount
    return done


def _fresh() -> LiandongError:
    return LiandongError(
        "keyring_fresh",
        Text(
            "密钥刚刚换过，可能还有人在用旧的。请过十分钟再销毁。",
            "The key has only just changed and the old one may be in use. Wait ten minutes.",
        ),
    )
