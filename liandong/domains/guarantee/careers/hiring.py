"""Hiring by open examination, step by step (`norms/lifecycles/hiring.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.guarantee.careers import notice, refusals
from liandong.domains.guarantee.careers.models import Applicant, Hiring, Worker
from liandong.domains.guarantee.careers.service import on_the_ladder, serve
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.workflow import actions as workflow

CODE, EMPLOYER = "hiring", "employer"
_NUMBER = re.compile(r"[A-Za-z0-9-]{1,20}")


@dataclass(frozen=True, slots=True)
class Appointment:
    """Whom (by number) an employer appoints where, in which post and grade; `worker` is the
    number the person has from then on."""

    number: str
    worker: str
    unit: Unit
    post: str
    grade: int


def announce(
    *, employer: Unit, title: str, wanted: int, closes_on: date, by: str, at: datetime
) -> Hiring:
    """Open a hiring. Raises `LiandongError` bad_hiring."""
    name, today = title.strip(), timezone.localdate(at)
    if not 0 < len(name) <= 120 or wanted < 1 or closes_on <= today:
        raise refusals.bad_hiring()
    with explained():
        process = workflow.open_process(
            CODE, subject=f"unit:{employer.code}", sides={EMPLOYER: employer}, by=by, at=at,
            on=today,
        )  # fmt: skip
        hiring = Hiring.objects.create(
            process=process, unit=employer, title=name, wanted=wanted, closes_on=closes_on
        )
        _told("announce", hiring, by, at, {"wanted": wanted, "closes_on": closes_on})
    return hiring


def close(
    hiring: Hiring, *, numbers: Sequence[str], seen: str, by: str, at: datetime, note: str = ""
) -> Hiring:
    """Applications are closed, after the day that was announced, or before it with a reason: the
    numbers of those admitted, which nobody joins from then on. Raises `LiandongError`: bad_numbers,
    still_open."""
    if not numbers or len(set(numbers)) != len(numbers):
        raise refusals.bad_numbers()
    if not all(_NUMBER.fullmatch(one) for one in numbers):
        raise refusals.bad_numbers()
    _still(hiring, "close", seen, by, at)
    if still_open(hiring, timezone.localdate(at)) and not note.strip():
        raise refusals.still_open(hiring.closes_on)
    with explained():
        Applicant.objects.bulk_create(Applicant(hiring=hiring, number=one) for one in numbers)
        _take(hiring, "close", {"applicants": len(numbers)}, seen=seen, by=by, at=at, note=note)
    return hiring


def still_open(hiring: Hiring, on: date) -> bool:
    """Whether people may apply on a day: up to the last one announced, and that day too."""
    return on <= hiring.closes_on


def examine(
    hiring: Hiring, *, marks: Mapping[str, Decimal], seen: str, by: str, at: datetime
) -> Hiring:
    """Marks by number; whoever has none was absent. Raises `LiandongError`: unknown_numbers,
    bad_mark."""
    if any(not 0 <= mark <= 100 or mark != round(mark, 2) for mark in marks.values()):
        raise refusals.bad_mark()
    with explained():
        for one in _named(hiring, marks):
            one.mark = marks[one.number]
            one.save(update_fields=["mark"])
        _take(hiring, "examine", {"examined": len(marks)}, seen=seen, by=by, at=at)
    return hiring


def publish(hiring: Hiring, *, passed: Collection[str], seen: str, by: str, at: datetime) -> Hiring:
    """The numbers of those to be appointed. Raises `LiandongError`: unknown_numbers,
    too_many_passed; nobody passes without a mark."""
    if len(set(passed)) > hiring.wanted:
        raise refusals.too_many(len(set(passed)), hiring.wanted)
    with explained():
        found = _named(hiring, passed)
        if any(one.mark is None for one in found):
            raise refusals.unknown_numbers(sum(one.mark is None for one in found))
        hiring.applicants.update(passed=False)
        hiring.applicants.filter(number__in=passed).update(passed=True)
        _take(hiring, "publish", {"passed": len(set(passed))}, seen=seen, by=by, at=at)
    return hiring


def take_back(hiring: Hiring, *, note: str, seen: str, by: str, at: datetime) -> Hiring:
    """The notice is taken back, to be published anew for its whole time. Raises `LiandongError`
    lifecycle.note_missing."""
    with explained():
        _take(hiring, "take_back", {}, seen=seen, by=by, at=at, note=note)
    return hiring


def appoint(
    hiring: Hiring, *, appointments: Sequence[Appointment], on: date, seen: str, by: str,
    at: datetime,
) -> list[Worker]:  # fmt: skip
    """Those who passed take up their posts on `on`, once the public notice of the results is over
    and every objection answered.

    Raises `LiandongError`: notice_running, objections_open, nobody_appointed, unknown_numbers,
    worker_taken, outside_employer, off_the_ladder.
    """
    made, workers = [], [one.worker.strip() for one in appointments]
    _still(hiring, "appoint", seen, by, at)
    notice.must_be_over(hiring, on=on, at=at)
    if not appointments:
        raise refusals.nobody_appointed()
    if len(set(workers)) != len(workers) or Worker.objects.filter(number__in=workers).exists():
        raise refusals.worker_taken()
    with explained():
        passed = {one.number: one for one in hiring.applicants.filter(passed=True)}
        strange = {one.number for one in appointments} - set(passed)
        if strange or len({one.number for one in appointments}) != len(appointments):
            raise refusals.unknown_numbers(len(strange) or 1)
        for one in appointments:
            _inside(hiring.unit, one.unit)
            on_the_ladder(one.unit, one.post, one.grade, on)
            worker = Worker.objects.create(number=one.worker, applicant=passed[one.number])
            serve(worker, unit=one.unit, post=one.post, grade=one.grade, on=on, by=by, at=at)
            made.append(worker)
        _take(hiring, "appoint", {"appointed": len(made)}, seen=seen, by=by, at=at)
    return made


def cancel(hiring: Hiring, *, note: str, seen: str, by: str, at: datetime) -> Hiring:
    """It comes to nothing. Raises `LiandongError` lifecycle.note_missing."""
    with explained():
        _take(hiring, "cancel", {}, seen=seen, by=by, at=at, note=note)
    return hiring


def _still(hiring: Hiring, transition: str, seen: str, by: str, at: datetime) -> None:
    """Whoever sends a form twice, or after somebody else, is told so before anything else."""
    hiring.process.refresh_from_db()
    if hiring.process.state != seen:
        _take(hiring, transition, {}, seen=seen, by=by, at=at)


def _named(hiring: Hiring, numbers: Collection[str]) -> list[Applicant]:
    found = list(hiring.applicants.filter(number__in=list(numbers)))
    if len(found) != len(set(numbers)):
        raise refusals.unknown_numbers(len(set(numbers)) - len(found))
    return found


def _inside(employer: Unit, unit: Unit) -> None:
    above = Position.objects.get(unit=employer, hierarchy=Hierarchy.TERRITORY)
    below = tree.subtree(above.path, Hierarchy.TERRITORY)
    if not below.filter(unit=unit).exists():
        raise refusals.outside()


def _take(
    hiring: Hiring, transition: str, after: dict[str, Any], *, seen: str, by: str, at: datetime,
    note: str = "",
) -> None:  # fmt: skip
    hiring.process = workflow.take(
        hiring.process, transition, seen=seen, by=by, at=at, on=timezone.localdate(at), note=note
    )
    _told(transition, hiring, by, at, after)


def _told(action: str, hiring: Hiring, by: str, at: datetime, after: dict[str, Any]) -> None:
    record(action=f"guarantee.hiring.{action}", by=by, at=at, subject=f"hiring:{hiring.pk}",
           unit=hiring.unit.code, after=after)  # fmt: skip
