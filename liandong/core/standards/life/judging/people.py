"""Training of people, terms of bodies, and obligations with a day of their own."""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.standards.life.judging.rules import (
    owed,
    rules,
    stage,
    standing,
    today,
    unbound,
    with_exemptions,
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

_OF_SECRETARIES = [one.code for one in TRAINING if one.role == SECRETARY]
NORM = "decimal(18, 4)"
_COURSES = [one.code for one in TRAINING if one.courses]


@cache
def trained() -> ibis.Table:
    """Unit and call → how many people should have been trained this year, and how many have."""
    seen = today(unbound("training"))
    seen = seen.filter(seen.on <= seen.day, seen.on >= seen.day.truncate("Y"))
    had = seen.group_by("person").agg(
        hours=seen.hours.sum().cast(NORM), courses=seen.count(where=seen.secretary).cast(NORM)
    )
    there = today(unbound("people"))
    there = there.filter(there.start <= there.day, there.end.isnull() | (there.end > there.day))
    there = there.select("unit", "person", "role", since=there.start)
    asked = owed([one.code for one in TRAINING])
    asked = asked.select("unit", "call", "standard", "latest", "value")
    role = asked.standard.isin(_OF_SECRETARIES).ifelse(SECRETARY, MEMBER)
    each = asked.mutate(role=role).join(there, ["unit", "role"])
    each = each.filter(each.since <= each.latest).drop("since", "latest").distinct()
    each = each.left_join(had, "person").drop("person_right")
    amount = each.standard.isin(_COURSES).ifelse(each.courses, each.hours).fill_null(0).cast(NORM)
    each = each.mutate(enough=(amount >= each.value).ifelse(1, 0))
    return each.group_by("unit", "call").agg(
        value=each.value.max(), required=each.count(), actual=each.enough.sum()
    )


@cache
def training() -> ibis.Table:
    """The duties to train: people of the role, and those who have had enough."""
    row = today(with_exemptions(stage("trained", trained())))
    asked = unbound("calls").select("call", "standard", "start", "end", "last")
    row = row.join(asked, "call")
    return row.select(
        "unit",
        "standard",
        "start",
        "end",
        due=row.last,
        norm=row.value,
        required=row.required.cast("decimal(18, 2)"),
        actual=row.actual.cast("decimal(18, 2)"),
        status=status_of(
            done=row.actual >= row.required, exempt=row.let_off, in_time=row.end > row.day
        ),
    )


@cache
def terms() -> ibis.Table:
    """The duty to elect: the body's present term, and whether its end is near or past."""
    units = stage("standing", standing())
    body = units.community_body.ifelse(COMMUNITY_BODY, units.kind)
    asked = owed([TERM.code], units.mutate(kind=body))
    asked = today(with_exemptions(asked.select("unit", "zone", "call", "standard", "value")))
    remind = stage("rules", rules()).join(
        unbound("calls").filter(unbound("calls").norm == REMINDER).select("call"), "call"
    )
    asked = asked.left_join(remind.select("zone", months=remind.value), "zone").drop("zone_right")
    row = asked.left_join(_present_terms(), "unit").drop("unit_right")
    return row.select(
        "unit",
        "standard",
        "start",
        end=_after(row.due),
        due=row.due,
        norm=row.value,
        required=ibis.literal(1).cast("decimal(18, 2)"),
        actual=_one_if(row.due >= row.day),
        status=status_of(
            done=~_is_near(row.day, row.due, row.months.fill_null(0)),
            exempt=row.let_off,
            unknown=row.due.isnull(),
            in_time=row.due >= row.day,
        ),
    )


def _present_terms() -> ibis.Table:
    known = today(unbound("terms"))
    known = known.filter(
        known.start <= known.day,
        known.ended.isnull() | (known.ended > known.day),
        known.voided_at.isnull() | (known.voided_at > known.known_at),
    )
    return known.group_by("unit").agg(start=known.start.max(), due=known.due.argmax(known.start))


def _one_if(said: ibis.Value) -> ibis.Value:
    """1 or 0, null where it cannot be said."""
    return ibis.cases((said, 1), (~said, 0)).cast("decimal(18, 2)")


def _after(day: ibis.Value) -> ibis.Value:
    # DuckDB makes a moment of a day and an interval, whatever Ibis takes it for.
    return (day.cast("timestamp") + ibis.interval(days=1)).cast("date")


def _is_near(day: ibis.Value, due: ibis.Value, months: ibis.Value) -> ibis.Value:
    """Whether the day is no more than so many months before the last day, or after it."""
    between = (due.year() - day.year()) * 12 + (due.month() - day.month())
    return (between < months) | ((between == months) & (day.day() >= due.day()))


@cache
def dated() -> ibis.Table:
    """One row per unit and standard: the obligations that are open, or were met this year."""
    asked = owed([one.code for one in OBLIGATIONS]).select("unit", "call", "standard", "value")
    known = today(unbound("obligations"))
    known = known.filter(known.opened <= known.day)
    done = known.done.notnull() & (known.done <= known.day)
    known = known.mutate(is_open=~done)
    known = known.filter(known.is_open | (known.done >= known.day.truncate("Y")))
    counted = known.group_by("unit", "standard").agg(
        start=known.opened.min(),
        open_due=known.due.min(where=known.is_open),
        last_due=known.due.max(),
        required=known.count(),
        actual=known.count(where=~known.is_open),
    )
    row = today(with_exemptions(asked.join(counted, ["unit", "standard"])))
    due = row.open_due.coalesce(row.last_due)
    return row.select(
        "unit",
        "standard",
        "start",
        end=_after(due),
        due=due,
        norm=row.value,
        required=row.required.cast("decimal(18, 2)"),
        actual=row.actual.cast("decimal(18, 2)"),
        status=status_of(
            done=row.open_due.isnull(), exempt=row.let_off, in_time=row.open_due >= row.day
        ),
    )
