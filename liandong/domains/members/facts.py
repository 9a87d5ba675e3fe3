"""What leaves for the engines: numbers of organisations, who was where as surrogate keys, what is
to be done by when. Never a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
from django.db.models import Q, QuerySet
from django.utils import timezone

from liandong.core.facts import life as tables
from liandong.core.kernel.period import months_after
from liandong.core.standards.norms import resolve
from liandong.domains.members.enums import MEMBERS, Stage, Standing
from liandong.domains.members.models import Contact, Floating, Membership
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


def _ends(end: date | None, ended_at: datetime | None, known_at: datetime | None) -> date | None:
    """An end recorded after the moment was not known yet."""
    unknown = known_at is not None and ended_at is not None and ended_at > known_at
    return None if unknown else end


def tallies(*, known_at: datetime | None = None, units: Collection[int] | None = None) -> pa.Table:
    """Changes of full_members, members, voters, floating_out and floating_in, in the schema of
    `core.facts.life`. An organisation on whose roster nobody ever was has a change of nought."""
    changes: Counter[tuple[int, str, date]] = Counter()
    names = ("unit_id", "group_id", "stage", "standing", "start", "end", "ended_at")
    for unit, group, stage, standing, start, end, ended_at in (
        _rows(known_at, units).values_list(*names).iterator(_CHUNK)
    ):
        last = _ends(end, ended_at, known_at)
        for field in _fields(stage, standing):
            for of in (unit, group) if group else (unit,):
                changes[of, field, start] += 1
                if last:
                    changes[of, field, last] -= 1
    for unit, field, on, change in _floating(units):
        changes[unit, field, on] += change
    for unit, start in _empty(units):
        for field in (tables.FULL_MEMBERS, tables.MEMBERS, tables.VOTERS):
            changes[unit, field, start] += 0
    wanted = None if units is None else set(units)
    return _table(
        tables.TALLIES,
        ((unit, field, on, change) for (unit, field, on), change in sorted(changes.items())
         if wanted is None or unit in wanted),
    )  # fmt: skip


def _fields(stage: str, standing: str) -> tuple[str, ...]:
    """What a member of this stage counts as; suspended, they count as nothing."""
    if standing != Standing.NORMAL:
        return ()
    if stage == Stage.FULL:
        return (tables.MEMBERS, tables.FULL_MEMBERS, tables.VOTERS)
    return (tables.MEMBERS,)


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
    """Who was a member of which organisation for which time; persons as surrogate keys."""
    names = ("unit_id", "person_id", "start", "end", "ended_at")
    rows = _rows(known_at, units).filter(standing=Standing.NORMAL)
    return _table(
        tables.PEOPLE,
        ((unit, person, "member", start, _ends(end, ended_at, known_at))
         for unit, person, start, end, ended_at in rows.values_list(*names).iterator(_CHUNK)),
    )  # fmt: skip


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
    for floating, on in Contact.objects.order_by("on").values_list("floating_id", "on"):
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
