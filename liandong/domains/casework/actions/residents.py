"""What a resident does through the secret link: contest, appeal, take back, be forgotten."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import refusals, words
from liandong.domains.casework.actions.receiving import hash_of
from liandong.domains.casework.actions.steps import RESIDENT, one_at_a_time, take, tell
from liandong.domains.casework.actions.telling import state_text, tell_unit
from liandong.domains.casework.enums import Moderation, ReviewKind, Wish
from liandong.domains.casework.models import Case, Contest, Joined, Message, Requester, Review

GONE = "（诉求人已删除内容）"
# Steps are never rewritten: what a resident says is kept where it can be erased.
_SAID = "见不认可记录 · see what was contested"
_APPEALED = "见申诉记录 · see the appeal"


def contest(
    case: Case, *, said: str, at: datetime, joined: Joined | None = None, by: str = RESIDENT
) -> Contest:
    """It is not resolved: dealt with again. Once for the requester and each who joined.

    Raises `LiandongError`: not_contestable, casework_contest_once, reason_missing.
    """
    why = words.reason_of(said)
    with one_at_a_time(case) as process:
        again = process.state == "working" and case.contests.exists()
        if process.state not in ("replied", "called_back") and not again:
            raise refusals.not_contestable()
        made = Contest.objects.create(case=case, joined=joined, said=why, at=at)
        if not again:
            take(case, "contest", by=by, at=at, note=_SAID)
        tell("contest", case, by=by, at=at, contest=made.pk)
        if case.handler is not None:
            tell_unit(case.handler, Permission.HANDLE_REQUESTS, case, state_text(case), by=by,
                      at=at, about=f"contest:{made.pk}")  # fmt: skip
    return made


def appeal(case: Case, *, said: str, at: datetime, by: str = RESIDENT) -> Review:
    """Against not being dealt with; reviewed again."""
    why = words.reason_of(said)
    with one_at_a_time(case):
        take(case, "appeal", by=by, at=at, note=_APPEALED)
        made = Review.objects.create(
            case=case, kind=ReviewKind.APPEAL, said=why, asked_at=at, asked_by=by
        )
        tell("ask_appeal", case, by=by, at=at, review=made.pk)
        supervisor = case.process.sides.select_related("unit").get(side="supervisor").unit
        tell_unit(supervisor, Permission.SUPERVISE_REQUESTS, case, state_text(case), by=by,
                  at=at, about=f"review:{made.pk}")  # fmt: skip
    return made


def withdraw(case: Case, *, at: datetime, by: str = RESIDENT) -> Case:
    """The requester takes it back. Where others joined, it stays theirs: it goes on."""
    with one_at_a_time(case) as process:
        if case.joined.exists():
            raise refusals.not_open(case.number)
        handler, with_handler = case.handler, process.state in ("dispatched", "accepted", "working")
        take(case, "withdraw", by=by, at=at)
        tell("withdraw", case, by=by, at=at)
        if handler is not None and with_handler:
            tell_unit(handler, Permission.HANDLE_REQUESTS, case, state_text(case), by=by, at=at,
                      about="withdrawn")  # fmt: skip
    return case


def finish(case: Case, *, at: datetime, by: str = RESIDENT) -> Case:
    """The requester is content and closes it before the time to contest is over."""
    with one_at_a_time(case):
        take(case, "close", by=by, at=at)
    return case


def erase(
    case: Case, *, at: datetime, joined: Joined | None = None, own: Case | None = None,
    by: str = RESIDENT,
) -> None:  # fmt: skip
    """Forget a resident: who asked and what they wrote goes, what happened stays. The link works no
    more. `own` is their own request, where it was merged into this one. Raises `LiandongError`
    already_erased."""
    with one_at_a_time(case):
        person = joined.requester if joined else case.requester
        if (person and person.erased_at) or (joined is None and case.erased_at):
            raise refusals.erased()
        if person is not None:
            _forget(person, at)
        if joined is not None:
            for one in Joined.objects.filter(requester=joined.requester_id):
                Joined.objects.filter(pk=one.pk).update(secret_hash=hash_of(token_urlsafe()))
            joined.contests.update(said=GONE)
            joined.call_backs.update(said="")
            if own is not None:
                _empty(own, at)
        else:
            _empty(case, at)
        tell("erase", case, by=by, at=at, joined=joined.pk if joined else None)


def _forget(person: Requester, at: datetime) -> None:
    person.name = person.phone = person.email = ""
    person.phone_index, person.wish, person.erased_at = "", Wish.NONE, at
    person.save()
    Message.objects.filter(requester=person).update(text=GONE)
    Message.objects.filter(requester=person, sent_at=None).update(sent_at=at)


def _empty(case: Case, at: datetime) -> None:
    Case.objects.filter(pk=case.pk).update(
        text=GONE, grams="", address="", latitude=None, longitude=None, public_text="",
        moderation=Moderation.HIDDEN, secret_hash=hash_of(token_urlsafe()), erased_at=at,
    )  # fmt: skip
    case.photos.filter(by_handler=False).delete()
    case.contacts.update(said="")
    case.call_backs.filter(joined=None).update(said="")
    case.contests.filter(joined=None).update(said=GONE)
    case.reviews.filter(kind=ReviewKind.APPEAL).update(said=GONE)
    case.refresh_from_db()
