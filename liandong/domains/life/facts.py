"""What leaves for the engines: organisations, meetings, terms, seats, hours, exemptions.

Numbers, codes and days only. Each table for all organisations, or for a few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.core.exceptions import EmptyResultSet
from django.db.models import Case, Q, QuerySet, SmallIntegerField, When

from liandong.core.facts import life as tables
from liandong.core.standards.life.calendar import Cut, needed_from, periods, year_of
from liandong.domains import leaving
from liandong.domains.life.enums import MeetingState, SeatPost
from liandong.domains.life.models import (
    BodyTerm,
    CommitteeSeat,
    CourseHours,
    Exemption,
    Meeting,
    MeetingServes,
)
from liandong.domains.life.standing import party_units
from liandong.domains.members.models import Membership
from liandong.domains.members.unbroken import since as unbroken

BATCH = 50_000
SECRETARY = "secretary"
Units = Collection[int] | None

__all__ = [
    "committee_tallies", "exemptions", "meetings", "party_units", "secretaries", "terms",
    "training",
]  # fmt: skip


# Databases leave truth values as numbers, each in its own way.
_MEETINGS = tables.MEETINGS.set(
    tables.MEETINGS.get_field_index("valid"), pa.field("valid", pa.int8(), nullable=False)
)


def meetings(*, on: date, units: Units = None) -> pa.Table:
    """Meetings held up to `on`, as far back as any period asked for on that day begins, once for
    every kind they serve."""
    days = {"on__gte": needed_from(on), "on__lte": on, "state": MeetingState.HELD}
    own = Meeting.objects.filter(**days, **_of(units))
    also = MeetingServes.objects.filter(
        **{f"meeting__{name}": value for name, value in days.items()},
        **_of(units, "meeting__unit_id"),
    )
    further = [f"meeting__{name}" for name in ("on", "held_at", "voided_at")]
    parts = (
        _left(_held(own, "unit_id", ["on", "held_at", "voided_at"], "quorate"), _MEETINGS),
        _left(_held(also, "meeting__unit_id", further, "meeting__quorate"), _MEETINGS),
    )
    return pa.concat_tables(part.cast(tables.MEETINGS) for part in parts)


def _held(found: QuerySet, unit: str, days: list[str], quorate: str) -> QuerySet:
    valid = Case(When(**{quorate: True}, then=1), default=0, output_field=SmallIntegerField())
    return (
        found.order_by()
        .annotate(valid=valid)
        .values_list(unit, "kind", days[0], "valid", *days[1:])
    )


def terms(*, on: date, known_at: datetime | None = None, units: Units = None) -> pa.Table:
    """Terms that were in office in the year of `on`, as known at a moment (now)."""
    lasting = Q(end=None) | Q(end__gt=year_of(on).start)
    live = BodyTerm.objects.live(known_at).filter(lasting, start__lte=on, **_of(units))
    names = ("unit_id", "start", "due", "extended_to", "extended_at", "end", "ended_at")
    rows = (
        (
            unit, start, _known(extended, extended_at, known_at) or due,
            _known(end, ended_at, known_at), None,
        )
        for unit, start, due, extended, extended_at, end, ended_at
        in _rows(live.order_by().values_list(*names))
    )  # fmt: skip
    return _table(tables.TERMS, rows)


def _known(day: date | None, since: datetime | None, known_at: datetime | None) -> date | None:
    """The day if it had been recorded by the moment."""
    return day if known_at is None or since is None or since <= known_at else None


def _live(known_at: datetime | None, units: Units) -> QuerySet[CommitteeSeat]:
    live = CommitteeSeat.objects.live(known_at).filter(term__voided_at=None)
    return live.filter(**_of(units, "term__unit_id"))


def _seats(units: Units, known_at: datetime | None) -> Iterator[tuple]:
    yield from _seated(_live(known_at, units), known_at)


def _seated(live: QuerySet[CommitteeSeat], known_at: datetime | None) -> Iterator[tuple]:
    names = ("term__unit_id", "person_id", "post", "start", "end", "ended_at")
    for unit, person, post, start, end, ended_at in _rows(live.order_by().values_list(*names)):
        yield unit, person, post, start, _known(end, ended_at, known_at)


def committee_tallies(*, known_at: datetime | None = None, units: Units = None) -> pa.Table:
    """How the number of people on each committee changed. A secretary alone, or with a deputy, is
    no committee: without any member it counts as none."""
    changes: dict[int, dict[date, Counter[bool]]] = {}
    for unit, _, post, start, end in _seats(units, known_at):
        days = changes.setdefault(unit, {})
        days.setdefault(start, Counter())[post == SeatPost.MEMBER] += 1
        if end is not None:
            days.setdefault(end, Counter())[post == SeatPost.MEMBER] -= 1
    rows = (
        (unit, tables.COMMITTEE, day, change)
        for unit, days in sorted(changes.items())
        for day, change in _committee(days)
    )
    return _table(tables.TALLIES, rows)


def _committee(days: dict[date, Counter[bool]]) -> Iterator[tuple[date, int]]:
    """The changes of one committee's size, day by day; the first even if it is none."""
    heads = members = before = 0
    for day in sorted(days):
        heads, members = heads + days[day][False], members + days[day][True]
        size = heads + members if members else 0
        yield day, size - before
        before = size


