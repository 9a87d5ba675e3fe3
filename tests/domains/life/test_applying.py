"""What a body begins itself, takes back, and the rule decides by the counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from liandong.domains.life import queries
from liandong.domains.life.actions import (
    Outcome,
    Winner,
    begin_term,
    file_result,
    hold_election,
    leave_seat,
    postpone,
    remind,
    step,
    submit_candidates,
    void,
)
from liandong.domains.life.actions.applying import (
    apply,
    ask_extension,
    record_again,
    usual_extension,
)
from liandong.domains.life.actions.bodies import fill_seat, void_seat
from liandong.domains.life.models import Election, Nominee
from tests.domains.life.life_kit import AT, BY, TODAY, Party, refused, told

STAMP = {"by": BY, "at": AT}
START = date(2019, 10, 1)  # due on 30 September 2022
LAST = date(2023, 9, 30)


@pytest.fixture
def body(party: Party) -> Party:
    posts = dict(zip(party.ids[:3], ("secretary", "deputy", "member"), strict=True))
    begin_term(unit=party.one, start=START, seats=posts, **STAMP)
    return party


def nominees(body: Party, count: int = 4) -> list[tuple[int, str]]:
    posts = ("secretary", "deputy", "member", "member")
    return list(zip(body.ids[3:], posts, strict=False))[:count]


@pytest.fixture
def ready(body: Party) -> Election:
    election = apply(unit=body.one, **STAMP)
    step(election, "approve", seen="requested", **STAMP)
    submit_candidates(election, seats=3, nominees=nominees(body), seen="preparing", **STAMP)
    return step(election, "approve_candidates", seen="candidates_requested", **STAMP)


def counted(body: Party, *votes: int) -> list[Winner]:
    return [Winner(p, post, n) for (p, post), n in zip(nominees(body), votes, strict=False)]


def assemble(election, body, *votes, ballots=9, absent=0):
    away = dict.fromkeys(body.ids[:absent], "away")
    return hold_election(
        election, on=TODAY, ballots=ballots, counted=counted(body, *votes), seen="ready",
        outcome=Outcome(absent=away), **STAMP,
    )  # fmt: skip


def test_a_body_asks_before_it_is_reminded(body):
    election = apply(unit=body.one, note="任期将满", **STAMP)
    assert election.process.state == "requested"
    with refused("life_election_one_open"):
        remind(unit=body.one, **STAMP)
    step(election, "withdraw_request", seen="requested", **STAMP)
    assert election.process.state == "reminded"


def test_a_body_asks_for_more_time_and_its_superior_says_how_long(body):
    for to, code in (
        (date(2022, 9, 30), "extension_range"),
        (date(2023, 10, 1), "extension_range"),
    ):
        with refused(code):
            apply(unit=body.one, to=to, note="疫情", **STAMP)
    with refused("reason_missing"):
        apply(unit=body.one, to=LAST, **STAMP)
    election = apply(unit=body.one, to=LAST, note="疫情", **STAMP)
    assert (election.asked_to, election.process.state) == (LAST, "requested")
    postpone(election, to=date(2023, 3, 31), reason="同意半年", seen="requested", **STAMP)
    assert queries.body_of(body.one, on=TODAY).term.last_day == date(2023, 3, 31)
    assert usual_extension(election) is None
    with refused("extended_already"):
        ask_extension(election, to=LAST, reason="再延", seen="postponed", **STAMP)
    step(election, "request", seen="postponed", **STAMP)
    assert election.asked_to is None


def test_nothing_to_extend_without_a_term(party):
    election = remind(unit=party.one, **STAMP)
    assert usual_extension(election) is None
    with refused("nothing_to_extend"):
        ask_extension(election, to=LAST, reason="x", seen="reminded", **STAMP)


def test_every_list_of_candidates_is_kept_and_the_last_one_counts(body):
    election = apply(unit=body.one, **STAMP)
    step(election, "approve", seen="requested", **STAMP)
    said = {"seen": "preparing", **STAMP}
    with refused("bad_candidates"):
        submit_candidates(election, seats=3, nominees=nominees(body, 2), **said)
    with refused("named_twice"):
        submit_candidates(election, seats=1, nominees=nominees(body, 1) * 2, **said)
    with refused("not_a_full_member"):
        submit_candidates(election, seats=1, nominees=[(body.ids[9], "member")], **said)
    submit_candidates(election, seats=1, nominees=nominees(body, 2), **said)
    step(election, "withdraw_candidates", seen="candidates_requested", **STAMP)
    submit_candidates(election, seats=2, nominees=nominees(body, 3), **said)
    lists = list(election.nominees.values_list("list_no", flat=True))
    assert lists == [1, 1, 2, 2, 2]
    assert (election.seats, election.candidates) == (2, 3)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Nominee.objects.filter(election=election).update(post="member")


def test_the_most_votes_over_half_of_those_who_came(ready, body):
    """Nine came: five votes are more than half, four are not; of four, three seats."""
    assemble(ready, body, 9, 4, 6, 5)
    won = dict(ready.elected.values_list("person_id", "votes"))
    assert won == {body.ids[3]: 9, body.ids[5]: 6, body.ids[6]: 5}


@pytest.mark.parametrize(
    ("votes", "more", "code"),
    [
        ((4, 4), {}, "nobody_over_half"),
        ((9, 6, 5, 5), {}, "tied"),
        ((9, 9, 9, 9), {}, "too_many_votes"),
        ((9,), {"ballots": 8}, "votes_exceed_ballots"),
        ((7, 7), {"ballots": 7, "absent": 2}, "no_election_quorum"),
    ],
)
def test_counts_that_decide_nothing(ready, body, votes, more, code):
    with refused(code):
        assemble(ready, body, *votes, **more)
    ready.refresh_from_db()
    assert (ready.process.state, ready.assembly) == ("ready", None)


def test_an_assembly_recorded_wrongly_is_recorded_anew(ready, body):
    assemble(ready, body, 9, 8)
    wrong = ready.assembly
    with refused("reason_missing"):
        record_again(ready, reason=" ", seen="held", **STAMP)
    record_again(ready, reason="票数写错", seen="held", **STAMP)
    wrong.refresh_from_db()
    assert wrong.voided_at is not None
    assert (ready.process.state, ready.assembly, ready.ballots) == ("ready", None, None)
    assemble(ready, body, 9, 7)
    step(ready, "report", seen="held", **STAMP)
    step(ready, "withdraw_report", seen="reported", **STAMP)
    step(ready, "report", seen="held", **STAMP)
    file_result(ready, seen="reported", **STAMP)
    assert ready.new_term.seats.count() == 2


def test_a_voided_assembly_is_not_filed(ready, body):
    assemble(ready, body, 9, 8)
    void(ready.assembly, reason="重复", **STAMP)
    step(ready, "report", seen="held", **STAMP)
    with refused("assembly_voided"):
        file_result(ready, seen="reported", **STAMP)
    ready.refresh_from_db()
    assert ready.process.state == "reported"


def test_two_begin_a_body_and_one_is_told(party):
    begin_term(unit=party.one, start=START, seats={}, seen=0, **STAMP)
    with refused("stale"):
        begin_term(unit=party.one, start=TODAY, seats={}, seen=0, **STAMP)


def test_changes_of_seats_are_told_from_their_day_on(body):
    term = queries.body_of(body.one, on=TODAY).term
    with told() as heard:
        seat = fill_seat(term, person=body.ids[5], post="member", on=TODAY, **STAMP)
        void_seat(seat, reason="登记错了", **STAMP)
        other = fill_seat(term, person=body.ids[6], post="member", on=TODAY, **STAMP)
        leave_seat(other, on=TODAY + timedelta(1), **STAMP)
    assert [(one["units"], one["since"]) for one in heard] == [
        ([body.one.pk], TODAY), ([body.one.pk], TODAY), ([body.one.pk], TODAY),
        ([body.one.pk], TODAY + timedelta(1)),
    ]  # fmt: skip
    assert body.ids[5] not in [one.person_id for one in queries.body_of(body.one, on=TODAY).seats]
    with refused("stale"):
        void_seat(seat, reason="再来", **STAMP)
