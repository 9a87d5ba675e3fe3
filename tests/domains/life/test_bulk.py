"""What is planted at once is what actions would have recorded one by one."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

from liandong.domains.life import bulk, entitled, facts
from liandong.domains.life.actions import Outcome, Outline, Vote, begin_term, record_held
from liandong.domains.life.bulk import PastCourse, PastMeeting, PastTerm, Roll
from liandong.domains.life.models import Absence, BodyTerm, CourseHours, Meeting
from tests.domains.life.life_kit import AT, BY, TODAY, refused, told

STAMP = {"by": BY, "at": AT}
_SAID = ("kind", "state", "entitled", "present", "without_vote", "quorate", "by_name", "held_by")


def test_the_same_as_one_by_one(party):
    absent = {party.ids[0]: "ill", party.ids[9]: "away"}
    votes = [Vote("甲", 5), Vote("乙", 4)]
    one = record_held(
        unit=party.one, kind="assembly", on=TODAY, outline=Outline(also=["lesson"]),
        outcome=Outcome(absent=absent, votes=votes), **STAMP,
    )  # fmt: skip
    [other] = bulk.plant_meetings(
        [PastMeeting(party.one.pk, "assembly", TODAY - timedelta(1), AT, absent,
                     Outline(also=["lesson"]), votes)],
        at_unit=party.committee, **STAMP,
    )  # fmt: skip
    other.refresh_from_db()
    assert [getattr(one, name) for name in _SAID] == [getattr(other, name) for name in _SAID]
    assert [r.carried for r in other.resolutions.all()] == [True, False]
    assert other.absences.count() == one.absences.count() == 2
    assert [s.kind for s in other.serves.all()] == ["lesson"]


def test_the_roll_expects_whom_the_queries_expect(party):
    seats = {party.ids[0]: "secretary", party.ids[1]: "member"}
    begin_term(unit=party.one, start=date(2020, 3, 1), seats=seats, **STAMP)
    roll = Roll()
    for unit, kind in (
        (party.one, "assembly"), (party.one, "lesson"), (party.one, "committee"),
        (party.group, "group"), (party.two, "assembly"),
    ):  # fmt: skip
        for on in (date(2018, 2, 28), date(2019, 1, 1), TODAY):
            assert roll.expected(unit.pk, kind, on) == entitled.expected(unit, kind, on)


def test_counts_without_names(party):
    [one] = bulk.plant_meetings(
        [PastMeeting(party.one.pk, "lesson", TODAY, AT, counts=(10, 7))],
        at_unit=party.one, **STAMP,
    )  # fmt: skip
    assert (one.entitled, one.present, one.by_name) == (10, 7, False)
    with refused("too_many_present"):
        bulk.plant_meetings(
            [PastMeeting(party.one.pk, "lesson", TODAY, AT, counts=(7, 10))],
            at_unit=party.one, **STAMP,
        )  # fmt: skip


def test_terms_and_courses(party):
    seats = {party.ids[0]: "secretary", party.ids[1]: "deputy", party.ids[2]: "member"}
    terms = [
        PastTerm(party.one.pk, date(2018, 5, 1), date(2021, 4, 30), seats, end=date(2021, 5, 1)),
        PastTerm(party.one.pk, date(2021, 5, 1), date(2024, 4, 30), seats),
    ]
    with told() as heard:
        assert bulk.plant_terms(terms, at_unit=party.one, **STAMP) == 2
    assert heard[0]["since"] == date(2018, 5, 1)
    with refused("life_bodyterm_overlap"):
        bulk.plant_terms(terms[:1], at_unit=party.one, **STAMP)
    assert BodyTerm.objects.filter(unit=party.one).count() == 2
    course = PastCourse(
        party.one.pk, "党务培训", TODAY, Decimal(8), dict.fromkeys(party.ids, Decimal(8))
    )
    assert bulk.plant_courses([course], at_unit=party.one, **STAMP) == 10
    assert CourseHours.objects.filter(course__unit=party.one).count() == 10
    assert facts.training(on=TODAY, units=[party.one.pk]).num_rows == 10


def test_a_year_of_a_province_is_planted_in_seconds(party):
    """28,000 meetings with two absences each in 20 seconds; here a seventh of it. The time of this
    process counts: others may be at work on the machine."""
    meetings = [
        PastMeeting(
            party.one.pk, "lesson", TODAY - timedelta(n % 300), AT,
            {party.ids[n % 10]: "leave", party.ids[(n + 1) % 10]: "ill"},
        )
        for n in range(4_000)
    ]  # fmt: skip
    begin = time.process_time()
    bulk.plant_meetings(meetings, at_unit=party.one, **STAMP)
    took = time.process_time() - begin
    assert Meeting.objects.filter(unit=party.one).count() == 4_000
    assert Absence.objects.filter(meeting__unit=party.one).count() == 8_000
    assert took < 3, f"{took:.1f} s for 4,000"
