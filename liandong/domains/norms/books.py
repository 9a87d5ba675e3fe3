"""The norms of this instance: what is shipped, and what was adopted here since."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
from django.conf import settings
from django.db.models import Q

from liandong.core.facts.tables import NORMS
from liandong.core.standards.norms import NATION, NormBook, load
from liandong.domains.norms.models import AdoptedNorms


def folder() -> Path:
    """Where adopted files lie, one for each row of `AdoptedNorms`."""
    place = settings.HOME / "norms"
    place.mkdir(exist_ok=True)
    return place


def file_of(adopted: AdoptedNorms) -> Path:
    """The adopted text as a file, written again if it was lost."""
    file = folder() / f"{adopted.pk:05d}-{adopted.name}"
    if not file.exists() or file.read_text(encoding="utf-8") != adopted.text:
        file.write_text(adopted.text, encoding="utf-8")
    return file


def adopted(known_at: datetime | None = None) -> list[AdoptedNorms]:
    """The files in force here, in the order of their adoption, as known at a moment (now)."""
    rows = AdoptedNorms.objects.all()
    if known_at is None:
        return list(rows.filter(withdrawn_at=None))
    kept = Q(withdrawn_at=None) | Q(withdrawn_at__gt=known_at)
    return list(rows.filter(kept, adopted_at__lte=known_at))


def book(known_at: datetime | None = None) -> NormBook:
    """All norms as known at a moment (now)."""
    return _load(tuple((file_of(one), _mark(one.text)) for one in adopted(known_at)))


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=8)
def _load(extra: tuple[tuple[Path, str], ...]) -> NormBook:
    """Kept by path and by what the text says: a number may be given again, after a restore."""
    return load(settings.NORMS, *(file for file, _ in extra))


def digest(norms: NormBook) -> str:
    """A short mark of what all norms say; equal books have equal marks."""
    said = "\n".join(repr(row) for row in norms.entries())
    return hashlib.sha256(said.encode()).hexdigest()


def table(norms: NormBook, paths_by_code: dict[str, str]) -> pa.Table:
    """The values as rows for engines; a jurisdiction that is not in the tree holds no unit."""
    rows = []
    for row in norms.entries():
        low = "" if row.scope == NATION else paths_by_code.get(row.scope)
        if low is not None:
            rows.append(row.held_below(low))
    columns = list(zip(*rows, strict=True)) if rows else [[] for _ in NORMS]
    arrays = [pa.array(c, type=f.type) for c, f in zip(columns, NORMS, strict=True)]
    return pa.Table.from_arrays(arrays, schema=NORMS)
