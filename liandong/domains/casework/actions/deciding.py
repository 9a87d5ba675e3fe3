"""What one asks for and another decides: objections, more time, exclusions, appeals, whistles."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import refusals, words
from liandong.domains.casework.actions.steps import (
    mirror,
    norm,
    one_at_a_time,
    stepped,
    take,
    tell,
)
from liandong.domains.casework.actions.telling import state_text, tell_requesters, tell_unit
from liandong.domains.casework.enums import MORE_TIME, WITH_HANDLER, ReviewKind
from liandong.domains.casework.models import CallBack, Case, Review
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import clocks

# What a decision does to the case: granted, refused. Extensions and call-backs move no step.
STEPS = {
    ReviewKind.OBJECTION: ("uphold", "reject"),
    ReviewKind.EXCLUSION: ("exclude", "keep"),
    ReviewKind.APPEAL: ("allow", "deny"),
}


def object_to(case: Case, *, reason: str, by: str, at: datetime, seen: str | None = None) -> Review:
    """The unit says it is not responsible, within the time for it and not without end.

    Raises `LiandongError`: objected_enough, objected_late, reason_missing, lifecycle.…
    """
    why = words.reason_of(reason)
    with one_at_a_time(case) as process:
        most = norm("objections_most", case, at)
        if case.reviews.filter(kind=ReviewKind.OBJECTION).count() >= most:
            raise refusals.objected_enough(most)
        sent = process.steps.filter(transition="dispatch").order_by("-pk").first()
        if sent is not None and at >= sent.at + timedelta(hours=norm("objection", case, at)):
            raise refusals.objected_late()
        take(case, "object", by=by, at=at, note=why, seen=seen)
        return _ask(case, ReviewKind.OBJECTION, why, case.handler, by, at)


def ask_more_time(case: Case, *, days: int, reason: str, by: str, at: datetime) -> Review:
    """So many working days more for the answer. Raises `LiandongError` too_many_days,
    extended_enough, not_open."""
    why = words.reason_of(reason)
    with one_at_a_time(case) as process:
        if process.state not in MORE_TIME:
            raise refusals.not_open(case.number)
        longest, most = norm("extension", case, at), norm("extensions_most", case, at)
        if not 1 <= days <= longest:
            raise refusals.too_many_days(longest)
        granted = case.reviews.filter(kind=ReviewKind.EXTENSION, granted=True).count()
        if granted >= most:
            raise refusals.extended_enough(most)
        return _ask(case, ReviewKind.EXTENSION, why, case.handler, by, at, days=days)


def propose_exclusion(
    case: Case, *, reason: str, by: str, at: datetime, seen: str | None = None
) -> Review:
    """That this request is not dealt with; of the request, never of the person."""
    why = words.reason_of(reason)
    with one_at_a_time(case):
        take(case, "propose_exclusion", by=by, at=at, note=why, seen=seen)
        return _ask(case, ReviewKind.EXCLUSION, why, None, by, at)


def appeal_call_back(call_back: CallBack, *, reason: str, by: str, at: datetime) -> Review:
    """The handling unit asks that a call-back be left out of the rates."""
    why, case = words.reason_of(reason), call_back.case
    with one_at_a_time(case):
        return _ask(case, ReviewKind.CALL_BACK, why, case.handler, by, at, call_back=call_back)


def ask_whistle(case: Case, *, reason: str, by: str, at: datetime) -> Review:
    """The community cannot do it alone: its street is asked to call the departments together. That
    the street calls grants it. Raises `LiandongError` not_open, reason_missing."""
    why = words.reason_of(reason)
    with one_at_a_time(case) as process:
        if process.state not in WITH_HANDLER or case.handler is None:
            raise refusals.not_open(case.number)
        made = _put(case, ReviewKind.WHISTLE, why, case.handler, by, at)
        text = Text(f"{case.handler.name}请求吹哨：诉求 {case.number}",
                    f"{case.handler.name} asks for a whistle: request {case.number}")  # fmt: skip
        tell_unit(case.handler, Permission.WHISTLE, case, text, by=by, at=at,
                  about=f"review:{made.pk}", link=f"/whistles/new/?case={case.number}")  # fmt: skip
    return made


def whistled(case: Case, *, by: str, at: datetime) -> None:
    """The street has called: whoever asked for it hears so."""
    asked = case.reviews.filter(kind=ReviewKind.WHISTLE, granted=None).exclude(asked_by=by)
    for one in asked.select_related("unit"):
        decide(one, granted=True, reason="已吹哨 · called", by=by, at=at)


def _put(
    case: Case, kind: ReviewKind, why: str, unit: Unit | None, by: str, at: datetime, **more: object
) -> Review:
    made = Review.objects.create(
        case=case, kind=kind, said=why, unit=unit, asked_at=at, asked_by=by, **more
    )
    tell(f"ask_{kind}", case, by=by, at=at, review=made.pk)
    return made


def _ask(
    case: Case, kind: ReviewKind, why: str, unit: Unit | None, by: str, at: datetime, *,
    days: int | None = None, call_back: CallBack | None = None,
) -> Review:  # fmt: skip
    made = _put(case, kind, why, unit, by, at, days=days, call_back=call_back)
    supervisor = case.process.sides.select_related("unit").get(side="supervisor").unit
    tell_unit(supervisor, Permission.SUPERVISE_REQUESTS, case, state_text(case), by=by, at=at,
              about=f"review:{made.pk}")  # fmt: skip
    return made


def decide(review: Review, *, granted: bool, reason: str, by: str, at: datetime) -> Review:
    """The decision, by somebody else than who asked; of two who decide at once one does.

    Raises `LiandongError`: decided_already, own_review, reason_missing, lifecycle.…
    """
    why = words.reason_of(reason)
    if review.asked_by == by:
        raise refusals.own_request()
    case = review.case
    with one_at_a_time(case):
        decided = Review.objects.filter(pk=review.pk, granted=None).update(
            granted=granted, reason=why, decided_at=at, decided_by=by
        )
        if not decided:
            raise refusals.decided_already()
        review.refresh_from_db()
        _carry_out(case, review, granted, why, by, at)
        tell(f"decide_{review.kind}", case, by=by, at=at, review=review.pk, granted=granted)
        _announce(case, review, by, at)
    return review


def _carry_out(case: Case, review: Review, granted: bool, why: str, by: str, at: datetime) -> None:
    steps = STEPS.get(ReviewKind(review.kind))
    if steps is not None:
        take(case, steps[0] if granted else steps[1], by=by, at=at, note=why)
    elif granted and review.kind == ReviewKind.EXTENSION:
        clocks.extend(case.process, "feedback", days=review.days or 0, at=at)
        mirror(case)
        stepped.send(Case, case=case, what="extend", at=at)
    elif granted and review.call_back_id:
        CallBack.objects.filter(pk=review.call_back_id).update(excluded_at=at)


def _announce(case: Case, review: Review, by: str, at: datetime) -> None:
    about = f"decided:{review.pk}"
    if case.state in ("redispatching", "received"):
        tell_unit(case.desk, Permission.TAKE_REQUESTS, case, state_text(case), by=by, at=at,
                  about=about)  # fmt: skip
    if review.unit is not None:
        tell_unit(review.unit, Permission.HANDLE_REQUESTS, case, _verdict(case, review), by=by,
                  at=at, about=about)  # fmt: skip
    if review.kind in (ReviewKind.EXCLUSION, ReviewKind.APPEAL):
        tell_requesters(case, about, at=at)


_ASKED = {
    ReviewKind.OBJECTION: "objection", ReviewKind.EXTENSION: "more time",
    ReviewKind.EXCLUSION: "proposal not to deal with it", ReviewKind.APPEAL: "appeal",
    ReviewKind.CALL_BACK: "call-back disputed", ReviewKind.WHISTLE: "whistle",
}  # fmt: skip


def _verdict(case: Case, review: Review) -> Text:
    """What was asked for and how it was decided, for a title."""
    kind = ReviewKind(review.kind)
    with translation.override("zh-hans"):
        zh = str(kind.label)
    word = Text("同意", "granted") if review.granted else Text("不同意", "refused")
    return Text(f"诉求 {case.number}：{zh}，{word.zh}",
                f"Request {case.number}: {_ASKED[kind]}, {word.en}")  # fmt: skip
