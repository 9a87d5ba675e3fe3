"""A course said anew: a plan that came about, a record that was wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from liandong.domains.life import refusals
from liandong.domains.life.actions.said import CourseSaid
from liandong.domains.life.actions.telling import one_at_a_time, reasoned
from liandong.domains.life.actions.training import (
    give_hours,
    record_course,
    void_course,
    void_hours,
)
from liandong.domains.life.models import Course, CourseHours


def held_after_all(
    course: Course, *, said: CourseSaid, came: Mapping[int, Decimal | None], by: str, at: datetime
) -> Course:
    """A plan came about, as planned or on another day; these people were there, for so many hours
    (`None`: all of them). Raises `LiandongError`: nobody_learned, stale, held_in_future, …"""
    return correct_course(
        course, said=said, came=came, among=came, reason="按实际举办情况登记", by=by, at=at
    )


def correct_course(
    course: Course, *, said: CourseSaid, came: Mapping[int, Decimal | None],
    among: Collection[int], reason: str, by: str, at: datetime,
) -> Course:  # fmt: skip
    """Say a course anew: of the people in `among`, those in `came` were there, for so many hours
    (`None`: all of them); of everybody else what is on record stays. Only the hours that are wrong
    are voided, or the course as a whole where it is described otherwise. Raises `LiandongError`:
    reason_missing, nobody_learned, stale, hours_out_of_range, …"""
    there = {who: came[who] for who in came if who in set(among)}
    with one_at_a_time(course.unit):
        if not Course.objects.live().filter(pk=course.pk).exists():
            raise refusals.term_moved_on()
        held = {one.person_id: one for one in CourseHours.objects.live().filter(course=course)}
        if not there and not held.keys() - set(among):
            raise refusals.nobody_learned()
        if not said.same_as(course):
            outside = [one for who, one in held.items() if who not in set(among)]
            return _instead(course, said, outside, there, reasoned(reason), by=by, at=at)
        given = {who: said.hours if hours is None else hours for who, hours in there.items()}
        wrong = [
            one for who, one in held.items() if who in set(among) and given.get(who) != one.hours
        ]
        # More people are added without a word; what is taken back needs one.
        why = reasoned(reason) if wrong else ""
        for one in wrong:
            void_hours(one, reason=why, by=by, at=at)
        right = held.keys() - {one.person_id for one in wrong}
        if new := {who: hours for who, hours in there.items() if who not in right}:
            give_hours(course, people=new, by=by, at=at)
    return course


def _instead(
    course: Course, said: CourseSaid, outside: list[CourseHours],
    there: dict[int, Decimal | None], why: str, *, by: str, at: datetime,
) -> Course:  # fmt: skip
    """Void it, and record it as it was; who was not gone through keeps a part of it as a part."""
    void_course(course, reason=why, by=by, at=at)
    kept = {
        one.person_id: None if one.hours == course.hours else min(one.hours, said.hours)
        for one in outside
    }
    return record_course(
        unit=course.unit, title=said.title, on=said.on, hours=said.hours,
        for_secretaries=said.for_secretaries, people={**kept, **there}, by=by, at=at,
    )  # fmt: skip