def secretaries(*, known_at: datetime | None = None, units: Units = None) -> pa.Table:
    """Those who sit on a body, secretary and others: what they must learn is the same. Elected
    anew, or to another body, they have sat since the first of those that follow each other."""
    seats = _live(known_at, None)
    if units is not None:
        seats = seats.filter(person__in=_live(known_at, units).values("person"))
    rows = (
        (unit, person, SECRETARY, start, end, start)
        for unit, person, _, start, end in _seated(seats, known_at)
    )
    found = _table(tables.PEOPLE, rows)
    found = found.set_column(len(tables.PEOPLE) - 1, tables.PEOPLE.field("since"), unbroken(found))
    if units is not None:
        found = found.filter(pc.is_in(found["unit"], pa.array(units, pa.int64())))
    return found


_HOURS = pa.schema([tables.TRAINING.field(n) for n in ("person", "on", "hours")] + [
    pa.field("secretary", pa.int8(), nullable=False)
])  # fmt: skip
_HOMES = pa.schema([tables.TRAINING.field("person"), tables.TRAINING.field("unit")])


def training(*, on: date, units: Units = None, known_at: datetime | None = None) -> pa.Table:
    """Hours of the years asked for on `on` up to that day, once each, at a unit where the person is
    on that day, or was when such a year ended, as a member or on its body: whoever moved brings
    them along."""
    homes = pa.concat_tables(
        _left(rows.order_by().values_list("person_id", unit), _HOMES)
        for day in {min(on, year.last_day or on) for _, year in periods(Cut.YEAR, on)}
        for rows, unit in (
            (Membership.objects.on(day, known_at).filter(**_of(units)), "unit_id"),
            (_sitting(day, known_at, units), "term__unit_id"),
        )
    )
    given = CourseHours.objects.live(known_at).filter(
        course__on__gte=needed_from(on), course__on__lte=on, course__voided_at=None
    )
    if units is not None:
        given = given.filter(person_id__in=homes["person"].unique().to_pylist())
    named = Case(
        When(course__for_secretaries=True, then=1), default=0, output_field=SmallIntegerField()
    )
    rows = given.order_by().annotate(named=named)
    hours = _left(rows.values_list("person_id", "course__on", "hours", "named"), _HOURS)
    # Hours count for the person wherever they are: each is to leave once.
    once = homes.group_by("person").aggregate([("unit", "min")]).rename_columns(["person", "unit"])
    return (
        hours.join(once, "person", join_type="inner")
        .select(tables.TRAINING.names)
        .cast(tables.TRAINING)
    )


def _sitting(on: date, known_at: datetime | None, units: Units) -> QuerySet[CommitteeSeat]:
    held = CommitteeSeat.objects.on(on, known_at).filter(term__voided_at=None)
    return held.filter(**_of(units, "term__unit_id"))


def exemptions(*, known_at: datetime | None = None, units: Units = None) -> pa.Table:
    """Who is let off what, for how long."""
    live = Exemption.objects.live(known_at).filter(**_of(units)).order_by()
    names = ("unit_id", "standard", "start", "end", "ended_at")
    rows = (
        (unit, standard, start, _known(end, ended_at, known_at))
        for unit, standard, start, end, ended_at in _rows(live.values_list(*names))
    )
    return _table(tables.EXEMPTIONS, rows)


def _left(rows: QuerySet, schema: pa.Schema) -> pa.Table:
    try:
        return leaving.table(rows, schema)
    except EmptyResultSet:  # for no units at all the database is not even asked
        return schema.empty_table()


def _of(units: Units, field: str = "unit_id") -> dict[str, Any]:
    return {} if units is None else {f"{field}__in": list(units)}


def _rows(found: QuerySet) -> Iterator[tuple]:
    return iter(found.iterator(20_000))


def _table(schema: pa.Schema, rows: Iterable[tuple]) -> pa.Table:
    """Typed batches, never guessed."""
    source = iter(rows)
    batches = []
    while chunk := list(islice(source, BATCH)):
        columns = zip(*chunk, strict=True)
        arrays = [pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)]
        batches.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return pa.Table.from_batches(batches, schema=schema)
