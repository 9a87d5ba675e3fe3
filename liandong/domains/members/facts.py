"""What leaves for the engines: numbers of organisations, who was where as surrogate keys, what is
to be done by when. Never a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Q, QuerySet
from django.utils import timezone

from liandong.core.facts import life as tables
from liandong.core.facts.tables import MOMENT
from liandong.core.kernel.period import months_after
from liandong.core.standards.norms import resolve
from liandong.domains import leaving
from liandong.domains.members.enums import MEMBERS, Stage, Standing
from liandong.domains.members.models import Contact, Floating, Membership
from liandong.domains.members.unbroken import known as unbroken
from liandong.domains.norms import books
from liandong.domains.norms.queries import jurisdictions
from liandong.domains.orgs import party
from liandong.domains.orgs.models import Placement, Unit
from liandong.domains.workflow.models import Process

_CHUNK = 20_000
Rows = list[tuple[Any, ...]]


def _table(schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [[] for _ in schema]
    arrays = [
        pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _rows(known_at: datetime | None, units: Collection[int] | None) -> QuerySet[Membership]:
    found = Membership.objects.live(known_at).filter(stage__in=MEMBERS)
    if units is not None:
        found = found.filter(Q(unit__in=units) | Q(group__in=units))
    return found.order_by()


_ROWS = pa.schema(
    [
        tables.PEOPLE.field("unit"),
        pa.field("group", pa.int64()),
        tables.PEOPLE.field("person"),
        pa.field("stage", pa.string()),
        tables.PEOPLE.field("start"),
        tables.PEOPLE.field("end"),
        pa.field("ended_at", MOMENT),
    ]
)


def _there(known_at: datetime | None, units: Collection[int] | None) -> pa.Table:
    return _left(_rows(known_at, units), known_at)


def _left(
    rows: QuerySet[Membership], known_at: datetime | None, *, joined: bool = False
) -> pa.Table:
    """Members of normal standing as whole columns: a province's leave in seconds. An end that was
    recorded after the moment was not known yet."""
    names = ("unit_id", "group_id", "person_id", "stage", "start", "end", "ended_at")
    schema = _ROWS
    if joined:
        names, schema = (*names, "person__joined_on"), _ROWS.append(pa.field("joined", pa.date32()))
    found = leaving.table(rows.filter(standing=Standing.NORMAL).values_list(*names), schema)
    if known_at is None:
        return found
    later = pc.fill_null(pc.greater(found["ended_at"], pa.scalar(known_at, MOMENT)), False)
    end = pc.if_else(later, pa.scalar(None, pa.date32()), found["end"])
    return found.set_column(found.schema.get_field_index("end"), "end", end)


def tallies(
    *, since: date = date.min, known_at: datetime | None = None,
    units: Collection[int] | None = None,
) -> pa.Table:  # fmt: skip
    """Changes of full_members, members, voters, floating_out and floating_in, in the schema of
    `core.facts.life`. An organisation on whose roster nobody ever was has a change of nought."""
    changes: Counter[tuple[int, str, date]] = Counter()
    for unit, field, on, change in _floating(units):
        changes[unit, field, on] += change
    for unit, start in _empty(units):
        for field in (tables.FULL_MEMBERS, tables.MEMBERS, tables.VOTERS):
            changes[unit, field, start] += 0
    others = _table(tables.TALLIES, ((*key, change) for key, change in changes.items()))
    found = pa.concat_tables([*_counted(_there(known_at, units)), others])
    if units is not None:
        found = found.filter(pc.is_in(found["unit"], pa.array(units, pa.int64())))
    # Who only asks of later days is told of all earlier ones together.
    on = pc.max_element_wise(found["on"], pa.scalar(since, pa.date32()))
    found = found.set_column(found.schema.get_field_index("on"), "on", on)
    summed = found.group_by(["unit", "field", "on"]).aggregate([("change", "sum")])
    order = [("unit", "ascending"), ("field", "ascending"), ("on", "ascending")]
    return summed.rename_columns(tables.TALLIES.names).sort_by(order).cast(tables.TALLIES)


def _counted(there: pa.Table) -> Iterator[pa.Table]:
    """One more from each start, one less from each end: in the branch, and in the group."""
    full = there.filter(pc.equal(there["stage"], Stage.FULL.value))
    grouped = there.filter(there["group"].is_valid())
    for rows, of in ((there, "unit"), (grouped, "group")):
        yield from _changes(rows, of, tables.MEMBERS)
    grouped = full.filter(full["group"].is_valid())
    for field in (tables.FULL_MEMBERS, tables.VOTERS):
        for rows, of in ((full, "unit"), (grouped, "group")):
            yield from _changes(rows, of, field)


def _changes(rows: pa.Table, of: str, field: str) -> Iterator[pa.Table]:
    ended = rows.filter(rows["end"].is_valid())
    for found, day, change in ((rows, "start", 1), (ended, "end", -1)):
        columns = [
            found[of], pa.repeat(pa.scalar(field), len(found)), found[day],
            pa.repeat(pa.scalar(change, pa.int32()), len(found)),
        ]  # fmt: skip
        yield pa.table(columns, schema=tables.TALLIES)


def _empty(units: Collection[int] | None) -> Iterator[tuple[int, date]]:
    """Every branch from its first day, so that nobody there is told from nobody knows."""
    placed = Placement.objects.live().filter(hierarchy="party", unit__kind__in=party.BRANCHES)
    if units is not None:
        placed = placed.filter(unit__in=units)
    first: dict[int, date] = {}
    for unit, start in placed.order_by("start").values_list("unit_id", "start").iterator(_CHUNK):
        first.setdefault(unit, start)
    yield from first.items()


def _floating(units: Collection[int] | None) -> Iterator[tuple[int, str, date, int]]:
    """Away from home from the day they left; with the host from the day it took them in."""
    found = Floating.objects.select_related("process").prefetch_related("process__steps")
    if units is not None:
        found = found.filter(Q(home__in=units) | Q(branch__in=units))
    for one in found:
        closed = one.process.closed_on
        yield one.home_id, tables.FLOATING_OUT, one.since, 1
        if closed:
            yield one.home_id, tables.FLOATING_OUT, closed, -1
        accepted = next((s.on for s in one.process.steps.all() if s.to == "accepted"), None)
        if one.branch_id and accepted:
            yield one.branch_id, tables.FLOATING_IN, accepted, 1
            if closed:
                yield one.branch_id, tables.FLOATING_IN, closed, -1


def people(*, known_at: datetime | None = None, units: Collection[int] | None = None) -> pa.Table:
    """Who was a member of which organisation for which time, and since when without a break
    wherever they were, outside as well; persons as surrogate keys."""
    if units is not None and not units:
        return tables.PEOPLE.empty_table()
    rows = _rows(known_at, None)
    if units is not None:
        rows = rows.filter(person__in=_rows(known_at, units).values("person"))
    there = _left(rows, known_at, joined=True)
    there = there.append_column("since", unbroken(there))
    if units is not None:
        there = there.filter(pc.is_in(there["unit"], pa.array(units, pa.int64())))
    there = there.append_column("role", pa.repeat(pa.scalar("member"), len(there)))
    return there.select(tables.PEOPLE.names).cast(tables.PEOPLE)


def obligations(
    *, on: date | None = None, known_at: datetime | None = None,
    units: Collection[int] | None = None,
) -> pa.Table:  # fmt: skip
    """Letters on their way, members waiting to be taken in, contacts due: by whom, by when.

    With `on`, without what began later. Steps of a case are known from the day they were taken.
    """
    found = [*_letters(units), *_waiting(units), *_contacts(units)]
    last = date.max if on is None else on
    if known_at is not None:
        last = min(last, timezone.localdate(known_at))
    return _table(tables.OBLIGATIONS, (row for row in found if row[2] <= last))


def _processes(definition: tuple[str, ...], side: str, units: Collection[int] | None) -> Any:
    found = Process.objects.filter(definition__in=definition, sides__side=side)
    if units is not None:
        found = found.filter(sides__unit__in=units)
    return found.prefetch_related("steps", "sides").distinct()


def _letters(units: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    """The sender answers from the day the letter went out until the case is closed."""
    norm = "members.transfer_letter_days"
    within = _Norm(norm)
    for one in _processes(("transfer", "transfer_out"), "sender", units):
        sender = next(s.unit_id for s in one.sides.all() if s.side == "sender")
        days = within.of(sender, one.opened_on)
        if days is not None:
            due = one.opened_on + timedelta(days=days)
            yield sender, "members.transfer_overdue", one.opened_on, due, one.closed_on


def _waiting(units: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    """The host answers from the day the member reported in until it said yes or no."""
    within = _Norm("members.floating_accept_days")
    for one in _processes(("floating",), "host", units):
        host = next(s.unit_id for s in one.sides.all() if s.side == "host")
        steps = list(one.steps.all())
        for number, step in enumerate(steps):
            days = within.of(host, step.on) if step.to == "reported" else None
            if days is not None:
                done = steps[number + 1].on if number + 1 < len(steps) else None
                due = step.on + timedelta(days=days)
                yield host, "members.floating_unaccepted", step.on, due, done


def _contacts(units: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    """Home is in contact every so many months: each contact opens the next."""
    within = _Norm("members.floating_contact_months")
    found = Floating.objects.select_related("process")
    if units is not None:
        found = found.filter(home__in=units)
    days: dict[int, list[date]] = defaultdict(list)
    contacts = Contact.objects.filter(floating__in=found) if units is not None else Contact.objects
    for floating, on in contacts.order_by("on").values_list("floating_id", "on"):
        days[floating].append(on)
    for one in found:
        opened = one.since
        for done in [*(on for on in days[one.pk] if on > one.since), one.process.closed_on]:
            months = within.of(one.home_id, opened)
            if months is not None:
                due = months_after(opened, months)
                yield one.home_id, "members.floating_contact", opened, due, done
            if done is not None:
                opened = done


class _Norm:
    """A norm's value for units, each looked up once."""

    def __init__(self, code: str) -> None:
        self.code, self.book = code, books.book()
        self._where: dict[int, list[str]] = {}

    def of(self, unit: int, on: date) -> int | None:
        if unit not in self._where:
            self._where[unit] = jurisdictions(Unit.objects.get(pk=unit), on)
        found = resolve(self.book, self.code, self._where[unit], on)
        return None if found is None else int(found.value)
