"""What leaves for the engines: in the core's schemas, for all units as for a few, without a name."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa

from liandong.core.facts import life as tables
from liandong.core.standards.life.words import MeetingKind as CoreKind
from liandong.domains.life import facts
from liandong.domains.life.actions import (
    Outcome,
    Outline,
    begin_term,
    correct,
    end_exemption,
    exempt,
    extend_term,
    fill_seat,
    give_hours,
    leave_seat,
    plan,
    record_course,
    record_held,
    void_hours,
)
from liandong.domains.life.enums import MeetingKind
from liandong.domains.members.models import Membership
from liandong.domains.orgs.models import Position, Unit
from tests.domains.life.life_kit import AT, BY, COMMUNITY, FOUNDED, TODAY, refused, unit

STAMP = {"by": BY, "at": AT}
LATER = AT + timedelta(days=5)


def rows(table: pa.Table) -> list[dict]:
    return table.to_pylist()


def of(table: pa.Table, units: set[int]) -> list[dict]:
    return sorted((row for row in rows(table) if row["unit"] in units), key=str)


def test_the_kinds_are_those_of_the_core():
    assert set(MeetingKind.values) == {kind.value for kind in CoreKind}


def test_where_each_organisation_stands(party):
    units = {one.pk for one in (party.committee, party.general, party.one, party.group)}
    everywhere, few = facts.party_units(on=TODAY), facts.party_units(on=TODAY, units=units)
    assert everywhere.schema == few.schema == tables.PARTY_UNITS
    assert of(everywhere, units) == of(few, units)
    [one] = [row for row in rows(few) if row["unit"] == party.one.pk]
    home = Position.objects.get(unit__code=COMMUNITY, hierarchy="territory")
    stands = Position.objects.get(unit=party.one, hierarchy="party")
    assert one == {
        "unit": party.one.pk, "parent": party.general.pk, "kind": "branch", "depth": 3,
        "path": stands.path, "area": home.path, "community_body": False, "start": FOUNDED,
        "end": None,
    }  # fmt: skip
    assert facts.party_units(on=FOUNDED - timedelta(1), units=units).num_rows == 0
    own = Unit.objects.filter(code=f"D{COMMUNITY}").first() or unit(
        f"D{COMMUNITY}", "branch", party.general
    )
    assert rows(facts.party_units(on=TODAY, units=[own.pk]))[0]["community_body"]


def test_meetings_once_for_every_kind(party):
    away = dict.fromkeys(party.ids[:5], "away")
    held = record_held(
        unit=party.one, kind="assembly", on=TODAY, outline=Outline(also=["lesson"]),
        outcome=Outcome(absent=away), **STAMP,
    )  # fmt: skip
    record_held(unit=party.one, kind="themed_day", on=date(2021, 12, 31), **STAMP)
    plan(unit=party.one, kind="lesson", on=TODAY, **STAMP)
    table = facts.meetings(on=TODAY, units=[party.one.pk])
    assert table.schema == tables.MEETINGS
    said = [(row["kind"], row["on"], row["valid"], row["recorded_at"]) for row in rows(table)]
    assert said == [("assembly", TODAY, False, AT), ("lesson", TODAY, False, AT)]
    assert of(facts.meetings(on=TODAY), {party.one.pk}) == of(table, {party.one.pk})
    correct(held, reason="应到弄错", outcome=Outcome(), by=BY, at=LATER)
    both = rows(facts.meetings(on=TODAY, units=[party.one.pk]))
    assert sorted((r["kind"], r["valid"], r["voided_at"]) for r in both if r["voided_at"]) == [
        ("assembly", False, LATER), ("lesson", False, LATER),
    ]  # fmt: skip
    assert [r["valid"] for r in both if not r["voided_at"]] == [True, True]
    assert facts.meetings(on=TODAY - timedelta(1), units=[party.one.pk]).num_rows == 0


def test_terms_as_known_at_a_moment(party):
    term = begin_term(unit=party.one, start=date(2019, 10, 1), seats={}, **STAMP)
    extend_term(term, to=date(2023, 3, 31), reason="疫情", by=BY, at=LATER)
    begin_term(unit=party.one, start=date(2022, 6, 10), seats={}, by=BY, at=LATER)
    asked = {"on": TODAY, "units": [party.one.pk]}
    assert [(r["start"], r["due"], r["ended"]) for r in rows(facts.terms(**asked))] == [
        (date(2019, 10, 1), date(2023, 3, 31), date(2022, 6, 10)),
        (date(2022, 6, 10), date(2025, 6, 9), None),
    ]
    [before] = rows(facts.terms(**asked, known_at=AT))
    assert (before["due"], before["ended"]) == (date(2022, 9, 30), None)


def test_a_secretary_alone_is_no_committee(party):
    """2021: a secretary and a deputy; from March 2022 two more; in June one of them leaves."""
    seats = {party.ids[0]: "secretary", party.ids[1]: "deputy"}
    term = begin_term(unit=party.one, start=date(2021, 1, 1), seats=seats, **STAMP)
    sitting = [
        fill_seat(term, person=who, post="member", on=date(2022, 3, 1), **STAMP)
        for who in party.ids[2:4]
    ]
    leave_seat(sitting[0], on=date(2022, 6, 1), **STAMP)
    table = facts.committee_tallies(units=[party.one.pk])
    assert table.schema == tables.TALLIES
    assert [(r["on"], r["change"]) for r in rows(table)] == [
        (date(2021, 1, 1), 0), (date(2022, 3, 1), 4), (date(2022, 6, 1), -1),
    ]  # fmt: skip
    leave_seat(sitting[1], on=date(2022, 6, 2), **STAMP)
    last = rows(facts.committee_tallies(units=[party.one.pk]))[-1]
    assert (last["on"], last["change"]) == (date(2022, 6, 2), -3)
    assert len(rows(facts.secretaries(units=[party.one.pk]))) == 4


def test_hours_go_with_the_person(party):
    course = record_course(
        unit=party.one, title="春训", on=date(2022, 3, 5), hours=Decimal("7.5"),
        people={party.ids[0]: None, party.ids[1]: Decimal(4)}, **STAMP,
    )  # fmt: skip
    begin_term(unit=party.one, start=date(2021, 1, 1), seats={party.ids[0]: "secretary"}, **STAMP)
    with refused("hours_out_of_range"):
        give_hours(course, people={party.ids[2]: Decimal(8)}, **STAMP)
    with refused("life_hours_once"):
        give_hours(course, people={party.ids[0]: None}, **STAMP)
    moved = Membership.objects.get(person_id=party.ids[1])
    moved.end, moved.ended_at = date(2022, 5, 1), AT
    moved.save()
    Membership.objects.create(
        person_id=party.ids[1], unit=party.two, stage="full", entry="transfer",
        start=date(2022, 5, 1), recorded_at=AT, recorded_by=BY,
    )  # fmt: skip

    def said(on):
        table = facts.training(on=on, units=[party.one.pk, party.two.pk])
        assert table.schema == tables.TRAINING
        return sorted((r["unit"], r["person"], r["hours"]) for r in rows(table))

    begin_term(unit=party.general, start=date(2021, 1, 1), seats={party.ids[0]: "member"}, **STAMP)
    both = facts.training(on=date(2022, 4, 1), units=[party.one.pk, party.general.pk])
    assert [r["hours"] for r in rows(both) if r["person"] == party.ids[0]] == [Decimal("7.50")]
    alone = facts.training(on=TODAY, units=[party.general.pk])
    assert [(r["unit"], r["hours"]) for r in rows(alone)] == [(party.general.pk, Decimal("7.50"))]
    first, second = party.ids[:2]
    assert said(date(2022, 4, 1)) == [
        (party.one.pk, first, Decimal("7.50")), (party.one.pk, second, Decimal("4.00")),
    ]  # fmt: skip
    assert said(TODAY) == [
        (party.one.pk, first, Decimal("7.50")), (party.two.pk, second, Decimal("4.00")),
    ]  # fmt: skip
    void_hours(course.hours_of.get(person_id=second), reason="没有参加", **STAMP)
    assert said(TODAY) == [(party.one.pk, first, Decimal("7.50"))]
    assert said(date(2022, 3, 4)) == []


def test_exemptions(party):
    granted = exempt(
        unit=party.one, standard="life.themed_day", start=date(2022, 1, 1), end=None,
        reason="集中外出施工", **STAMP,
    )  # fmt: skip
    with refused("life_exemption_overlap"):
        exempt(
            unit=party.one, standard="life.themed_day", start=TODAY, end=None, reason="x", **STAMP
        )
    with refused("unknown_standard"):
        exempt(unit=party.one, standard="life.themed", start=TODAY, end=None, reason="x", **STAMP)
    with refused("same_day"):
        exempt(unit=party.one, standard="life.lesson", start=TODAY, end=TODAY, reason="x", **STAMP)
    end_exemption(granted, on=date(2022, 6, 1), by=BY, at=LATER)
    [row] = rows(facts.exemptions(units=[party.one.pk]))
    assert (row["start"], row["end"]) == (date(2022, 1, 1), date(2022, 6, 1))
    assert rows(facts.exemptions(units=[party.one.pk], known_at=AT))[0]["end"] is None


def test_nothing_for_no_units(party):
    for table in (
        facts.party_units(on=TODAY, units=[]), facts.meetings(on=TODAY, units=[]),
        facts.terms(on=TODAY, units=[]), facts.committee_tallies(units=[]),
        facts.secretaries(units=[]), facts.training(on=TODAY, units=[]),
        facts.exemptions(units=[]),
    ):  # fmt: skip
        assert table.num_rows == 0
