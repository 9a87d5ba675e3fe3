"""Meetings in pages, what one person sees, and what is passed on from members."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.life import queries
from liandong.domains.life.actions import (
    Outcome,
    Outline,
    begin_term,
    cancel,
    plan,
    record_course,
    record_held,
    void,
)
from liandong.domains.life.bulk import PastMeeting, plant_meetings
from liandong.domains.life.queries.meetings import waiting
from liandong.domains.members.models import Membership
from liandong.domains.members.signals import members_changed
from tests.domains.life.life_kit import AT, BY, TODAY, told

STAMP = {"by": BY, "at": AT}


def test_pages_meet_without_gap_or_repeat(party):
    """Several on one day, so that the day alone does not tell them apart."""
    meetings = [
        PastMeeting(party.one.pk, "lesson", TODAY - timedelta(n // 3), AT) for n in range(25)
    ]
    plant_meetings(meetings, at_unit=party.one, **STAMP)
    seen, after = [], None
    while True:
        page = queries.of_unit(party.one.pk, after=after, limit=7)
        seen += [(row.on, row.id) for row in page.rows]
        after = page.next
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 25
    assert seen == sorted(seen, reverse=True)
    with pytest.raises(LiandongError):
        queries.of_unit(party.one.pk, after="first")


def test_by_kind_state_and_days(party, django_assert_num_queries):
    record_held(
        unit=party.one, kind="assembly", on=TODAY, outline=Outline(also=["lesson", "themed_day"]),
        **STAMP,
    )  # fmt: skip
    gone = record_held(unit=party.one, kind="lesson", on=date(2022, 3, 1), **STAMP)
    void(gone, reason="重复", **STAMP)
    coming = plan(unit=party.one, kind="lesson", on=TODAY + timedelta(5), **STAMP)
    with django_assert_num_queries(2):
        page = queries.of_unit(party.one.pk, kind="lesson")
    assert [(row.id == coming.pk, set(row.also)) for row in page.rows] == [
        (True, set()), (False, {"lesson", "themed_day"}),
    ]  # fmt: skip
    assert len(queries.of_unit(party.one.pk, kind="lesson", voided=True).rows) == 3
    held = queries.of_unit(party.one.pk, states=["held"], since=TODAY, until=TODAY + timedelta(1))
    assert [row.kind for row in held.rows] == ["assembly"]
    later = plan(unit=party.one, kind="assembly", on=TODAY + timedelta(9), **STAMP)
    for days, limit, expected in (
        (0, 20, [coming, later]), (0, 1, [coming]), (6, 20, [coming, later]), (6, 0, [coming]),
        (10, 0, [coming, later]),
    ):  # fmt: skip
        found = waiting([party.one.pk], on=TODAY + timedelta(days), limit=limit)
        assert [row.id for row in found] == [one.pk for one in expected]


def test_what_a_member_sees(party):
    me, other = party.people[6], party.people[0]  # me: in the group
    begin_term(unit=party.one, start=date(2021, 1, 1), seats={other.pk: "secretary"}, **STAMP)
    record_held(
        unit=party.one, kind="assembly", on=TODAY, outcome=Outcome(absent={me.pk: "ill"}), **STAMP
    )
    record_held(unit=party.group, kind="group", on=TODAY - timedelta(1), **STAMP)
    record_held(unit=party.one, kind="committee", on=TODAY - timedelta(2), **STAMP)
    record_held(unit=party.two, kind="lesson", on=TODAY - timedelta(3), **STAMP)
    record_held(unit=party.general, kind="lesson", on=TODAY - timedelta(4), **STAMP)
    off = plan(unit=party.one, kind="lesson", on=TODAY + timedelta(3), **STAMP)
    cancel(off, seen=1, reason="台风", **STAMP)
    plant_meetings(
        [PastMeeting(party.one.pk, "themed_day", TODAY - timedelta(5), AT, counts=(10, 8))],
        at_unit=party.one, **STAMP,
    )  # fmt: skip
    year = {"since": date(2022, 1, 1), "until": date(2023, 1, 1)}
    mine = queries.meetings_of(me, **year)
    assert [(one.kind, one.state, one.came, one.reason) for one in mine] == [
        ("lesson", "cancelled", None, ""),
        ("assembly", "held", False, "ill"),
        ("group", "held", True, ""),
        ("lesson", "held", True, ""),
        ("themed_day", "held", None, ""),
    ]
    assert [one.kind for one in queries.meetings_of(other, **year)] == [
        "lesson", "assembly", "committee", "lesson", "themed_day",
    ]  # fmt: skip
    probationary = queries.meetings_of(party.people[9], **year)
    assert {one.kind: one.votes for one in probationary}["assembly"] is False


def test_past_meetings_stay_where_they_were_held(party):
    """Who moves is not expected at what the new branch held before."""
    me = party.people[0]
    record_held(unit=party.one, kind="lesson", on=date(2022, 3, 1), **STAMP)
    record_held(unit=party.two, kind="lesson", on=date(2022, 3, 2), **STAMP)
    row = Membership.objects.get(person=me)
    row.end, row.ended_at = date(2022, 5, 1), AT
    row.save()
    Membership.objects.create(
        person=me, unit=party.two, stage="full", entry="transfer", start=date(2022, 5, 1),
        recorded_at=AT, recorded_by=BY,
    )  # fmt: skip
    record_held(unit=party.one, kind="lesson", on=date(2022, 6, 1), **STAMP)
    record_held(unit=party.two, kind="lesson", on=date(2022, 6, 2), **STAMP)
    mine = queries.meetings_of(me, since=date(2022, 1, 1), until=date(2023, 1, 1))
    assert [(one.unit_code, one.on) for one in mine] == [
        (party.two.code, date(2022, 6, 2)), (party.one.code, date(2022, 3, 1)),
    ]  # fmt: skip


def test_hours_of_a_year(party):
    record_course(
        unit=party.one, title="春训", on=date(2022, 3, 5), hours=Decimal(8),
        people={party.ids[0]: None}, **STAMP,
    )  # fmt: skip
    [course] = queries.hours_of(party.people[0], year=2022)
    assert (course.title, course.hours) == ("春训", Decimal(8))
    assert queries.hours_of(party.people[0], year=2021) == []


def test_members_changes_are_passed_on(party):
    with told() as heard:
        members_changed.send(Membership, units=[2, 1, 2], since=TODAY, at=AT)
    assert heard == [{"units": [1, 2], "since": TODAY, "at": AT}]
