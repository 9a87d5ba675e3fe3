"""Courses: planned, held, corrected; who has had how many hours of the year."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from liandong.domains.life import actions, facts, queries
from liandong.domains.life.actions import CourseSaid
from liandong.domains.life.models import Course, CourseHours
from liandong.domains.members.actions.steps import move
from liandong.domains.members.facts import people
from liandong.domains.members.models import Membership, Person
from liandong.domains.members.unbroken import since as unbroken
from tests.domains.life.life_kit import AT, BY, TODAY, join, refused

STAMP = {"by": BY, "at": AT}
DAY = Decimal(8)


def said(course: Course, **other) -> CourseSaid:
    named = ("title", "on", "hours", "for_secretaries")
    return CourseSaid(**{name: getattr(course, name) for name in named} | other)


@pytest.fixture
def spring(party) -> Course:
    """Everybody of branch one but the last was there."""
    came = dict.fromkeys(party.ids[:-1])
    return actions.record_course(
        unit=party.one, title="春训", on=date(2022, 3, 1), hours=DAY, people=came, **STAMP
    )


def everything(people) -> dict[int, None]:
    """All of these were there for all of it."""
    return dict.fromkeys(people)


def had(course: Course) -> set[int]:
    return {one.person for one in queries.took_part(course)}


def test_a_plan_gives_nobody_hours_until_it_came_about(party) -> None:
    ahead = TODAY + timedelta(days=3)
    plan = actions.plan_course(unit=party.one, title="夏训", on=ahead, hours=DAY, **STAMP)
    assert not had(plan)
    with refused("held_in_future"):
        actions.give_hours(plan, people={party.ids[0]: None}, **STAMP)
    held = actions.held_after_all(
        plan, said=said(plan, on=TODAY), came=everything(party.ids[:3]), **STAMP
    )
    assert (held.on, had(held)) == (TODAY, set(party.ids[:3]))
    plan.refresh_from_db()
    assert plan.voided_at is not None
    [row] = queries.courses([party.one.pk], year=2022).rows
    assert (row.id, row.people) == (held.pk, 3)


def test_a_plan_held_as_planned_stays_one_record(party) -> None:
    plan = actions.plan_course(unit=party.one, title="今训", on=TODAY, hours=DAY, **STAMP)
    held = actions.held_after_all(plan, said=said(plan), came=everything(party.ids), **STAMP)
    assert held.pk == plan.pk
    assert had(plan) == set(party.ids)


def test_what_cannot_have_been(party, spring) -> None:
    base = {"unit": party.one, "title": "x", "on": TODAY, "hours": DAY, **STAMP}
    with refused("planned_in_past"):
        actions.plan_course(**base | {"on": TODAY - timedelta(days=1)})
    with refused("unit_not_there"):
        actions.record_course(**base | {"on": date(2017, 1, 1)})
    with refused("nobody_learned"):
        actions.record_course(**base, people={})
    with refused("course_recorded_already"):
        actions.record_course(**base | {"title": " 春训 ", "on": spring.on})
    with refused("too_long"):
        actions.record_course(**base | {"title": "长" * 201})
    with refused("hours_out_of_range"):
        actions.record_course(**base | {"hours": Decimal("0.25")})


def test_only_wrong_hours_are_voided(party, spring) -> None:
    first, last = party.ids[0], party.ids[-1]
    with refused("reason_missing"):
        actions.correct_course(spring, said=said(spring), came=everything(party.ids[1:]), among=party.ids,
                               reason=" ", **STAMP)  # fmt: skip
    same = actions.correct_course(
        spring,
        said=said(spring),
        came=everything(party.ids[1:]),
        among=party.ids,
        reason="点错了",
        **STAMP,
    )
    assert same.pk == spring.pk
    assert had(spring) == set(party.ids) - {first}
    assert CourseHours.objects.filter(person=first).get().void_reason == "点错了"
    assert CourseHours.objects.live().filter(person=last).exists()


def test_more_are_added_without_a_reason(party, spring) -> None:
    actions.correct_course(
        spring, said=said(spring), came=everything(party.ids), among=party.ids, reason="", **STAMP
    )
    assert had(spring) == set(party.ids)


def hours_of(course: Course) -> dict[int, Decimal]:
    return {one.person: one.hours for one in queries.took_part(course)}


def test_a_part_of_a_course_counts_as_a_part(party) -> None:
    """Of 8 hours one person had 3.5; of a second course of 6 they had all: 9.5 of the year."""
    first, second = party.ids[:2]
    plan = actions.plan_course(unit=party.one, title="轮训", on=TODAY, hours=DAY, **STAMP)
    came = {first: Decimal("3.5"), second: None}
    held = actions.held_after_all(plan, said=said(plan), came=came, **STAMP)
    assert hours_of(held) == {first: Decimal("3.5"), second: DAY}
    actions.record_course(
        unit=party.one, title="党课", on=TODAY, hours=Decimal(6), people={first: None}, **STAMP
    )
    found = {one.person: one for one in queries.learning(party.one, role="member", on=TODAY)}
    assert (found[first].hours, found[second].hours) == (Decimal("9.5"), DAY)
    detail = [(one.title, one.whole, one.hours) for one in queries.taken([first], on=TODAY)]
    assert sorted(detail) == [("党课", 6, 6), ("轮训", 8, Decimal("3.5"))]


def test_a_part_is_corrected_both_ways(party, spring) -> None:
    first, rest = party.ids[0], party.ids[1:-1]
    asked = {"said": said(spring), "among": party.ids}
    with refused("reason_missing"):
        actions.correct_course(
            spring, came={first: Decimal(2), **everything(rest)}, reason="", **asked, **STAMP
        )
    actions.correct_course(
        spring, came={first: Decimal(2), **everything(rest)}, reason="早退", **asked, **STAMP
    )
    assert hours_of(spring) == {first: Decimal(2), **dict.fromkeys(rest, DAY)}
    assert CourseHours.objects.exclude(voided_at=None).get().person_id == first
    same = {first: Decimal("2.0"), **everything(rest)}
    actions.correct_course(spring, came=same, reason="", **asked, **STAMP)
    assert CourseHours.objects.exclude(voided_at=None).count() == 1, "nothing was wrong"
    actions.correct_course(
        spring, came=everything(party.ids[:-1]), reason="点错了", **asked, **STAMP
    )
    assert hours_of(spring) == dict.fromkeys(party.ids[:-1], DAY)


@pytest.mark.parametrize("hours", ["8.5", "0", "-1", "2.25"])
def test_nobody_has_more_than_all_of_it(party, spring, hours: str) -> None:
    before = hours_of(spring)
    came = {party.ids[0]: Decimal(hours), party.ids[1]: None}
    with refused("hours_out_of_range") as error:
        actions.correct_course(
            spring, said=said(spring), came=came, among=party.ids, reason="x", **STAMP
        )
    assert Person.objects.get(pk=party.ids[0]).name in error.value.text.zh
    assert hours_of(spring) == before


def test_a_shorter_course_leaves_no_part_longer(party, spring) -> None:
    """Said anew with 4 hours, 6 for somebody cannot stay; a part of 2 does."""
    first, second = party.ids[:2]
    shorter = {"said": said(spring, hours=Decimal(4)), "among": party.ids, "reason": "学时写错"}
    with refused("hours_out_of_range"):
        actions.correct_course(spring, came={first: Decimal(6)}, **shorter, **STAMP)
    new = actions.correct_course(spring, came={first: Decimal(2), second: None}, **shorter, **STAMP)
    assert hours_of(new) == {first: Decimal(2), second: Decimal(4)}


def test_said_otherwise_it_is_recorded_anew_and_parts_stay(party, spring) -> None:
    guest = join(party.two)[0].pk
    actions.give_hours(spring, people={guest: Decimal(4)}, **STAMP)
    new = actions.correct_course(
        spring, said=said(spring, hours=Decimal(6)), came=everything(party.ids[:2]), among=party.ids,
        reason="学时写错", **STAMP,
    )  # fmt: skip
    assert new.pk != spring.pk
    assert hours_of(new) == {party.ids[0]: Decimal(6), party.ids[1]: Decimal(6), guest: Decimal(4)}
    with refused("stale"):
        actions.correct_course(spring, said=said(spring), came={}, among=[], reason="x", **STAMP)
    with refused("nobody_learned"):
        actions.correct_course(new, said=said(new), came={}, among=[*party.ids, guest],
                               reason="x", **STAMP)  # fmt: skip


def test_the_duty_goes_with_the_person(party) -> None:
    """Who moves, is regrouped or elected anew after midsummer is asked where they are now."""
    on, day = date(2022, 11, 1), date(2022, 9, 1)
    who = party.ids[0]
    had = Membership.objects.get(person_id=who, end=None)
    term = actions.begin_term(
        unit=party.one, start=date(2019, 9, 1), seats={who: "secretary"}, **STAMP
    )
    later = {"by": BY, "at": AT + timedelta(days=200)}
    actions.end_term(term, on=day, **later)
    actions.begin_term(unit=party.one, start=day, seats={who: "secretary"}, **later)
    move(had.person, unit=party.two, on=day, **later)
    for found in (facts.secretaries(), facts.secretaries(units=[party.one.pk])):
        rows = [r for r in found.to_pylist() if r["person"] == who]
        assert [(r["start"], r["since"]) for r in rows] == [
            (date(2019, 9, 1), date(2019, 9, 1)), (day, date(2019, 9, 1)),
        ]  # fmt: skip
    for found in (people(), people(units=[party.two.pk])):
        [row] = [r for r in found.to_pylist() if (r["person"], r["start"]) == (who, day)]
        assert (row["unit"], row["since"]) == (party.two.pk, had.start)
    for unit, role in ((party.two, "member"), (party.one, "secretary")):
        [one] = [r for r in queries.learning(unit, role=role, on=on) if r.person == who]
        assert one.owes
    assert who not in {r.person for r in queries.learning(party.one, role="member", on=on)}
    assert people(units=[]).num_rows == facts.secretaries(units=[]).num_rows == 0


def test_time_with_a_break_begins_again() -> None:
    """Rows of two people, unsorted, overlapping, touching, apart, from before 1970."""
    days = [(1, 2020, 2021), (2, 1950, 1960), (1, 2022, 2024), (1, 2010, 2019), (2, 1955, None),
            (1, 2024, None), (2, 1999, 2000)]  # fmt: skip
    rows = pa.table(
        {
            "person": [who for who, _, _ in days],
            "start": [date(start, 1, 1) for _, start, _ in days],
            "end": pa.array([end and date(end, 1, 1) for _, _, end in days], pa.date32()),
        }
    )
    assert [one.year for one in unbroken(rows).to_pylist()] == [
        2020, 1950, 2022, 2010, 1950, 2022, 1950,
    ]  # fmt: skip


def test_hours_of_each_as_the_duty_counts_them(party, spring) -> None:
    late = join(party.one, since=date(2022, 8, 1))[0]
    on = date(2022, 9, 1)
    found = {one.person: one for one in queries.learning(party.one, role="member", on=on)}
    assert set(found) == {*party.ids, late.pk}
    assert found[party.ids[0]].hours == DAY
    assert found[party.ids[-1]].hours == 0
    assert found[party.ids[0]].owes
    assert not found[late.pk].owes
    before = queries.learning(party.one, role="member", on=date(2022, 2, 1))
    assert {one.hours for one in before} == {0}
    assert len(queries.learning(party.group, role="member", on=on)) == 3


def test_whom_a_course_is_for(party) -> None:
    actions.begin_term(unit=party.one, start=TODAY, seats={party.ids[0]: "secretary"}, **STAMP)

    def ids(unit, secretaries=False, most=100):
        asked = {"for_secretaries": secretaries, "on": TODAY, "most": most}
        found = queries.could_take_part(unit, **asked)
        return found if found is None else {one.pk for one in found}

    assert ids(party.one) == set(party.ids)
    assert len(ids(party.committee)) == 14
    assert len(ids(party.group)) == 3
    assert ids(party.committee, secretaries=True) == {party.ids[0]}
    assert ids(party.committee, most=13) is None


def test_courses_a_page_at_a_time(party) -> None:
    for number in range(5):
        actions.record_course(
            unit=party.one, title=f"课{number}", on=TODAY - timedelta(days=number // 2), hours=DAY,
            people={party.ids[0]: None}, for_secretaries=number == 4, **STAMP,
        )  # fmt: skip
    seen, after = [], None
    while after != "end":
        page = queries.courses([party.one.pk], year=2022, after=after, limit=2)
        seen += [one.title for one in page.rows]
        after = page.next or "end"
    assert seen == ["课1", "课0", "课3", "课2", "课4"]
    narrowed = queries.courses([party.one.pk], year=2022, for_secretaries=True, held=True)
    assert [one.title for one in narrowed.rows] == ["课4"]
    assert not queries.courses([party.one.pk], year=2022, held=False).rows
    assert queries.courses([party.one.pk], year=2022, title="课3").rows
    assert not queries.courses([party.one.pk], year=2021).rows
