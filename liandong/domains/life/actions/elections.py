"""Elections as a lifecycle (`norms/lifecycles/election.yaml`): each step is one of these, and the
effect of a step is here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.life import counting, rules
from liandong.domains.life import refusals_of_elections as refusals
from liandong.domains.life.actions import bodies, holding
from liandong.domains.life.actions.said import Outcome, Outline
from liandong.domains.life.actions.telling import one_at_a_time, tell
from liandong.domains.life.counting import Winner
from liandong.domains.life.enums import MeetingKind, SeatPost
from liandong.domains.life.models import BodyTerm, Elected, Election, Meeting, Nominee
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
    {"request", "withdraw_request", "approve", "send_back", "withdraw_candidates",
     "approve_candidates", "send_back_candidates", "report", "withdraw_report", "refuse_result",
     "cancel"}
)  # fmt: skip
_LEAD = {BODY: Permission.RECORD_LIFE, SUPERIOR: Permission.SUPERVISE_LIFE}


def remind(*, unit: Unit, by: str, at: datetime) -> Election:
    """The superior reminds an organisation of its election, which opens it.

    Raises `LiandongError`: life_election_one_open, no_superior, no_body.
    """
    with one_at_a_time(unit):
        election = opened(unit, by=by, at=at)
        _told("remind", election, timezone.localdate(at), by=by, at=at)
    return election


def opened(unit: Unit, *, by: str, at: datetime) -> Election:
    """An election in its first state, inside the deed of whoever begins it."""
    bodies.may_have_a_body(unit)
    today = timezone.localdate(at)
    placed = Placement.objects.on(today).filter(unit=unit, hierarchy=Hierarchy.PARTY).first()
    if placed is None or placed.parent is None:
        raise refusals.no_superior(unit)
    process = workflow.open_process(
        CODE, subject=f"unit:{unit.code}", sides={BODY: unit, SUPERIOR: placed.parent},
        by=by, at=at, on=today,
    )  # fmt: skip
    term = BodyTerm.objects.on(today).filter(unit=unit).first()
    return Election.objects.create(process=process, unit=unit, term=term)


def step(
    election: Election, transition: str, *, seen: str, by: str, at: datetime, note: str = ""
) -> Election:
    """A step that needs no more than a note, one of `PLAIN`. Raises like `workflow.take`."""
    if transition not in PLAIN:
        raise refusals.other_step(transition)
    with one_at_a_time(election.unit):
        if transition == "request":  # for an election, whatever was asked before
            Election.objects.filter(pk=election.pk).update(asked_to=None)
        take(election, transition, seen, by, at, note)
    return election


def submit_candidates(
    election: Election, *, seats: int, seen: str, by: str, at: datetime, note: str = "",
    candidates: int | None = None, nominees: Sequence[tuple[int, str]] = (),
) -> Election:  # fmt: skip
    """So many are to be elected from these `nominees` (id of the person, post), or from so many
    `candidates` whose names are not said. A list sent back is kept; the last one counts.

    Raises `LiandongError`: bad_candidates, named_twice, not_a_full_member.
    """
    number = len(nominees) if candidates is None else candidates
    if not 0 < seats <= number < 1_000:
        raise refusals.bad_candidates()
    _once(person for person, _post in nominees)
    with one_at_a_time(election.unit):
        bodies.full_members([person for person, _post in nominees], timezone.localdate(at))
        last = election.nominees.order_by("-list_no").values_list("list_no", flat=True).first()
        Nominee.objects.bulk_create(
            Nominee(election=election, list_no=(last or 0) + 1, person_id=person, post=post)
            for person, post in nominees
        )
        Election.objects.filter(pk=election.pk).update(seats=seats, candidates=number)
        take(election, "submit_candidates", seen, by, at, note)
    return election


def hold_election(
    election: Election, *, on: date, ballots: int, seen: str, by: str, at: datetime,
    winners: Sequence[Winner] = (), counted: Sequence[Winner] = (),
    outcome: Outcome | None = None,
) -> Election:  # fmt: skip
    """The assembly elected `winners`; it goes on record as an assembly of that day. Or, with
    `counted` (everybody who got votes), those of them whom the rule elects; what the others got is
    not kept.

    Raises `LiandongError`: no_election_quorum, too_many_ballots, votes_exceed_ballots,
    not_elected, too_many_elected, nobody_elected, two_secretaries, not_a_full_member, named_twice,
    of the counted too_many_votes, nobody_over_half, tied, and what `record_held` raises.
    """
    _once(one.person for one in (*winners, *counted))
    with one_at_a_time(election.unit):
        assembly = holding.record_held(
            unit=election.unit, kind=MeetingKind.ASSEMBLY, on=on, by=by, at=at, again=True,
            outline=Outline(topic="换届选举", agenda=[]), outcome=outcome,
        )  # fmt: skip
        _quorate(election, assembly, ballots)
        if counted:
            winners = _of_those(election, assembly, ballots, counted)
        _valid(election, assembly, ballots, winners)
        bodies.full_members([one.person for one in winners], on)
        _chosen(election, assembly, ballots, winners)
        take(election, "hold", seen, by, at, "")
    return election


def _chosen(election: Election, assembly: Meeting, ballots: int, winners: Iterable[Winner]) -> None:
    Election.objects.filter(pk=election.pk).update(assembly=assembly, ballots=ballots)
    Elected.objects.bulk_create(
        Elected(election=election, assembly=assembly, person_id=one.person, post=one.post,
                votes=one.votes)
        for one in winners
    )  # fmt: skip


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
        take(election, "postpone", seen, by, at, reason)
    return election


def file_result(
    election: Election, *, seen: str, by: str, at: datetime, note: str = ""
) -> Election:
    """The superior approves the result: the new body is in office from the day of the assembly."""
    with one_at_a_time(election.unit):
        take(election, "file", seen, by, at, note)
        assembly = election.assembly
        if assembly is None:
            raise refusals.nobody_elected()
        if assembly.voided_at is not None:
            raise refusals.assembly_voided()
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


def _once(people: Iterable[int]) -> None:
    named = list(people)
    if len(set(named)) < len(named):
        raise refusals.named_twice()


def _of_those(
    election: Election, assembly: Meeting, ballots: int, counted: Sequence[Winner]
) -> list[Winner]:
    most = ballots * (election.seats or len(counted))
    for one in counted:
        if one.votes > ballots:
            raise refusals.votes_exceed(one.votes, ballots)
    if sum(one.votes for one in counted) > most:
        raise refusals.too_many_votes(sum(one.votes for one in counted), most)
    needed = rules.votes_needed(election.unit, assembly.present or 0, assembly.on)
    return counting.elected(counted, seats=election.seats, enough=lambda votes: votes >= needed)


def _quorate(election: Election, assembly: Meeting, ballots: int) -> None:
    entitled, present = assembly.entitled or 0, assembly.present or 0
    least = rules.election_least(election.unit, entitled, assembly.on)
    if present < least:
        raise refusals.no_quorum(present, entitled, least)
    if not 0 <= ballots <= present:
        raise refusals.too_many_ballots(ballots, present)


def _valid(election: Election, assembly: Meeting, ballots: int, winners: Sequence[Winner]) -> None:
    present = assembly.present or 0
    if not winners:
        raise refusals.nobody_elected()
    if election.seats is not None and len(winners) > election.seats:
        raise refusals.too_many_elected(len(winners), election.seats)
    if sum(SeatPost(one.post) is SeatPost.SECRETARY for one in winners) > 1:
        raise refusals.two_secretaries()
    needed = rules.votes_needed(election.unit, present, assembly.on)
    for one in winners:
        if one.votes > ballots:
            raise refusals.votes_exceed(one.votes, ballots)
        if one.votes < needed:
            raise refusals.not_elected(one.votes, present)


def take(election: Election, transition: str, seen: str, by: str, at: datetime, note: str) -> None:
    """One step of the case, told to whoever acts next; inside the deed of whoever takes it."""
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
