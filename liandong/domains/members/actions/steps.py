"""Steps of a membership: each ends the row that holds and begins the next."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from liandong.domains.members import refusals, rules
from liandong.domains.members.actions.telling import (
    must_take,
    not_in_future,
    one_at_a_time,
    reasoned,
    tell,
)
from liandong.domains.members.enums import Entry, Exit, Stage, Standing
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs.models import Unit

_ORDER = list(Stage)
_SAID = ("unit", "group", "stage", "standing", "entry", "start", "end", "ended_at", "exit")


def standing_on(person: Person, on: date) -> Membership:
    """The row that holds on a day. Raises `LiandongError` `not_on_the_roster`."""
    row = person.memberships.on(on).select_related("unit", "group").first()
    if row is None:
        raise refusals.nobody_there(person.name, on)
    return row


def set_stage(person: Person, *, to: str, on: date, by: str, at: datetime) -> Membership:
    """One stage further from a day on.

    Raises `LiandongError`: wrong_stage, stage_too_early, before_last_change, in_future, …
    """
    not_in_future(on, at)
    with one_at_a_time(person):
        row = standing_on(person, on)
        if _ORDER.index(Stage(to)) != _ORDER.index(Stage(row.stage)) + 1:
            raise refusals.wrong_step(row.stage, to)
        _long_enough(person, row, to, on)
        _joined(person, to, on)
        return _next(row, on, by, at, action="set_stage", entry=Entry.STAGE, stage=to)


def _joined(person: Person, stage: str, on: date) -> None:
    """The day of joining, or of full membership, is that of the step."""
    field = {Stage.PROBATIONARY: "joined_on", Stage.FULL: "full_on"}.get(Stage(stage))
    if field:
        setattr(person, field, on)
        person.save(update_fields=[field])


def _long_enough(person: Person, row: Membership, to: str, on: date) -> None:
    rule = rules.before_stage(person, row, to, on)
    if rule and rule.earliest and on < rule.earliest:
        raise refusals.too_early(to, rule.earliest, rule.months)


def move(
    person: Person, *, unit: Unit, on: date, by: str, at: datetime, group: Unit | None = None,
    entry: str = Entry.MOVED,
) -> Membership:  # fmt: skip
    """To another branch or group from a day on; what happened before stays where it happened."""
    not_in_future(on, at)
    must_take(unit, group, on)
    with one_at_a_time(person):
        row = standing_on(person, on)
        if (row.unit_id, row.group_id) == (unit.pk, group and group.pk):
            raise refusals.same_place()
        return _next(row, on, by, at, action="move", entry=entry, unit=unit, group=group)


def suspend(person: Person, *, on: date, reason: str, by: str, at: datetime) -> Membership:
    """Membership is suspended: no rights, no duties, until it is resumed or ended."""
    not_in_future(on, at)
    said = reasoned(reason)
    with one_at_a_time(person):
        row = standing_on(person, on)
        return _next(row, on, by, at, action="suspend", entry=Entry.SUSPENDED, reason=said,
                     standing=Standing.SUSPENDED)  # fmt: skip


def resume(person: Person, *, on: date, reason: str, by: str, at: datetime) -> Membership:
    """Membership holds again."""
    not_in_future(on, at)
    said = reasoned(reason)
    with one_at_a_time(person):
        row = standing_on(person, on)
        return _next(row, on, by, at, action="resume", entry=Entry.RESUMED, reason=said,
                     standing=Standing.NORMAL)  # fmt: skip


def leave(
    person: Person, *, exit: str, on: date, by: str, at: datetime, reason: str = ""
) -> Membership:
    """From a day on in no organisation any more."""
    not_in_future(on, at)
    why = Exit(exit)
    said = reason.strip()[:500] if why is Exit.DIED else reasoned(reason)
    with one_at_a_time(person):
        row = standing_on(person, on)
        _end(row, on, at, exit=why.value)
        tell("leave", person, unit=row.unit, since=on, by=by, at=at,
             after={"exit": why.value, "on": on}, reason=said)  # fmt: skip
    return row


def correct(
    row: Membership, *, reason: str, by: str, at: datetime, **said: Any
) -> Membership | None:
    """The row was wrong: void it, and say it anew with what is different (unit, group, stage,
    start, end); nothing given: it never held. The new row."""
    why = reasoned(reason)
    if unknown := set(said) - {"unit", "group", "stage", "start", "end", "standing"}:
        raise TypeError(f"not part of a membership: {sorted(unknown)}")
    with one_at_a_time(row.person):
        live = Membership.objects.filter(pk=row.pk, voided_at=None)
        if not live.update(voided_at=at, voided_by=by, void_reason=why):
            raise refusals.before_last(row.start, row.start)
        anew = None
        if said:
            names = (
                "unit",
                "group",
                "stage",
                "standing",
                "entry",
                "start",
                "end",
                "ended_at",
                "exit",
            )
            kept = {name: getattr(row, name) for name in names} | said
            kept["ended_at"] = kept["end"] and (kept["ended_at"] or at)
            must_take(kept["unit"], kept["group"], kept["start"])
            anew = Membership.objects.create(
                person=row.person, recorded_at=at, recorded_by=by, **kept
            )
        _follow(row, anew)
        tell("correct", row.person, unit=row.unit, by=by, at=at, reason=why,
             since=min(row.start, anew.start) if anew else row.start,
             before={"row": row.pk}, after={"row": anew and anew.pk, "said": sorted(said)},
             units=_everywhere(row.person))  # fmt: skip
    return anew


def _follow(row: Membership, anew: Membership | None) -> None:
    """A day of joining that came from the step goes with its correction."""
    field = {Stage.PROBATIONARY: "joined_on", Stage.FULL: "full_on"}.get(Stage(row.stage))
    person = row.person
    if field is None or row.entry != Entry.STAGE or getattr(person, field) != row.start:
        return
    setattr(person, field, anew.start if anew and anew.stage == row.stage else None)
    person.save(update_fields=[field])


def _everywhere(person: Person) -> list[int]:
    """Wherever somebody is on record: since when they are a member counts where they are now."""
    return list(Membership.objects.live().filter(person=person).values_list("unit_id", flat=True))


def _next(
    row: Membership, on: date, by: str, at: datetime, *, action: str, reason: str = "", **said: Any
) -> Membership:
    _end(row, on, at)
    names = ("unit", "group", "stage", "standing")
    kept = {name: getattr(row, name) for name in names} | said
    anew = Membership.objects.create(
        person=row.person, start=on, recorded_at=at, recorded_by=by, **kept
    )
    tell(action, row.person, unit=anew.unit, since=on, by=by, at=at, reason=reason,
         before={"stage": row.stage, "unit": row.unit.code, "standing": row.standing},
         after={"stage": anew.stage, "unit": anew.unit.code, "standing": anew.standing, "on": on},
         units=[row.unit_id])  # fmt: skip
    return anew


def _end(row: Membership, on: date, at: datetime, exit: str = "") -> None:
    if on <= row.start:
        raise refusals.before_last(on, row.start)
    open_row = Membership.objects.filter(pk=row.pk, voided_at=None, end=row.end)
    if row.end is not None or not open_row.update(end=on, ended_at=at, exit=exit):
        raise refusals.before_last(on, row.end or row.start)
