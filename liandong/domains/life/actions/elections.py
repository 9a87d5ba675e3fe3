"""Elections as a lifecycle (`norms/lifecycles/election.yaml`): each step is one of these, and the
effect of a step is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.life import refusals_of_elections as refusals
from liandong.domains.life import rules
from liandong.domains.life.actions import bodies, holding
from liandong.domains.life.actions.said import Outcome, Outline
from liandong.domains.life.actions.telling import one_at_a_time, tell
from liandong.domains.life.enums import MeetingKind, SeatPost
from liandong.domains.life.models import BodyTerm, Elected, Election, Meeting
from liandong.domains.norms.queries import value_for
from liandong.domains.notify import actions as notices
from liandong.domains.notify.queries import nearest
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Placement, Position, Unit
from liandong.domains.orgs.queries import place_of
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow import definitions

CODE = "election"
BODY, SUPERIOR = "body", "superior"
# Steps that say no more than that they were taken, and perhaps why.
PLAIN = frozenset(
    {"request", "approve", "send_back", "approve_candidates", "send_back_candidates", "report",
     "refuse_result", "cancel"}
)  # fmt: skip
_LEAD = {BODY: Permission.RECORD_LIFE, SUPERIOR: Permission.SUPERVISE_LIFE}


@dataclass(frozen=True, slots=True)
class Winner:
    """Somebody who was elected: id of the person, their post, their votes."""

    person: int
    post: str
    votes: int


def remind(*, unit: Unit, by: str, at: datetime) -> Election:
    """The superior reminds an organisation of its election, which opens it.

    Raises `LiandongError`: life_election_one_open, no_superior, no_body.
    """
    bodies.may_have_a_body(unit)
    today = timezone.localdate(at)
    placed = Placement.objects.on(today).filter(unit=unit, hierarchy=Hierarchy.PARTY).first()
    if placed is None or placed.parent is None:
        raise refusals.no_superior(unit)
    with one_at_a_time(unit):
        process = workflow.open_process(
            CODE, subject=f"unit:{unit.code}", sides={BODY: unit, SUPERIOR: placed.parent},
            by=by, at=at, on=today,
        )  # fmt: skip
        term = BodyTerm.objects.on(today).filter(unit=unit).first()
        election = Election.objects.create(process=process, unit=unit, term=term)
        _told("remind", election, today, by=by, at=at)
    return election


def step(
    election: Election, transition: str, *, seen: str, by: str, at: datetime, note: str = ""
) -> Election:
    """A step that needs no more than a note: request, approve, send_back, approve_candidates,
    send_back_candidates, report, refuse_result, cancel. Raises like `workflow.take`."""
    if transition not in PLAIN:
        raise refusals.other_step(transition)
    with one_at_a_time(election.unit):
        _take(election, transition, seen, by, at, note)
    return election


def submit_candidates(
    election: Election, *, seats: int, candidates: int, seen: str, by: str, at: datetime,
    note: str = "",
) -> Election:  # fmt: skip
    """So many are to be elected from so many candidates. Raises `LiandongError` bad_candidates."""
    if not 0 < seats <= candidates < 1_000:
        raise refusals.bad_candidates()
    with one_at_a_time(election.unit):
        Election.objects.filter(pk=election.pk).update(seats=seats, candidates=candidates)
        _take(election, "submit_candidates", seen, by, at, note)
    return election


def hold_election(
    election: Election, *, on: date, ballots: int, winners: Sequence[Winner], seen: str, by: str,
    at: datetime, outcome: Outcome | None = None,
) -> Election:  # fmt: skip
    """The assembly elected `winners`; it goes on record as an assembly of that day.

    Raises `LiandongError`: no_election_quorum, too_many_ballots, votes_exceed_ballots,
    not_elected, too_many_elected, nobody_elected, two_secretaries, not_a_full_member, and what
    `record_held` raises.
    """
    with one_at_a_time(election.unit):
        assembly = holding.record_held(
            unit=election.unit, kind=MeetingKind.ASSEMBLY, on=on, by=by, at=at, again=True,
            outline=Outline(topic="换届选举", agenda=[]), outcome=outcome,
        )  # fmt: skip
        _valid(election, assembly, ballots, winners)
        bodies.full_members([one.person for one in winners], on)
        Election.objects.filter(pk=election.pk).update(assembly=assembly, ballots=ballots)
        Elected.objects.bulk_create(
            Elected(election=election, assembly=assembly, person_id=one.person, post=one.post,
                    votes=one.votes)
            for one in winners
        )  # fmt: skip
        _take(election, "hold", seen, by, at, "")
    return election


def postpone(
    election: Election, *, to: date, reason: str, seen: str, by: str, at: datetime
) -> Election:
    """The superior agrees to a later election, which extends the term that runs out.

    Raises `LiandongError`: nothing_to_extend, extension_out_of_range.
    """
    if election.term is None:
        raise refusals.nothing_to_extend()
    with one_at_a_time(election.unit):
        bodies.extend_term(election.term, to=to, reason=reason, by=by, at=at)
        _take(election, "postpone", seen, by, at, reason)
    return election


def file_result(
    election: Election, *, seen: str, by: str, at: datetime, note: str = ""
) -> Election:
    """The superior approves the result: the new body is in office from the day of the assembly."""
    with one_at_a_time(election.unit):
        _take(election, "file", seen, by, at, note)
        assembly = election.assembly
        if assembly is None:
            raise refusals.nobody_elected()
        elected = election.elected.filter(assembly=assembly)
        term = bodies.begin_term(
            unit=election.unit, start=assembly.on, by=by, at=at,
            seats=dict(elected.values_list("person_id", "post")),
        )  # fmt: skip
        Election.objects.filter(pk=election.pk).update(new_term=term)
        election.refresh_from_db()
    return election


def remind_due(*, on: date, by: str, at: datetime) -> int:
    """Open the election of every body whose term ends within the norm's months and that has none
    under way; how many."""
    from liandong.domains.life.queries.elections import to_remind  # noqa: PLC0415

    units = to_remind(on=on)
    for unit in units:
        remind(unit=unit, by=by, at=at)
    return len(units)


def _valid(election: Election, assembly: Meeting, ballots: int, winners: Sequence[Winner]) -> None:
    entitled, present = assembly.entitled or 0, assembly.present or 0
    share = value_for(rules.ELECTION_QUORUM, election.unit, on=assembly.on) or Decimal(0)
    if present < share * entitled:
        raise refusals.no_quorum(present, entitled, ceil(share * entitled))
    if not 0 <= ballots <= present:
        raise refusals.too_many_ballots(ballots, present)
    if not winners:
        raise refusals.nobody_elected()
    if election.seats is not None and len(winners) > election.seats:
        raise refusals.too_many_elected(len(winners), election.seats)
    if sum(SeatPost(one.post) is SeatPost.SECRETARY for one in winners) > 1:
        raise refusals.two_secretaries()
    for one in winners:
        if one.votes > ballots:
            raise refusals.votes_exceed(one.votes, ballots)
        if not rules.elected(election.unit, one.votes, present, assembly.on):
            raise refusals.not_elected(one.votes, present)


def _take(election: Election, transition: str, seen: str, by: str, at: datetime, note: str) -> None:
    today = timezone.localdate(at)
    process = workflow.take(
        election.process, transition, seen=seen, by=by, at=at, on=today, note=note
    )
    if process.closed_on:
        Election.objects.filter(pk=election.pk).update(is_open=False)
    election.refresh_from_db()
    _told(transition, election, today, by=by, at=at)


def _told(action: str, election: Election, since: date, **stamp: Any) -> None:
    process = election.process
    tell(f"election.{action}", election.unit, subject=f"election:{election.pk}", since=since,
         after={"state": process.state, "due_on": process.due_on}, **stamp)  # fmt: skip
    state = definitions.of(process).state(process.state)
    if state.holder is None:
        return
    holder = workflow.sides_of(process)[state.holder]
    try:
        at = place_of(holder.pk, Hierarchy.PARTY)
    except Position.DoesNotExist:
        return
    name = election.unit.name
    notices.notify(
        nearest(_LEAD[state.holder], at, on=since), kind="election", at=stamp["at"],
        text=Text(f"{name}换届：{state.title.zh}", f"Election at {name}: {state.title.en}"),
        body=state.says, link=f"/elections/{election.pk}/",
        about=f"election:{election.pk}:{process.state}",
    )  # fmt: skip
