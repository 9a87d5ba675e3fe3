"""Courses of organisations, and how much of the year's hours each person has had."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.life.calendar import latest_beginning, year_of
from liandong.core.standards.life.people import MEMBER, SECRETARY
from liandong.domains.life.entitled import learners
from liandong.domains.life.models import CommitteeSeat, Course, CourseHours
from liandong.domains.life.queries.meetings import begin
from liandong.domains.members.enums import Stage, Standing
from liandong.domains.members.models import Membership, Person
from liandong.domains.members.unbroken import known as unbroken
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place

_NONE = Decimal()
_TYPES = (pa.int64(), pa.date32(), pa.date32())
_MEMBERS = (Stage.FULL, Stage.PROBATIONARY)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course in a list; `people` have hours of it. Without any it is a plan."""

    id: int
    unit_code: str
    unit_name: str
    title: str
    on: date
    hours: Decimal
    for_secretaries: bool
    people: int


@dataclass(frozen=True, slots=True)
class CoursePage:
    """Some rows, and the text to ask for the next ones by; `None` when there are no more."""

    rows: tuple[CourseRow, ...]
    next: str | None


_FIELDS = ("pk", "unit__code", "unit__name", "title", "on", "hours", "for_secretaries")


def course(pk: int) -> Course:
    """One course with its unit. Raises `LiandongError` `no_such_course`."""
    found = Course.objects.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise LiandongError("no_such_course", Text("没有这次培训。", "There is no such course."))
    return found


def courses(
    units: Collection[int] | QuerySet[Any], *, year: int, after: str | None = None, limit: int = 50,
    title: str = "", for_secretaries: bool | None = None, held: bool | None = None,
) -> CoursePage:  # fmt: skip
    """Courses of a year, the latest first; by part of the title, for whom, held or only planned.
    `after` is the `next` of the page before. Raises `LiandongError` `bad_cursor`."""
    found = Course.objects.live().filter(unit_id__in=units, on__year=year)
    if title:
        found = found.filter(title__contains=title.replace("\x00", ""))
    if for_secretaries is not None:
        found = found.filter(for_secretaries=for_secretaries)
    if held is not None:
        with_hours = CourseHours.objects.live().values("course_id")
        found = found.filter(pk__in=with_hours) if held else found.exclude(pk__in=with_hours)
    if after:
        day, pk = begin(after)
        found = found.filter(Q(on__lt=day) | Q(on=day, pk__lt=pk))
    had = CourseHours.objects.live().filter(course=OuterRef("pk")).order_by().values("course")
    people = Coalesce(Subquery(had.values(n=Count("pk"))), 0)
    said = found.annotate(people=people).order_by("-on", "-pk")
    rows = list(said.values_list(*_FIELDS, "people")[: limit + 1])
    more, lines = len(rows) > limit, tuple(CourseRow(*row) for row in rows[:limit])
    return CoursePage(lines, f"{lines[-1].on:%Y%m%d}-{lines[-1].id}" if more else None)


@dataclass(frozen=True, slots=True)
class Learner:
    """What somebody has had of the year's training up to a day. `since` when they have been a
    member, or on a body, without a break, wherever; `owes`: early enough in the year for the duty.
    """

    person: int
    name: str
    pinyin: str
    since: date
    owes: bool
    hours: Decimal
    courses: int


def learning(unit: Unit | Place, *, role: str, on: date) -> list[Learner]:
    """The members of a branch or group, or those who sit on a body, as they stand on a day, in the
    order of their names: the same people, and hours, as the duty counts. Two queries."""
    return everybody_learning(unit, roles=[role], on=on)[role]


def everybody_learning(
    unit: Unit | Place, *, roles: Sequence[str], on: date
) -> dict[str, list[Learner]]:
    """The same in several roles; a query for each, and one for all hours."""
    there = {role: _there(unit, role, on) for role in roles}
    latest = latest_beginning(year_of(on))
    had = _had({row[0] for rows in there.values() for row in rows}, on)
    return {
        role: [
            Learner(*row, row[3] <= latest, *had.get(row[0], (_NONE, 0)))
            for row in sorted(rows, key=lambda row: (row[2], row[0]))
        ]
        for role, rows in there.items()
    }


