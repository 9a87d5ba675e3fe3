"""Who serves where, in which grade; terms reviewed, seen by the person, contested, answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.models import User
from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.guarantee.careers import contests, refusals
from liandong.domains.guarantee.careers.full_terms import must_be_full
from liandong.domains.guarantee.careers.models import PostKind, Review, Service, Verdict, Worker
from liandong.domains.norms.queries import value_for
from liandong.domains.orgs.models import Unit


def on_the_ladder(unit: Unit, post: str, grade: int, on: date) -> None:
    """Raise `LiandongError` off_the_ladder unless the norms give this post this grade."""
    key = PostKind(post).value
    low = value_for(f"guarantee.grades_{key}_from", unit, on=on)
    high = value_for(f"guarantee.grades_{key}_to", unit, on=on)
    if (low is not None and grade < low) or (high is not None and grade > high):
        raise refusals.off_the_ladder(grade, int(low or 0), int(high or 0))


def serve(
    worker: Worker, *, unit: Unit, post: str, grade: int, on: date, by: str, at: datetime
) -> Service:
    """From `on` the worker holds this post in this grade; what they held before ends.

    Raises `LiandongError`: off_the_ladder, guarantee_service_overlap.
    """
    on_the_ladder(unit, post, grade, on)
    with explained():
        Service.objects.live().filter(worker=worker, end=None, start__lt=on).update(
            end=on, ended_at=at
        )
        given = Service.objects.create(
            worker=worker, unit=unit, post=post, grade=grade, start=on, recorded_at=at,
            recorded_by=by,
        )  # fmt: skip
        _told("serve", worker, unit, by, at, {"post": post, "grade": grade, "from": on})
    return given


def signs_in_as(worker: Worker, *, username: str, by: str, at: datetime) -> Worker:
    """Under which user name the worker signs in, so that they see what is held about their terms.

    Raises `LiandongError`: no_such_user, user_taken.
    """
    user = User.objects.filter(username=username.strip(), is_active=True).first()
    if user is None:
        raise refusals.no_such_user(username)
    if Worker.objects.filter(user=user).exclude(pk=worker.pk).exists():
        raise refusals.user_taken(username)
    before = worker.user and worker.user.username
    with explained():
        worker.user = user
        worker.save(update_fields=["user"])
        record(
            action="guarantee.career.signs_in_as", by=by, at=at, subject=f"worker:{worker.pk}",
            before={"username": before}, after={"username": user.username},
        )  # fmt: skip
    return worker


def leave(worker: Worker, *, on: date, by: str, at: datetime) -> Service:
    """`on` is the first day without the worker. Raises `LiandongError` no_service."""
    with explained():
        held = Service.objects.live().filter(worker=worker, end=None, start__lt=on).first()
        if held is None:
            raise refusals.no_service(on)
        held.end, held.ended_at = on, at
        held.save(update_fields=["end", "ended_at"])
        _told("leave", worker, held.unit, by, at, {"on": on})
    return held


def review(
    worker: Worker, *, unit: Unit, start: date, end: date, verdict: str, reason: str, by: str,
    at: datetime,
) -> Review:  # fmt: skip
    """An office decides about a full term `[start, end)` of the head of a community.

    Raises `LiandongError`: reason_missing, term_not_over, no_term_norm, term_too_short,
    more_than_a_term, not_a_full_term, reviewed_already.
    """
    why = refusals.reasoned(reason)
    if end > timezone.localdate(at):
        raise refusals.not_over()
    must_be_full(worker, unit, start, end)
    with explained():
        overlapping = Review.objects.filter(worker=worker, start__lt=end, end__gt=start)
        if overlapping.exists():
            raise refusals.reviewed_already()
        said = Review.objects.create(
            worker=worker, unit=unit, start=start, end=end, verdict=Verdict(verdict), reason=why,
            decided_at=at, decided_by=by,
        )  # fmt: skip
        _told("review", worker, unit, by, at, {"verdict": verdict, "start": start, "end": end})
        text = Text("您的一届任期已有评定", "A term of yours was reviewed")
        contests.tell_person(said, "decided", text, by, at)
    return said


def see(review: Review, *, by: str, at: datetime) -> Review:
    """The person looked at what was decided. Raises `LiandongError` not_yours."""
    _own(review, by)
    with explained():
        if Review.objects.filter(pk=review.pk, seen_at=None).update(seen_at=at):
            _told("see", review.worker, review.unit, by, at, {})
        review.refresh_from_db()
    return review


def contest(review: Review, *, reason: str, by: str, at: datetime) -> Review:
    """The person does not agree; once. It is answered within the limit of the norm.

    Raises `LiandongError`: not_yours, cannot_contest.
    """
    _own(review, by)
    why = refusals.reasoned(reason)
    with explained():
        open_one = Review.objects.filter(pk=review.pk, seen_at__isnull=False, contested_at=None)
        if not open_one.update(contested_at=at, contest=why):
            raise refusals.cannot_contest()
        _told("contest", review.worker, review.unit, by, at, {})
        review.refresh_from_db()
        contests.begin(review, by=by, at=at)
    return review


def answer(review: Review, *, verdict: str, reason: str, by: str, at: datetime) -> Review:
    """Somebody other than who decided looks again; this verdict holds.

    Raises `LiandongError`: same_person, nothing_to_answer, reason_missing.
    """
    why = refusals.reasoned(reason)
    if by == review.decided_by:
        raise refusals.same_person()
    with explained():
        waiting = Review.objects.filter(pk=review.pk, contested_at__isnull=False, answered_at=None)
        if not waiting.update(
            answered_at=at, answered_by=by, answer=Verdict(verdict), answer_reason=why
        ):
            raise refusals.nothing_to_answer()
        _told("answer", review.worker, review.unit, by, at, {"verdict": verdict})
        review.refresh_from_db()
        contests.end(review, by=by, at=at)
    return review


def _own(review: Review, by: str) -> None:
    if review.worker.user is None or review.worker.user.username != by:
        raise refusals.not_yours()


def _told(
    action: str, worker: Worker, unit: Unit, by: str, at: datetime, after: dict[str, Any]
) -> None:
    record(action=f"guarantee.career.{action}", by=by, at=at, subject=f"worker:{worker.pk}",
           unit=unit.code, after=after)  # fmt: skip
