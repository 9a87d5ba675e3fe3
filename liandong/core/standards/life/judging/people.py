"""Training of people, terms of bodies, and obligations with a day of their own."""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.standards.life.calendar import BEFORE
from liandong.core.standards.life.judging.frame import frame
from liandong.core.standards.life.judging.numbered import NUMBER
from liandong.core.standards.life.judging.rules import (
    AMOUNT,
    is_let_off,
    owed,
    rules,
    stage,
    today,
    unbound,
)
from liandong.core.standards.life.judging.standing import status_of
from liandong.core.standards.life.people import (
    COMMUNITY_BODY,
    MEMBER,
    OBLIGATIONS,
    REMINDER,
    SECRETARY,
    TERM,
    TRAINING,
)

_OF_SECRETARIES = [NUMBER[one.code] for one in TRAINING if one.role == SECRETARY]
_COURSES = [NUMBER[one.code] for one in TRAINING if one.courses]
NORM = "decimal(18, 4)"


@cache
def trained() -> ibis.Table:
    """Unit, standard and slot → how many people should have been trained in that year, and how many
    have.

    The duty is the person's: who moves, becomes a full member or is elected anew is asked where
    they are now, or were when the year ended, by how long they have been a member, or on a body, at
    all.
    """
    each = _asked()
    seen = today(unbound("training"))
    seen = seen.filter(seen.on <= seen.day).select("person", "on", "hours", "secretary")
    had = each.select("person", "begins", "last").distinct().join(seen, "person")
    had = had.filter(had.on >= had.begins, had.on <= had.last)
    had = had.group_by("person", "begins").agg(
        hours=had.hours.sum().cast(NORM), courses=had.count(where=had.secretary).cast(NORM)
    )
    each = each.left_join(had, ["person", "begins"])
    amount = each.number.isin(_COURSES).ifelse(each.courses, each.hours).fill_null(0).cast(NORM)
    each = each.mutate(enough=(amount >= each.value).ifelse(1, 0))
    return each.group_by("unit", "number", "slot").agg(
        required=each.count(), actual=each.enough.sum()
    )


def _asked() -> ibis.Table:
    """One row per person, standard and year of whom training is asked."""
    asked = owed(TRAINING, frame()).select(
        "unit", "number", "slot", "latest", "begins", "last", "value"
    )
    role = asked.number.isin(_OF_SECRETARIES).ifelse(SECRETARY, MEMBER)
    there = unbound("people").select("unit", "person", "role", "since", "start", "end")
    there = there.rename(joined="since", came="start", left="end")
    each = today(asked.mutate(role=role).join(there, ["unit", "role"]))
    stood = ibis.least(each.day, each.last)
    each = each.filter(
        each.joined <= each.latest,
        each.came <= stood,
        each.left.isnull() | (each.left > stood),
    )
    names = ("unit", "person", "number", "slot", "begins", "last", "value")
    return each.select(*names).distinct()


@cache
def training() -> ibis.Table:
    """The duties to train: people of the role, and those who have had enough."""
    row = owed(TRAINING, frame()).join(stage("trained", trained()), ["unit", "number", "slot"])
    return row.select(
        "unit",
        standard=row.number,
        start=row.begins,
        end=row.end,
        due=row.last,
        norm=row.value,
        required=row.required.cast(AMOUNT),
        actual=row.actual.cast(AMOUNT),
        status=status_of(
            done=row.actual >= row.required, exempt=is_let_off(row, TRAINING), in_time=row.current
        ),
        current=row.current,
        of_year=row.slot > BEFORE,
    )


@cache
def terms() -> ibis.Table:
    """The duty to elect: the body's present term, and whether its end is near or past."""
    units, calls = frame(), unbound("calls")
    body = units.community_body.ifelse(COMMUNITY_BODY, units.kind)
    asked = today(owed([TERM], units.mutate(kind=body)))
    remind = stage("rules", rules()).join(
        calls.filter(calls.norm == REMINDER).select("call"), "call"
    )
    asked = asked.left_join(remind.select("zone", months=remind.value), "zone").drop("zone_right")
    present = stage("present_terms", present_terms()).rename(term_start="start", term_due="due")
    row = asked.left_join(present, "unit").drop("unit_right")
    return row.select(
        "unit",
        standard=row.number,
        start=row.term_start,
        end=_after(row.term_due),
        due=row.term_due,
        norm=row.value,
        required=ibis.literal(1).cast(AMOUNT),
        actual=_one_if(row.term_due >= row.day),
        status=status_of(
            done=~_is_near(row.day, row.term_due, row.months.fill_null(0)),
            exempt=is_let_off(row, [TERM]),
            unknown=row.term_due.isnull(),
            in_time=row.term_due >= row.day,
        ),
        current=ibis.literal(True),
        of_year=ibis.literal(True),
    )


@cache
def present_terms() -> ibis.Table:
    """One row per unit: the term that is running on the day, the latest if there are several."""
    known = today(unbound("terms"))
    known = known.filter(
        known.start <= known.day,
        known.ended.isnull() | (known.ended > known.day),
        known.voided_at.isnull() | (known.voided_at > known.known_at),
    )
    return known.group_by("unit").agg(start=known.start.max(), due=known.due.argmax(known.start))


def _one_if(said: ibis.Value) -> ibis.Value:
    """1 or 0, null where it cannot be said."""
    return ibis.cases((said, 1), (~said, 0)).cast(AMOUNT)


def _after(day: ibis.Value) -> ibis.Value:
    # DuckDB makes a moment of a day and an interval, whatever Ibis takes it for.
    return (day.cast("timestamp") + ibis.interval(days=1)).cast("date")


def _is_near(day: ibis.Value, due: ibis.Value, months: ibis.Value) -> ibis.Value:
    """Whether the day is no more than so many months before the last day, or after it."""
    between = (due.year() - day.year()) * 12 + (due.month() - day.month())
    return (between < months) | ((between == months) & (day.day() >= due.day()))


@cache
def obliged() -> ibis.Table:
    """One row per unit and standard: the obligations that are open, or were met this year."""
    known = today(unbound("obligations"))
    known = known.filter(known.opened <= known.day)
    done = known.done.notnull() & (known.done <= known.day)
    known = known.mutate(is_open=~done)
    known = known.filter(known.is_open | (known.done >= known.day.truncate("Y")))
    number = ibis.cases(*((known.standard == one.code, NUMBER[one.code]) for one in OBLIGATIONS))
    return known.group_by("unit", number=number.cast("int16")).agg(
        opened=known.opened.min(),
        open_due=known.due.min(where=known.is_open),
        last_due=known.due.max(),
        required=known.count(),
        actual=known.count(where=~known.is_open),
    )


@cache
def dated() -> ibis.Table:
    """The duties with a day of their own."""
    row = owed(OBLIGATIONS, frame()).join(stage("obliged", obliged()), ["unit", "number"])
    row = today(row)
    due = row.open_due.coalesce(row.last_due)
    return row.select(
        "unit",
        standard=row.number,
        start=row.opened,
        end=_after(due),
        due=due,
        norm=row.value,
        required=row.required.cast(AMOUNT),
        actual=row.actual.cast(AMOUNT),
        status=status_of(
            done=row.open_due.isnull(),
            exempt=is_let_off(row, OBLIGATIONS),
            in_time=row.open_due >= row.day,
        ),
        current=ibis.literal(True),
        of_year=ibis.literal(True),
    )
