"""公示: results on public notice; what is said against them is answered before anybody is
appointed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.guarantee.careers import refusals, telling
from liandong.domains.guarantee.careers.models import Hiring, Objection
from liandong.domains.workflow.models import Clock

STATE, CLOCK = "published", "notice"


def running(hiring: Hiring) -> Clock | None:
    """The notice of the results, until people are appointed; none before it was published, or where
    no norm asks for one."""
    return hiring.process.clocks.filter(code=CLOCK, stopped_at=None).first()


def is_open(hiring: Hiring, at: datetime) -> bool:
    """Whether objections are taken at a moment."""
    return runs(running(hiring), at)


def runs(clock: Clock | None, at: datetime) -> bool:
    """Whether a notice still runs at a moment."""
    return clock is not None and clock.due_at is not None and at < clock.due_at


def must_be_over(hiring: Hiring, *, on: date, at: datetime) -> None:
    """Raise `LiandongError` unless people may be appointed for a day: notice_running,
    objections_open."""
    clock = running(hiring)
    if clock is not None and clock.due_at is not None:
        first = timezone.localdate(clock.due_at)
        if at < clock.due_at or on < first:
            raise refusals.notice_running(first)
    waiting = hiring.objections.filter(answered_at=None).count()
    if waiting:
        raise refusals.objections_open(waiting)


def object_to(hiring: Hiring, *, said: str, by: str, at: datetime, number: str = "") -> Objection:
    """Somebody objects, to one of those who passed (by number) or to the whole.

    Raises `LiandongError`: reason_missing, no_notice, unknown_numbers.
    """
    why = refusals.reasoned(said)
    with explained():
        if not is_open(hiring, at):
            raise refusals.no_notice()
        about = hiring.applicants.filter(number=number, passed=True).first() if number else None
        if number and about is None:
            raise refusals.unknown_numbers(1)
        made = Objection.objects.create(
            hiring=hiring, applicant=about, said=why, recorded_at=at, recorded_by=by
        )
        _told("object", made, by, at, {"about": number})
        telling.office(
            hiring.unit, Text(f"公示有异议，请答复：{hiring.title}",
                              f"An objection to answer: {hiring.title}"),
            link=f"/hirings/{hiring.pk}/", about=f"objection:{made.pk}", without=(), at=at,
        )  # fmt: skip
    return made


def answer(objection: Objection, *, upheld: bool, said: str, by: str, at: datetime) -> Objection:
    """The office answers, once. Who was rightly objected to is not appointed.

    Raises `LiandongError`: reason_missing, answered_already.
    """
    why = refusals.reasoned(said)
    with explained():
        waiting = Objection.objects.filter(pk=objection.pk, answered_at=None)
        if not waiting.update(answered_at=at, answered_by=by, answer=why, upheld=upheld):
            raise refusals.answered_already()
        objection.refresh_from_db()
        if upheld and objection.applicant is not None:
            objection.applicant.passed = False
            objection.applicant.save(update_fields=["passed"])
        _told("answer_objection", objection, by, at, {"upheld": upheld})
        telling.person(
            objection.recorded_by, Text(f"异议已答复：{objection.hiring.title}",
                                        f"An objection was answered: {objection.hiring.title}"),
            link=f"/hirings/{objection.hiring_id}/", about=f"objection:{objection.pk}:answered",
            by=by, at=at,
        )  # fmt: skip
    return objection


def _told(action: str, of: Objection, by: str, at: datetime, after: dict[str, Any]) -> None:
    record(
        action=f"guarantee.hiring.{action}", by=by, at=at, subject=f"hiring:{of.hiring_id}",
        unit=of.hiring.unit.code, after=after | {"objection": of.pk},
    )  # fmt: skip
