"""The tree of a day, kept as Parquet for as long as no unit and no placement has changed."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db.models import Max

from liandong.core.facts.tables import UNITS
from liandong.domains import journal
from liandong.domains.journal import Head
from liandong.domains.observatory.exported import alone, write
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.facts import units_on
from liandong.domains.orgs.models import Placement

TABLES = ("orgs_placement", "orgs_unit")
# Days of which the tree is kept at hand; any other is read from the database.
MANY = 8
_LIST = "trees.json"
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """A tree on disk: it stands from `since` until before `until`, for whoever knows all that was
    recorded up to `latest`."""

    file: str
    since: date
    until: date
    latest: datetime
    heads: tuple[Head, ...]


def units(on: date, known_at: datetime) -> pa.Table:
    """The territory as it stood on a day, as known at a moment, in path order."""
    heads = tuple(journal.head(table) for table in TABLES)
    place = folder()
    with alone(place):
        kept = [one for one in _known(place) if one.heads == heads]
        for one in kept:
            if one.since <= on < one.until and known_at >= one.latest:
                return pq.read_table(place / one.file, schema=UNITS)
        made = units_on(on, known_at)
        # Nobody has written in between, and nobody is writing: this is the tree at these heads.
        if tuple(journal.settled(table) for table in TABLES) == heads:
            latest = _latest()
            if known_at >= latest:
                _keep(place, made, Kept(f"{uuid.uuid4().hex}.parquet", *_span(on), latest, heads),
                      kept)  # fmt: skip
    return made


def folder() -> Path:
    """Where trees are kept."""
    place = settings.HOME / "exports" / "trees"
    place.mkdir(parents=True, exist_ok=True)
    return place


def _placements():
    return Placement.objects.filter(hierarchy=Hierarchy.TERRITORY)


def _span(on: date) -> tuple[date, date]:
    """The days around one between which no placement begins or ends."""
    live = _placements().filter(voided_at=None)
    before = [live.filter(**{f"{n}__lte": on}).order_by(f"-{n}") for n in ("start", "end")]
    after = [live.filter(**{f"{n}__gt": on}).order_by(n) for n in ("start", "end")]
    return (
        max(_days(before), default=date.min),
        min(_days(after), default=date.max),
    )


def _days(found: Sequence) -> list[date]:
    days = [rows.values_list(name, flat=True).first() for rows, name in
            zip(found, ("start", "end"), strict=True)]  # fmt: skip
    return [day for day in days if day]


def _latest() -> datetime:
    """When anything was last said of a placement."""
    said = _placements().aggregate(Max("recorded_at"), Max("ended_at"), Max("voided_at"))
    return max((moment for moment in said.values() if moment), default=_NEVER)


def _known(place: Path) -> list[Kept]:
    """What is listed and there, the newest first."""
    try:
        listed = json.loads((place / _LIST).read_text(encoding="utf-8"))
        found = [
            Kept(
                one["file"], date.fromisoformat(one["since"]), date.fromisoformat(one["until"]),
                datetime.fromisoformat(one["latest"]), tuple(Head(**h) for h in one["heads"]),
            )
            for one in listed
        ]  # fmt: skip
    except (OSError, ValueError, TypeError, KeyError):
        return []
    return [one for one in found if (place / one.file).exists()]


def _keep(place: Path, tree: pa.Table, new: Kept, standing: list[Kept]) -> None:
    """Put a tree on the list; those of earlier states, and the oldest beyond `MANY`, go."""
    write(tree, place / new.file)
    listed = [new, *standing][:MANY]
    aside = place / f".{_LIST}"
    aside.write_text(json.dumps([asdict(one) for one in listed], default=str), encoding="utf-8")
    os.replace(aside, place / _LIST)
    names = {one.file for one in listed}
    for file in place.glob("*.parquet"):
        if file.name not in names:
            file.unlink()
