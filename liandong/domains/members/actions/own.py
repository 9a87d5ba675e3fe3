"""What a person may ask about their own record: that it be put right, that it be forgotten."""

from __future__ import annotations

from datetime import date, datetime

from liandong.domains.members import refusals
from liandong.domains.members.actions.announcing import announce
from liandong.domains.members.actions.steps import standing_on
from liandong.domains.members.actions.telling import not_in_future, one_at_a_time, reasoned, tell
from liandong.domains.members.models import CorrectionRequest, Person
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import actions as workflow

_SAID = 500
_GONE = "（已删除）"


def ask_correction(
    person: Person, *, said: str, on: date, by: str, at: datetime
) -> CorrectionRequest:
    """Ask the branch to put something right; what was said is sealed.

    Raises `LiandongError`: said_missing, not_on_the_roster, in_future.
    """
    not_in_future(on, at)
    words = said.strip()
    if not 0 < len(words) <= _SAID:
        raise refusals.said_nothing()
    with one_at_a_time(person):
        keeper = standing_on(person, on).unit
        process = workflow.open_process(
            "correction", subject=f"person:{person.pk}", sides={"keeper": keeper}, by=by, at=at,
            on=on,
        )  # fmt: skip
        asked = CorrectionRequest.objects.create(process=process, person=person, said=words)
        tell("ask_correction", person, unit=keeper, since=on, by=by, at=at,
             after={"request": asked.pk})  # fmt: skip
        announce(asked, by=by, at=at)
    return asked


def answer_correction(
    asked: CorrectionRequest, *, transition: str, on: date, by: str, at: datetime,
    note: str = "", seen: str | None = None,
) -> CorrectionRequest:  # fmt: skip
    """`take` (the record itself is put right by `change_details` or `correct`), `refuse` with a
    reason, or `withdraw` by the person. Raises `LiandongError` lifecycle.…"""
    not_in_future(on, at)
    with one_at_a_time(asked.person):
        keeper = workflow.sides_of(asked.process)["keeper"]
        workflow.take(asked.process, transition, by=by, at=at, on=on, note=note, seen=seen)
        tell(f"{transition}_correction", asked.person, unit=keeper, since=on, by=by, at=at,
             after={"request": asked.pk, "state": asked.process.state})  # fmt: skip
        announce(asked, by=by, at=at)
    return asked


def erase(person: Person, *, unit: Unit, reason: str, by: str, at: datetime) -> Person:
    """Forget who somebody was: name, dates, numbers and what they wrote go; the memberships stay
    for the counts. Only for those who are on no roster any more.

    Raises `LiandongError`: reason_missing, still_on_the_roster, already_erased.
    """
    why = reasoned(reason)
    with one_at_a_time(person):
        kept = Person.objects.select_for_update().get(pk=person.pk)
        if kept.erased_at:
            raise refusals.erased()
        if kept.memberships.live().filter(end=None).exists():
            raise refusals.still_here()
        for name in ("pinyin", "sex", "ethnicity", "education", "identity", "phone", "phone_index"):
            setattr(kept, name, "")
        kept.name, kept.birth_date, kept.identity_index, kept.user = _GONE, None, None, None
        kept.joined_on = kept.full_on = None
        kept.erased_at = at
        kept.save()
        kept.correction_requests.update(said="")
        kept.floatings.update(elsewhere="")
        tell("erase", kept, unit=unit, since=at.date(), by=by, at=at, reason=why)
    return kept
