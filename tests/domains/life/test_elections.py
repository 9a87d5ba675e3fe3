"""An election from the reminder to the new body, and what stands in its way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.scope import Scope
from liandong.domains.accounts import actions as accounts
from liandong.domains.accounts.enums import Role
from liandong.domains.accounts.models import Assignment
from liandong.domains.life import queries
from liandong.domains.life.actions import (
    Outcome,
    Winner,
    begin_term,
    file_result,
    hold_election,
    postpone,
    remind,
    remind_due,
    step,
    submit_candidates,
)
from liandong.domains.life.models import Election, Meeting
from liandong.domains.life.queries.elections import to_remind
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.enums import Hierarchy
from tests.domains.life.life_kit import AT, BY, TODAY, Party, refused

STAMP = {"by": BY, "at": AT}
START = date(2019, 10, 1)  # due on 30 September 2022
EVERYTHING = Scope(everything=True)


@pytest.fixture
def body(party: Party) -> Party:
    posts = dict(zip(party.ids[:3], ("secretary", "deputy", "member"), strict=True))
    begin_term(unit=party.one, start=START, seats=posts, **STAMP)
    return party


@pytest.fixture
def ready(body: Party) -> Election:
    """The candidates are approved; the assembly is next."""
    election = remind(unit=body.one, **STAMP)
    step(election, "request", seen="reminded", **STAMP)
    step(election, "approve", seen="requested", **STAMP)
    submit_candidates(election, seats=3, candidates=4, seen="preparing", **STAMP)
    return step(election, "approve_candidates", seen="candidates_requested", **STAMP)


def winners(party: Party, *votes: int) -> list[Winner]:
    posts = ("secretary", "deputy", "member", "member")
    return [
        Winner(person, post, count)
        for person, post, count in zip(party.ids[3:], posts, votes, strict=False)
    ]


def assemble(election, party, votes=(9, 8, 5), *, absent=0, ballots=None, on=TODAY):
    away = dict.fromkeys(party.ids[:absent], "away")
    return hold_election(
        election, on=on, ballots=9 - absent if ballots is None else ballots,
        winners=winners(party, *votes), outcome=Outcome(absent=away), seen="ready", **STAMP,
    )  # fmt: skip


def test_from_reminder_to_a_new_body(ready, body):
    assemble(ready, body)
    assert ready.process.state == "held"
    step(ready, "report", seen="held", **STAMP)
    file_result(ready, seen="reported", **STAMP)
    assert (ready.process.state, ready.is_open) == ("filed", False)
    now = queries.body_of(body.one, on=TODAY)
    assert now.term == ready.new_term
    assert (now.term.start, now.term.due) == (TODAY, date(2025, 6, 14))
    assert [seat.person_id for seat in now.seats] == body.ids[3:6]
    before = queries.body_of(body.one, on=TODAY - timedelta(1))
    assert before.term.end == TODAY
    assert Meeting.objects.get(elections=ready).kind == "assembly"


def test_a_quorum_of_four_fifths(ready, body):
    """8 of 9 are enough, 7 are not: four fifths of 9 are 7.2."""
    meetings = Meeting.objects.count()
    with refused("no_election_quorum"):
        assemble(ready, body, (7, 6), absent=2)
    assert Meeting.objects.count() == meetings
    assemble(ready, body, (8, 5), absent=1)
    assert ready.elected.count() == 2


@pytest.mark.parametrize(
    ("votes", "more", "code"),
    [
        ((9, 9), {"ballots": 10}, "too_many_ballots"),
        ((9, 8), {"ballots": 8}, "votes_exceed_ballots"),
        ((9, 4), {}, "not_elected"),
        ((9, 9, 9, 9), {}, "too_many_elected"),
        ((), {}, "nobody_elected"),
        ((9,), {"on": TODAY + timedelta(1)}, "held_in_future"),
    ],
)
def test_results_that_cannot_be(ready, body, votes, more, code):
    with refused(code):
        assemble(ready, body, votes, **more)
    ready.refresh_from_db()
    assert (ready.process.state, ready.assembly) == ("ready", None)


def test_two_secretaries_and_who_is_no_member(ready, body):
    for code, said in (
        ("two_secretaries", [Winner(p, "secretary", 9) for p in body.ids[:2]]),
        ("not_a_full_member", [Winner(body.ids[9], "member", 9)]),
    ):
        with refused(code):
            hold_election(ready, on=TODAY, ballots=9, winners=said, seen="ready", **STAMP)


def test_a_result_sent_back_is_elected_anew(ready, body):
    assemble(ready, body, on=TODAY - timedelta(1))
    step(ready, "report", seen="held", **STAMP)
    with refused("lifecycle.note_missing"):
        step(ready, "refuse_result", seen="reported", **STAMP)
    step(ready, "refuse_result", seen="reported", note="候选人不符", **STAMP)
    assemble(ready, body, (9, 9))
    step(ready, "report", seen="held", **STAMP)
    file_result(ready, seen="reported", **STAMP)
    assert ready.new_term.seats.count() == 2


def test_a_postponement_extends_the_term_by_a_year_at_most(body):
    election = remind(unit=body.one, **STAMP)
    step(election, "request", seen="reminded", **STAMP)
    with refused("extension_out_of_range"):
        postpone(election, to=date(2023, 10, 1), reason="疫情", seen="requested", **STAMP)
    postpone(election, to=date(2023, 9, 30), reason="疫情", seen="requested", **STAMP)
    assert election.process.state == "postponed"
    assert queries.body_of(body.one, on=TODAY).term.last_day == date(2023, 9, 30)


def test_one_at_a_time(body):
    election = remind(unit=body.one, **STAMP)
    with refused("life_election_one_open"):
        remind(unit=body.one, **STAMP)
    step(election, "request", seen="reminded", **STAMP)
    with refused("lifecycle.moved_on"):
        step(election, "request", seen="reminded", **STAMP)
    with refused("other_step"):
        step(election, "file", seen="requested", **STAMP)
    step(election, "cancel", seen="requested", note="撤销", **STAMP)
    assert queries.open_one(body.one) is None
    remind(unit=body.one, **STAMP)
    with refused("no_superior"):
        remind(unit=body.committee, **STAMP)
    with refused("no_body"):
        remind(unit=body.group, **STAMP)


def test_six_months_before_the_end(body):
    """The term ends on 30 September: it is time from 30 March on."""

    def mine(day):
        return body.one in to_remind(on=day)

    assert not mine(date(2022, 3, 29))
    assert mine(date(2022, 3, 30))
    remind_due(on=TODAY, **STAMP)
    assert queries.open_one(body.one).process.state == "reminded"
    assert not mine(TODAY)


def test_by_state_and_lateness(ready, body):
    page = queries.elections(EVERYTHING, states=["ready"])
    row = next(one for one in page.rows if one.id == ready.pk)
    assert (row.unit_id, row.term_due) == (body.one.pk, date(2022, 9, 30))
    assert row.title.en == "Candidates approved, waiting for the assembly"
    assert queries.counts(EVERYTHING)["ready"] >= 1
    assert row.due_on is not None
    assert not row.late(row.due_on)
    assert row.late(row.due_on + timedelta(1))
    late = queries.elections(EVERYTHING, late_on=row.due_on + timedelta(1))
    assert ready.pk in [one.id for one in late.rows]
    assert queries.elections(Scope(), states=["ready"]).rows == ()
    with pytest.raises(LiandongError):
        queries.election(0)


def test_who_acts_next_is_told(body):
    stamp = {"by": BY, "at": datetime(2020, 1, 1, tzinfo=UTC)}
    user = accounts.create_user(
        username="office-kit", password="a-long-password", display_name="办", **stamp
    )
    Assignment.objects.create(
        user=user, role=Role.PARTY_OFFICE, unit=body.general, hierarchy=Hierarchy.PARTY,
        start=date(2020, 1, 1), recorded_at=stamp["at"], recorded_by=BY,
    )  # fmt: skip
    election = remind(unit=body.one, **STAMP)
    step(election, "request", seen="reminded", **STAMP)
    titles = list(Notice.objects.filter(recipient=user).values_list("title_zh", flat=True))
    assert f"{body.one.name}换届：已请示，待批复" in titles
