"""Courses, and who took part for how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.life import refusals
from liandong.domains.life.actions.checks import not_in_future, not_in_past, stands
from liandong.domains.life.actions.said import CourseSaid
from liandong.domains.life.actions.telling import announce, one_at_a_time, reasoned, tell
from liandong.domains.life.models import Course, CourseHours
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs.models import Unit

LONGEST, LONGEST_TITLE = Decimal(200), 200


def record_course(
    *, unit: Unit, title: str, on: date, hours: Decimal, by: str, at: datetime,
    for_secretaries: bool = False, people: Mapping[int, Decimal | None] | None = None,
) -> Course:  # fmt: skip
    """A course took place; `people` are those who took part ({person id: hours, or `None` for all
    of them}). Raises `LiandongError`: held_in_future, unit_not_there, hours_out_of_range, too_long,
    course_recorded_already, nobody_learned, …"""
    not_in_future(on, at)
    with one_at_a_time(unit):
        course = _made(unit, CourseSaid(title, on, hours, for_secretaries), by, at)
        if people is not None and not people:
            raise refusals.nobody_learned()
        touched = _give(course, people or {}, by, at)
        tell("record_course", unit, subject=f"course:{course.pk}", since=on, by=by, at=at,
             after={"hours": hours, "people": len(people or {}), "secretaries": for_secretaries},
        )  # fmt: skip
        announce(touched, since=on, at=at)
    return course


def plan_course(
    *, unit: Unit, title: str, on: date, hours: Decimal, by: str, at: datetime,
    for_secretaries: bool = False,
) -> Course:  # fmt: skip
    """A course that is to come: nobody has hours of it until it is said who was there. Raises
    `LiandongError` as `record_course`; planned_in_past."""
    not_in_past(on, at)
    with one_at_a_time(unit):
        course = _made(unit, CourseSaid(title, on, hours, for_secretaries), by, at)
        tell("plan_course", unit, subject=f"course:{course.pk}", since=on, by=by, at=at,
             after={"hours": hours, "secretaries": for_secretaries})  # fmt: skip
    return course


def _made(unit: Unit, said: CourseSaid, by: str, at: datetime) -> Course:
    stands(unit, said.on)
    title = said.title.strip()
    if not 0 < len(title) <= LONGEST_TITLE:
        raise refusals.too_long(
            "培训名称（不能为空）", "title (which cannot be empty)", LONGEST_TITLE
        )
    _possible(said.hours, LONGEST)
    if Course.objects.live().filter(unit=unit, title=title, on=said.on).exists():
        raise refusals.course_recorded_already(title, said.on)
    return Course.objects.create(
        unit=unit, title=title, on=said.on, hours=said.hours,
        for_secretaries=said.for_secretaries, recorded_at=at, recorded_by=by,
    )  # fmt: skip


def give_hours(
    course: Course, *, people: Mapping[int, Decimal | None], by: str, at: datetime
) -> int:
    """More people took part; how many. Raises `LiandongError`: life_hours_once,
    hours_out_of_range, held_in_future."""
    not_in_future(course.on, at)
    with one_at_a_time(course.unit):
        touched = _give(course, people, by, at)
        tell("give_hours", course.unit, subject=f"course:{course.pk}", since=course.on, by=by,
             at=at, after={"people": len(people)})  # fmt: skip
        announce(touched, since=course.on, at=at)
    return len(people)


def void_hours(hours: CourseHours, *, reason: str, by: str, at: datetime) -> None:
    """This person did not take part, or for another time: void, then give the right hours."""
    why, course = reasoned(reason), hours.course
    with one_at_a_time(course.unit):
        live = CourseHours.objects.live().filter(pk=hours.pk)
        if not live.update(voided_at=at, voided_by=by, void_reason=why):
            raise refusals.term_moved_on()
        tell("void_hours", course.unit, subject=f"course:{course.pk}", since=course.on, by=by,
             at=at, reason=why)  # fmt: skip
        announce(_homes([hours.person_id], course.on), since=course.on, at=at)


def void_course(course: Course, *, reason: str, by: str, at: datetime) -> Course:
    """The course did not take place: void it, and all hours of it."""
    why = reasoned(reason)
    voiding = {"voided_at": at, "voided_by": by, "void_reason": why}
    with one_at_a_time(course.unit):
        if not Course.objects.live().filter(pk=course.pk).update(**voiding):
            raise refusals.term_moved_on()
        people = list(course.hours_of.live().values_list("person_id", flat=True))
        course.hours_of.live().update(**voiding)
        course.refresh_from_db()
        tell("void_course", course.unit, subject=f"course:{course.pk}", since=course.on, by=by,
             at=at, before={"people": len(people)}, reason=why)  # fmt: skip
        announce(_homes(people, course.on), since=course.on, at=at)
    return course


def _give(course: Course, people: Mapping[int, Decimal | None], by: str, at: datetime) -> set[int]:
    given = {person: course.hours if hours is None else hours for person, hours in people.items()}
    _all_possible(given, course.hours)
    CourseHours.objects.bulk_create(
        CourseHours(course=course, person_id=person, hours=hours, recorded_at=at, recorded_by=by)
        for person, hours in given.items()
    )
    return _homes(list(given), course.on)


def _homes(people: list[int], on: date) -> set[int]:
    """The branches whose duties these hours may change: those of the day, and those of today."""
    rows = Membership.objects.live().filter(person_id__in=people, start__lte=on) | (
        Membership.objects.live().filter(person_id__in=people, end=None)
    )
    return set(rows.values_list("unit_id", flat=True))


def _all_possible(given: Mapping[int, Decimal], most: Decimal) -> None:
    """Nobody has more of a course than all of it."""
    odd = [who for who, hours in given.items() if not possible(hours, most)]
    if odd:
        names = Person.objects.filter(pk__in=odd).order_by("pinyin", "pk")
        raise refusals.hours_of_somebody(list(names.values_list("name", flat=True)[:5]), most)


def possible(hours: Decimal, most: Decimal) -> bool:
    """Whether these can be hours: above 0, not above the most, with one decimal."""
    return 0 < hours <= most and hours == round(hours, 1)


def _possible(hours: Decimal, most: Decimal) -> None:
    if not possible(hours, most):
        raise LiandongError(
            "hours_out_of_range",
            Text(
                f"学时要大于 0、不超过 {most}，最多一位小数。",
                f"Hours are above 0, at most {most}, with one decimal.",
            ),
        )
