"""The facts outside the operational database: one Parquet file of all of them, and small ones of
what has changed since. A run reads these instead of the database.

`rows` is always what the database holds at that moment. What is kept on disk grows only by entries
of the journal that are settled; entries after them are read along, and not kept. A store that
belongs to another database, or to a state of it that is no more, is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from liandong.domains import journal
from liandong.domains.journal import Head
from liandong.domains.leaving import Source

# More files than this are made one; so are they with the first, once they hold a quarter as much.
MANY = 12
_SHARE = 4
_LIST = "store.json"
_PIECES = 1_000


@dataclass(frozen=True)
class Kept:
    """What lies on disk: all rows as of an entry of the journal, the oldest part first."""

    head: Head
    schema: str
    parts: tuple[str, ...]
    counts: tuple[int, ...]


def rows(source: Source) -> pa.Table:
    """All rows of a source as the database holds them now, whatever their order."""
    place = folder(source)
    with alone(place):
        try:
            parts = _parts(place, source)
        except (OSError, pa.ArrowException):
            # A disk was full, or the power failed: what cannot be read is not missed.
            (place / _LIST).unlink(missing_ok=True)
            parts = _parts(place, source)
    return merged(parts).select(source.schema.names)


def _parts(place: Path, source: Source) -> list[pa.Table]:
    kept = _forward(place, source, _known(place, source))
    if kept is None:
        return [source.rows()]
    parts = [pq.read_table(place / part, schema=source.kept) for part in kept.parts]
    late = journal.since(source.table, kept.head)
    return [*parts, source.rows(late)] if late else parts


def merged(parts: Sequence[pa.Table]) -> pa.Table:
    """The parts as one; of a row that is in several, the last word counts."""
    left: list[pa.Table] = []
    newer = np.empty(0, dtype=np.int64)
    for part in reversed(parts):
        ids = part["id"].to_numpy()
        if len(newer) and len(ids) and int(newer.min()) <= int(ids.max()):
            left += reversed(_without(part, np.isin(ids, newer)))
        else:
            left.append(part)
        newer = np.concatenate([newer, ids])
    return pa.concat_tables(reversed(left)) if left else parts[0]


def _without(part: pa.Table, gone: npt.NDArray[np.bool_]) -> list[pa.Table]:
    """What is left of a part: where it is in few pieces, these, with nothing copied."""
    ends = np.flatnonzero(np.diff(gone, prepend=True, append=True)).reshape(-1, 2)
    if len(ends) > _PIECES:
        return [part.filter(pa.array(~gone))]
    return [part.slice(start, stop - start) for start, stop in ends.tolist()]


def folder(source: Source) -> Path:
    """Where a source's rows are kept."""
    place = settings.HOME / "exports" / source.table
    place.mkdir(parents=True, exist_ok=True)
    return place


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """One process at a time reads and writes a folder; the system lets go for one that dies."""
    with (place / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _mark(source: Source) -> str:
    """Of what is kept and how: a store written by another version is made anew."""
    said = f"{source.table} {source.columns} {source.kept}"
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def _known(place: Path, source: Source) -> Kept | None:
    """The store, if it is whole and belongs to this database as it is."""
    try:
        said = json.loads((place / _LIST).read_text(encoding="utf-8"))
        kept = Kept(Head(**said.pop("head")), **{k: tuple(v) if isinstance(v, list) else v
                                                for k, v in said.items()})  # fmt: skip
    except (OSError, ValueError, TypeError, KeyError):
        return None
    whole = kept.schema == _mark(source) and all((place / part).exists() for part in kept.parts)
    return kept if whole and journal.reaches(source.table, kept.head) else None


def _forward(place: Path, source: Source, kept: Kept | None) -> Kept | None:
    """Keep what has been settled since; the store as it is then. Nothing moves while somebody is
    writing."""
    head = journal.settled(source.table)
    if head is None or (kept is not None and kept.head == head):
        return kept
    if kept is None:
        return _keep(place, source, head, [source.rows()], [])
    # May hold newer entries as well: then they are read once more next time.
    changed = source.rows(journal.since(source.table, kept.head))
    late = [*kept.counts[1:], changed.num_rows]
    if sum(late) * _SHARE > kept.counts[0]:
        return _keep(place, source, head, [_together(place, source, kept.parts, changed)], [])
    if len(late) > MANY:
        one = _together(place, source, kept.parts[1:], changed)
        return _keep(place, source, head, [one], [(kept.parts[0], kept.counts[0])])
    return _keep(place, source, head, [changed], zip(kept.parts, kept.counts, strict=True))


def _together(place: Path, source: Source, parts: Sequence[str], last: pa.Table) -> pa.Table:
    tables = [pq.read_table(place / part, schema=source.kept) for part in parts]
    return merged([*tables, last]).sort_by("id")


def _keep(
    place: Path, source: Source, head: Head, new: list[pa.Table],
    standing: Iterator[tuple[str, int]] | list[tuple[str, int]],
) -> Kept:  # fmt: skip
    """Write new parts after those that stand; the list takes over at once, then the rest goes."""
    listed = list(standing)
    for table in new:
        name = f"{uuid.uuid4().hex}.parquet"
        write(table, place / name)
        listed.append((name, table.num_rows))
    kept = Kept(head, _mark(source), *(tuple(column) for column in zip(*listed, strict=True)))
    aside = place / f".{_LIST}"
    aside.write_text(json.dumps(asdict(kept)), encoding="utf-8")
    os.replace(aside, place / _LIST)
    for file in place.glob("*.parquet"):
        if file.name not in kept.parts:
            file.unlink()
    return kept


def write(table: pa.Table, file: Path) -> None:
    """A part, made to be read fast: not compressed, numbers as they are, texts by number."""
    texts = [f.name for f in table.schema if pa.types.is_string(f.type)]
    pq.write_table(table, file, use_dictionary=texts, compression="none",
                   store_decimal_as_integer=True)  # fmt: skip
