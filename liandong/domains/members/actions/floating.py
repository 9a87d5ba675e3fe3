"""Floating members: registered by home, taken in by the host, both sides keep in touch."""

from __future__ import annotations

from datetime import date, datetime

from liandong.domains.members import refusals
from liandong.domains.members.actions.announcing import announce
from liandong.domains.members.actions.steps import standing_on
from liandong.domains.members.actions.telling import must_take, not_in_future, one_at_a_time, tell
from liandong.domains.members.enums import MEMBERS, AwayReason, ContactWay
from liandong.domains.members.models import Contact, Feedback, Floating, Person
from liandong.domains.members.nearness import takes
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow import definitions
from liandong.domains.workflow.models import Process


def register_away(
    person: Person, *, since: date, reason: str, by: str, at: datetime, area: Unit | None = None,
    elsewhere: str = "", host: Unit | None = None,
) -> Floating:  # fmt: skip
    """Home registers a member as away; with a host, the host is told at once.

    Raises `LiandongError`: not_a_member, moving_already, not_on_the_roster, in_future.
    """
    not_in_future(since, at)
    AwayReason(reason)
    with one_at_a_time(person):
        row = standing_on(person, since)
        if row.stage not in MEMBERS:
            raise refusals.not_a_member(person.name)
        if Floating.objects.filter(person=person, process__closed_on=None).exists():
            raise refusals.moving()
        process = workflow.open_process(
            "floating", subject=f"person:{person.pk}", sides={"home": row.unit}, by=by, at=at,
            on=since,
        )  # fmt: skip
        floating = Floating.objects.create(
            process=process, person=person, home=row.unit, area=area,
            elsewhere=elsewhere.strip()[:120], reason=reason, since=since,
        )  # fmt: skip
        tell("register_away", person, unit=row.unit, since=since, by=by, at=at,
             after={"reason": reason, "since": since})  # fmt: skip
        if host is not None:
            notify_host(floating, host=host, on=since, by=by, at=at)
    return floating


def notify_host(
    floating: Floating, *, host: Unit, on: date, by: str, at: datetime, seen: str | None = None
) -> Floating:
    """Tell the organisation where the member lives now."""
    if host.pk == floating.home_id:
        raise refusals.same_organisation()
    return _step(floating, "notify", on=on, by=by, at=at, seen=seen, host=host)


def self_report(floating: Floating, *, host: Unit, on: date, by: str, at: datetime) -> Floating:
    """The member reports in to an organisation near where they live. Raises `LiandongError`
    same_organisation, not_taking."""
    if host.pk == floating.home_id:
        raise refusals.same_organisation()
    if not takes(host):
        raise refusals.not_taking(host)
    return _step(floating, "self_report", on=on, by=by, at=at, host=host)


def accept(
    floating: Floating, *, branch: Unit, on: date, by: str, at: datetime, note: str = "",
    seen: str | None = None,
) -> Floating:  # fmt: skip
    """The host takes the member in and places them in a branch; without a vote there."""
    must_take(branch, None, on)
    with one_at_a_time(floating.person):
        _step(floating, "accept", on=on, by=by, at=at, note=note, seen=seen)
        floating.branch = branch
        floating.save(update_fields=["branch"])
    return floating


def step(
    floating: Floating, transition: str, *, on: date, by: str, at: datetime, note: str = "",
    seen: str | None = None,
) -> Floating:  # fmt: skip
    """Every other step: report, decline, return, lose. Raises `LiandongError` lifecycle.…"""
    return _step(floating, transition, on=on, by=by, at=at, note=note, seen=seen)


def _step(
    floating: Floating, transition: str, *, on: date, by: str, at: datetime, note: str = "",
    seen: str | None = None, host: Unit | None = None,
) -> Floating:  # fmt: skip
    not_in_future(on, at)
    with one_at_a_time(floating.person):
        process = Process.objects.get(pk=floating.process_id)
        if host is not None:
            workflow.join(process, "host", host)
        workflow.take(process, transition, by=by, at=at, on=on, note=note, seen=seen)
        if host is not None:
            floating.host = host
            floating.save(update_fields=["host"])
        floating.process = process
        both = [unit for unit in (floating.home_id, floating.host_id) if unit]
        tell(f"floating_{transition}", floating.person, unit=floating.home, since=on, by=by, at=at,
             after={"state": process.state}, units=both)  # fmt: skip
        announce(floating, by=by, at=at)
    return floating


def contact(floating: Floating, *, on: date, way: str, by: str, at: datetime) -> Contact:
    """Home was in contact; the next contact is due anew from then on."""
    not_in_future(on, at)
    with one_at_a_time(floating.person):
        kept = Contact.objects.create(
            floating=floating, on=on, way=ContactWay(way), recorded_at=at, recorded_by=by
        )
        process = Process.objects.get(pk=floating.process_id)
        if definitions.of(process).state(process.state).holder == "home":
            workflow.done_again(process, on=on)
        tell("contact", floating.person, unit=floating.home, since=on, by=by, at=at,
             after={"on": on, "way": way})  # fmt: skip
    return kept


def feedback(floating: Floating, *, on: date, text: str, by: str, at: datetime) -> Feedback:
    """The host tells home that the member took part."""
    not_in_future(on, at)
    said = text.strip()[:300]
    if not said:
        raise refusals.reason_missing()
    with one_at_a_time(floating.person):
        kept = Feedback.objects.create(
            floating=floating, on=on, text=said, recorded_at=at, recorded_by=by
        )
        tell("feedback", floating.person, unit=floating.host or floating.home, since=on, by=by,
             at=at, after={"on": on})  # fmt: skip
    return kept
