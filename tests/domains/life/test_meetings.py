"""Meetings: planned, held in one call, voted on in counts, cancelled, corrected, voided."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from liandong.domains.audit.models import Event
from liandong.domains.life import agendas
from liandong.domains.life.actions import (
    Outcome,
    Outline,
    Vote,
    begin_term,
    cancel,
    change_plan,
    correct,
    hold,
    plan,
    record_held,
    void,
)
from liandong.domains.life.entitled import expected
from liandong.domains.life.models import Absence, Meeting, MeetingServes, Resolution
from liandong.domains.members.models import Membership
from tests.domains.life.life_kit import AT, BY, FOUNDED, TODAY, join, refused, told

STAMP = {"by": BY, "at": AT}


def assembly(party, on=TODAY, **outcome):
    return record_held(unit=party.one, kind="assembly", on=on, outcome=Outcome(**outcome), **STAMP)


def test_a_plan_gets_the_usual_agenda(party):
    with told() as heard:
        meeting = plan(
            unit=party.one, kind="assembly", on=TODAY + timedelta(3),
            outline=Outline(begins=time(19, 30), venue=" 党群服务中心 ", also=["themed_day"]), **STAMP,
        )  # fmt: skip
    assert meeting.state == "planned"
    assert meeting.venue == "党群服务中心"
    assert meeting.agenda == agendas.usual("assembly")
    assert [one.kind for one in meeting.serves.all()] == ["themed_day"]
    assert heard == [{"units": [party.one.pk], "since": TODAY + timedelta(3), "at": AT}]


def test_all_present_in_one_call(party):
    meeting = plan(unit=party.one, kind="assembly", on=TODAY, **STAMP)
    held = hold(meeting, seen=1, **STAMP)
    assert (held.entitled, held.present, held.without_vote) == (9, 9, 1)
    assert (held.state, held.quorate, held.version) == ("held", True, 2)


def test_only_those_absent_are_stored(party):
    held = assembly(party, absent={party.ids[0]: "ill", party.ids[9]: "leave"})
    assert (held.entitled, held.present, held.without_vote) == (9, 8, 0)
    assert dict(Absence.objects.filter(meeting=held).values_list("person_id", "reason")) == {
        party.ids[0]: "ill", party.ids[9]: "leave",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("absent", "votes", "carried"),
    [
        (0, Vote("甲", 5, 4), True),  # 5 of 9 entitled
        (0, Vote("甲", 4, 0, 5), False),
        (3, Vote("甲", 5, 1), True),  # 6 present, and 5 of all 9
        (3, Vote("甲", 4, 2), False),  # more than half of those present, not of those entitled
    ],
)
def test_a_vote_needs_more_than_half_of_all_entitled(party, absent, votes, carried):
    away = dict.fromkeys(party.ids[:absent], "leave")
    held = assembly(party, absent=away, votes=[votes])
    assert Resolution.objects.get(meeting=held).carried is carried


def test_no_vote_without_a_quorum(party):
    away = dict.fromkeys(party.ids[:5], "away")  # 4 of 9
    with refused("no_quorum"):
        assembly(party, absent=away, votes=[Vote("甲", 4)])
    held = assembly(party, absent=away)
    assert held.quorate is False
    assert assembly(
        party, on=TODAY - timedelta(1), absent=dict.fromkeys(party.ids[:4], "ill")
    ).quorate


@pytest.mark.parametrize(
    ("vote", "code"),
    [
        (Vote("甲", 10), "votes_exceed_entitled"),
        (Vote("甲", 8, 1, 1), "votes_exceed_entitled"),
        (Vote("甲", 9), "votes_exceed_present"),
        (Vote("甲", 5, -1), "votes_negative"),
        (Vote(" ", 5), "too_long"),
    ],
)
def test_counts_that_cannot_be(party, vote, code):
    with refused(code):
        assembly(party, absent={party.ids[0]: "ill"}, votes=[vote])
    assert not Meeting.objects.filter(unit=party.one).exists()


def test_bad_days_and_kinds(party):
    with refused("held_in_future"):
        assembly(party, on=TODAY + timedelta(1))
    with refused("unit_not_there"):
        assembly(party, on=FOUNDED - timedelta(1))
    with refused("planned_in_past"):
        plan(unit=party.one, kind="assembly", on=TODAY - timedelta(1), **STAMP)
    with refused("wrong_kind"):
        plan(unit=party.one, kind="group", on=TODAY, **STAMP)
    with refused("wrong_kind"):
        plan(unit=party.one, kind="party", on=TODAY, **STAMP)
    with refused("other_people"):
        plan(unit=party.one, kind="committee", on=TODAY, outline=Outline(also=["lesson"]), **STAMP)
    with refused("nobody_entitled"):
        record_held(unit=party.one, kind="committee", on=TODAY, **STAMP)
    with refused("no_votes_here"):
        record_held(
            unit=party.one, kind="lesson", on=TODAY, outcome=Outcome(votes=[Vote("甲", 5)]), **STAMP
        )
    with refused("nobody_came"):
        assembly(party, absent=dict.fromkeys(party.ids, "away"))
    with refused("absent_not_expected"):
        assembly(party, absent={join(party.two)[0].pk: "ill"})
    with refused("chair_absent"):
        record_held(
            unit=party.one, kind="lesson", on=TODAY, outline=Outline(chair=party.people[0]),
            outcome=Outcome(absent={party.ids[0]: "ill"}), **STAMP,
        )  # fmt: skip


def test_an_evening_in_beijing_is_the_same_day(party):
    """20:00 in Beijing on the 15th; what is held on the 15th is not in the future."""
    assert assembly(party, on=TODAY).on == TODAY


def test_the_same_meeting_is_not_recorded_twice(party):
    assembly(party)
    with refused("recorded_already"):
        assembly(party)
    record_held(unit=party.one, kind="assembly", on=TODAY, again=True, **STAMP)
    assert Meeting.objects.filter(unit=party.one, on=TODAY).count() == 2


def test_the_entitled_are_those_of_the_day(party):
    """Who joined later, or was suspended, or only applies, is not expected."""
    join(party.one, since=TODAY + timedelta(1))
    join(party.one, stage="activist")
    join(party.one, standing="suspended")
    leaver = Membership.objects.get(person=party.people[1])
    leaver.end, leaver.ended_at = TODAY, AT
    leaver.save()
    day_before = expected(party.one, "assembly", TODAY - timedelta(1))
    assert (len(day_before.entitled), len(day_before.others)) == (9, 1)
    assert len(expected(party.one, "assembly", TODAY).entitled) == 8
    assert len(expected(party.one, "lesson", TODAY).entitled) == 9
    assert len(expected(party.group, "group", TODAY).entitled) == 3
    assert len(expected(party.general, "assembly", TODAY).entitled) == 12


def test_a_committee_meets_by_its_seats(party):
    seats = dict(zip(party.ids[:3], ("secretary", "deputy", "member"), strict=True))
    begin_term(unit=party.one, start=date(2021, 5, 1), due=date(2024, 4, 30), seats=seats, **STAMP)
    held = record_held(
        unit=party.one, kind="committee", on=TODAY,
        outcome=Outcome(absent={party.ids[2]: "leave"}, votes=[Vote("甲", 2)]), **STAMP,
    )  # fmt: skip
    assert (held.entitled, held.present, held.quorate) == (3, 2, True)
    with refused("nobody_entitled"):
        record_held(unit=party.one, kind="committee", on=date(2021, 4, 30), **STAMP)


def test_several_kinds_at_once_are_counted_by_the_one_that_decides(party):
    held = record_held(
        unit=party.one, kind="themed_day", on=TODAY,
        outline=Outline(also=["assembly", "lesson", "themed_day"]), **STAMP,
    )  # fmt: skip
    assert held.kind == "assembly"
    assert held.entitled == 9
    also = MeetingServes.objects.filter(meeting=held).values_list("kind", flat=True)
    assert sorted(also) == ["lesson", "themed_day"]


def test_who_is_slower_is_told_and_nothing_is_lost(party):
    meeting = plan(unit=party.one, kind="lesson", on=TODAY, **STAMP)
    change_plan(meeting, seen=1, topic="新的议题", **STAMP)
    with refused("stale"):
        change_plan(meeting, seen=1, topic="别的议题", **STAMP)
    with refused("stale"):
        hold(meeting, seen=1, **STAMP)
    hold(meeting, seen=2, **STAMP)
    with refused("not_planned"):
        cancel(meeting, seen=3, reason="下雨", **STAMP)
    assert Meeting.objects.get(pk=meeting.pk).topic == "新的议题"


def test_a_plan_may_be_changed_and_called_off(party):
    meeting = plan(
        unit=party.one, kind="lesson", on=TODAY, outline=Outline(also=["themed_day"]), **STAMP
    )
    later = TODAY + timedelta(9)
    change_plan(meeting, seen=1, on=later, agenda=["甲", " ", "乙"], also=[], **STAMP)
    assert (meeting.on, meeting.agenda, meeting.serves.count()) == (later, ["甲", "乙"], 0)
    with refused("reason_missing"):
        cancel(meeting, seen=2, reason=" ", **STAMP)
    cancel(meeting, seen=2, reason="台风", **STAMP)
    assert meeting.state == "cancelled"
    with refused("not_planned"):
        hold(meeting, seen=3, on=TODAY, **STAMP)


def test_a_correction_voids_and_says_anew(party):
    held = assembly(
        party, on=TODAY - timedelta(2), absent={party.ids[0]: "ill"}, votes=[Vote("甲", 8)],
        minutes="记录",
    )  # fmt: skip
    with told() as heard:
        again = correct(held, reason="日期写错", on=TODAY - timedelta(5), **STAMP)
    held.refresh_from_db()
    assert held.voided_at == AT
    assert again.replaces == held
    assert (again.on, again.present, again.minutes) == (TODAY - timedelta(5), 8, "记录")
    assert again.resolutions.get().carried
    assert heard[-1]["since"] == TODAY - timedelta(5)
    with refused("stale"):
        correct(held, reason="再来一次", **STAMP)
    with refused("stale"):
        void(held, reason="重复", **STAMP)
    void(again, reason="没有开成", **STAMP)
    assert not Meeting.objects.live().filter(unit=party.one).exists()


def test_the_database_keeps_what_was_held(party):
    held = assembly(party, absent={party.ids[0]: "ill"}, votes=[Vote("甲", 8)])
    for sql in (
        "UPDATE life_meeting SET present = 9 WHERE id = %s",
        "UPDATE life_meeting SET \"on\" = '2022-01-01' WHERE id = %s",
        "DELETE FROM life_meeting WHERE id = %s",
        "DELETE FROM life_absence WHERE meeting_id = %s",
        "UPDATE life_absence SET reason = 'duty' WHERE meeting_id = %s",
        "UPDATE life_resolution SET votes_for = 9 WHERE meeting_id = %s",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [held.pk])
    held.refresh_from_db()
    assert (held.present, held.on, held.absences.count()) == (8, TODAY, 1)


def test_the_trail_has_counts_and_no_names(party):
    assembly(party, absent={party.ids[0]: "ill"}, votes=[Vote("选举王某某", 8)], minutes="李某说")
    plan(unit=party.one, kind="lesson", on=TODAY, outline=Outline(topic="张某讲课"), **STAMP)
    said = json.dumps(
        list(Event.objects.filter(unit=party.one.code).values("subject", "after", "before")),
        ensure_ascii=False,
    )
    assert '"present": 8' in said
    for word in ("王某某", "李某", "张某", "ill", party.people[0].name):
        assert word not in said
