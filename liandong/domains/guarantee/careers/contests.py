"""A contested review as a case with a limit: who answers, by when, who hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.guarantee.careers import telling
from liandong.domains.guarantee.careers.models import Review
from liandong.domains.orgs import queries
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow.models import Process

CODE, OFFICE = "review_contest", "office"
RECORD = "/me/record/"


def office_of(unit: Unit) -> Place:
    """Who decides about those who serve in a community: what stands above it."""
    line = queries.line(queries.place_of(unit.pk))
    return line[-2] if len(line) > 1 else line[-1]


def begin(review: Review, *, by: str, at: datetime) -> None:
    """The limit runs, and whoever may answer is told: not who decided. Inside the caller's deed."""
    office = Unit.objects.get(pk=office_of(review.unit).id)
    workflow.open_process(
        CODE, subject=_subject(review.pk), sides={OFFICE: office}, by=by, at=at,
        on=timezone.localdate(at),
    )  # fmt: skip
    telling.office(
        office, Text(f"任期评定有申诉，请复核：{review.unit.name}",
                     f"A contested review to answer: {review.unit.name}"),
        link=f"/reviews/{review.pk}/answer/", about=f"{_subject(review.pk)}:contested",
        without=(by, review.decided_by), at=at,
    )  # fmt: skip


def end(review: Review, *, by: str, at: datetime) -> None:
    """It was answered, as the review now says. Inside the caller's deed."""
    process = Process.objects.filter(definition=CODE, subject=_subject(review.pk)).first()
    if process is not None:
        step = "keep" if review.answer == review.verdict else "change"
        workflow.take(
            process, step, by=by, at=at, on=timezone.localdate(at), note=review.answer_reason
        )
    tell_person(review, "answered", Text("您的申诉已答复", "Your contest was answered"), by, at)


def tell_person(review: Review, about: str, text: Text, by: str, at: datetime) -> None:
    """The person reviewed, if they have an account."""
    if review.worker.user is not None:
        telling.person(
            review.worker.user.username, text, link=RECORD,
            about=f"{_subject(review.pk)}:{about}", by=by, at=at,
        )  # fmt: skip


def due(reviews: Iterable[int]) -> dict[int, datetime]:
    """By when contests are to be answered, by the number of the review; one query."""
    asked = {_subject(one): one for one in reviews}
    found = Process.objects.filter(definition=CODE, subject__in=asked, closed_on=None)
    rows = found.exclude(due_at=None).values_list("subject", "due_at")
    return {asked[subject]: moment for subject, moment in rows}


def _subject(review: int) -> str:
    return f"review:{review}"