def _there(unit: Unit | Place, role: str, on: date) -> list[tuple[int, str, str, date]]:
    """Who is there on the day, each with the first day of their unbroken time."""
    if role == SECRETARY:
        place, rows = "term__unit_id", CommitteeSeat.objects.filter(term__voided_at=None)
    else:
        place = "group_id" if unit.kind == Kind.PARTY_GROUP else "unit_id"
        rows = Membership.objects.filter(stage__in=_MEMBERS, standing=Standing.NORMAL)
    here = rows.on(on).filter(**{place: unit.id})
    said = ("person_id", "start", "end", place, "person__name", "person__pinyin",
            "person__joined_on")  # fmt: skip
    found = list(rows.live().filter(person__in=here.values("person")).values_list(*said))
    columns = [[row[at] for row in found] for at in range(3)]
    joined = [None if role == SECRETARY else row[6] for row in found]
    times = pa.table(
        [*map(pa.array, columns, _TYPES), pa.array(joined, pa.date32())],
        names=["person", "start", "end", "joined"],
    )
    return [
        (person, name, pinyin, began)
        for (person, start, end, there, name, pinyin, _joined), began in zip(
            found, unbroken(times).to_pylist(), strict=True
        )
        if there == unit.id and start <= on and (end is None or end > on)
    ]


def _counting(people: Collection[int], on: date) -> QuerySet[CourseHours]:
    """The hours that count for these people in the year up to a day, wherever they were."""
    return CourseHours.objects.live().filter(
        person_id__in=people, course__voided_at=None, course__on__gte=year_of(on).start,
        course__on__lte=on,
    )  # fmt: skip


def _had(people: Collection[int], on: date) -> dict[int, tuple[Decimal, int]]:
    """Hours, and courses for secretaries."""
    named = Count("pk", filter=Q(course__for_secretaries=True))
    rows = (
        _counting(people, on)
        .order_by()
        .values_list("person_id")
        .annotate(hours=Sum("hours"), named=named)
    )
    return {person: (hours, courses) for person, hours, courses in rows}


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody's hours of one course of the year; `whole` are those of all of it."""

    name: str
    on: date
    title: str
    unit_name: str
    whole: Decimal
    hours: Decimal


def taken(people: Collection[int], *, on: date) -> list[Taken]:
    """What makes up the hours of some people in the year up to a day, person by person."""
    said = ("person__name", "course__on", "course__title", "course__unit__name", "course__hours",
            "hours")  # fmt: skip
    ordered = _counting(people, on).order_by("person__pinyin", "person_id", "course__on", "pk")
    return [Taken(*row) for row in ordered.values_list(*said)]


@dataclass(frozen=True, slots=True)
class TookPart:
    """Somebody with hours of a course."""

    person: int
    name: str
    hours: Decimal


def took_part(of: Course) -> list[TookPart]:
    """Who has hours of a course, in the order of their names; of a voided one, who had."""
    given = of.hours_of.all() if of.voided_at else of.hours_of.live()
    ordered = given.order_by("person__pinyin", "person_id")
    return [TookPart(*row) for row in ordered.values_list("person_id", "person__name", "hours")]


def could_take_part(
    unit: Unit, *, for_secretaries: bool, on: date, most: int
) -> list[Person] | None:
    """Whom a course of this organisation is for, on a day, in the order of their names; `None` if
    they are more than `most`."""
    ids = list(learners(unit, on, for_secretaries=for_secretaries)[: most + 1])
    if len(ids) > most:
        return None
    people = Person.objects.filter(pk__in=ids).only("pk", "name", "pinyin")
    return list(people.order_by("pinyin", "pk"))


__all__ = [
    "MEMBER", "SECRETARY", "CoursePage", "CourseRow", "Learner", "Taken", "TookPart",
    "could_take_part", "course", "courses", "everybody_learning", "learning", "taken", "took_part",
]  # fmt: skip
