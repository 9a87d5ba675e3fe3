"""The intake desk: what it is about, to whom it goes, which are the same, is it resolved."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import refusals, routing, words
from liandong.domains.casework.actions.steps import must_be_open, one_at_a_time, take, tell
from liandong.domains.casework.actions.telling import state_text, tell_requesters, tell_unit
from liandong.domains.casework.enums import TO_ANOTHER, Moderation, Resolved, Satisfied
from liandong.domains.casework.models import Assisting, CallBack, Case, Joined, Requester
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow import clocks


def classify(
    case: Case, *, matter: Matter, by: str, at: datetime, time_class: str = "",
    private: bool | None = None, seen: str | None = None,
) -> Case:  # fmt: skip
    """What it is about; its limits are those of the matter's class from the time of receipt. After
    an upheld objection it is classified anew and still waits to be sent to another."""
    klass = time_class or matter.time_class
    secret = case.private or matter.private if private is None else private
    with one_at_a_time(case) as process:
        clocks.reclass(process, klass, at=at)
        step = "reclassify" if process.state in TO_ANOTHER else "classify"
        take(
            case, step, by=by, at=at, seen=seen, matter=matter, matter_code=matter.code,
            time_class=klass, private=secret or case.about_id is not None,
        )  # fmt: skip
    return case


def dispatch(
    case: Case, *, by: str, at: datetime, to: Unit | None = None, reason: str = "",
    seen: str | None = None,
) -> Case:  # fmt: skip
    """To the unit that leads by the catalogue, or with a reason to another. Whatever stands in the
    way is said, and the case stays with the desk.

    Raises `LiandongError`: not_classified, no_responsible, never_sent_down, to_its_subject,
    unit_closed, objection_stands, reason_missing, lifecycle.…
    """
    on = timezone.localdate(at)
    if case.matter is None:
        raise refusals.not_classified()
    if to is None:
        unit = routing.responsible(case, case.matter, on)
    else:
        unit, reason = routing.allowed(case, case.matter, to, on), words.reason_of(reason)
    helpers = routing.assisting(case, case.matter, unit, on)
    with one_at_a_time(case) as process:
        if process.state in TO_ANOTHER and unit.pk == case.handler_id:
            raise refusals.objection_stands(unit.name)
        workflow.join(process, "handler", unit)
        take(case, "dispatch", by=by, at=at, note=reason, seen=seen, handler=unit)
        Assisting.objects.bulk_create(
            (Assisting(case=case, unit=one, at=at) for one in helpers), ignore_conflicts=True
        )
        tell("dispatch", case, by=by, at=at, to=unit.code, reason=reason)
        for one in (unit, *helpers):
            tell_unit(one, Permission.HANDLE_REQUESTS, case, state_text(case), by=by, at=at,
                      about=f"dispatched:{unit.pk}")  # fmt: skip
        tell_requesters(case, f"dispatched:{process.steps.count()}", at=at)
    return case


def call_back(
    case: Case, *, resolved: str, satisfied: str, by: str, at: datetime, said: str = "",
    joined: Joined | None = None,
) -> CallBack:  # fmt: skip
    """What the requester, or one who joined, says of the result; once in each round."""
    answer = Resolved(resolved)
    content = Satisfied.NONE if answer == Resolved.UNREACHED else Satisfied(satisfied)
    with one_at_a_time(case) as process:
        if process.state not in ("replied", "called_back"):
            raise refusals.not_contestable()
        made = CallBack.objects.create(
            case=case, joined=joined, round=case.replies.count(), resolved=answer,
            satisfied=content, said=words.line_of(said, 500), at=at, by=by,
        )  # fmt: skip
        if joined is None and process.state == "replied":
            take(case, "call_back", by=by, at=at)
        tell("call_back", case, by=by, at=at, call_back=made.pk, resolved=answer)
    return made


def merge(
    case: Case, *, into: Case, reason: str, by: str, at: datetime, seen: str | None = None
) -> Case:
    """Into the same request; whoever asked or joined here is answered, called back and heard
    there. Raises `LiandongError` same_case, not_open, lifecycle.…"""
    why = words.reason_of(reason)
    first, second = sorted((case, into), key=lambda one: one.pk)
    if first.pk == second.pk:
        raise refusals.same_case()
    with one_at_a_time(first), one_at_a_time(second):
        must_be_open(into)
        take(case, "merge", by=by, at=at, note=why, seen=seen, merged_into=into)
        person = case.requester or Requester.objects.create(recorded_at=at)
        _bring(into, person, case.secret_hash, case, at)
        for one in case.joined.select_related("requester"):
            _bring(into, one.requester, one.secret_hash, case, at)
        tell("merge", case, by=by, at=at, into=into.pk, reason=why)
        tell_requesters(case, "merged", at=at)
    return case


def _bring(into: Case, person: Requester, secret: str, merged: Case, at: datetime) -> None:
    # Their own link leads on to `into`; this hash only has to be one nobody holds.
    Joined.objects.get_or_create(
        case=into, requester=person,
        defaults={
            "secret_hash": sha256(f"{secret}:{into.pk}".encode()).hexdigest(), "merged": merged,
            "at": at,
        },
    )  # fmt: skip


def publish(case: Case, *, by: str, at: datetime, text: str | None = None) -> Case:
    """The public may read it: as written, or in words that name nobody; the original stays."""
    shown = "" if text is None else words.text_of(text)
    return _moderate(case, Moderation.PUBLIC, shown, "", by, at)


def hide(case: Case, *, reason: str, by: str, at: datetime) -> Case:
    """The public does not read it (any more)."""
    return _moderate(case, Moderation.HIDDEN, "", words.reason_of(reason), by, at)


def _moderate(case: Case, to: Moderation, text: str, reason: str, by: str, at: datetime) -> Case:
    with one_at_a_time(case):
        Case.objects.filter(pk=case.pk).update(moderation=to, public_text=text)
        case.moderation, case.public_text = to, text
        tell("moderate", case, by=by, at=at, moderation=to, changed=bool(text), reason=reason)
    return case


def mark_private(case: Case, *, private: bool, by: str, at: datetime) -> Case:
    """Kept from the public, or not; a complaint about a unit always is."""
    with one_at_a_time(case):
        case.private = private or case.about_id is not None
        Case.objects.filter(pk=case.pk).update(private=case.private)
        tell("private", case, by=by, at=at, private=case.private)
    return case


def set_about(case: Case, *, about: Unit | None, by: str, at: datetime) -> Case:
    """It complains about a unit: from now on neither that unit nor one below it reads it. A case
    that is there already goes on only after it was sent to another."""
    with one_at_a_time(case):
        if about and case.handler and routing.is_subject(case.handler, about):
            raise refusals.to_its_subject(about.name)
        case.about, case.private = about, case.private or about is not None
        Case.objects.filter(pk=case.pk).update(about=about, private=case.private)
        tell("about", case, by=by, at=at, about=about.code if about else None)
    return case
