"""Two people at the same moment, each a process with a connection of its own: one goes on, the
other is told, and nothing is half-done."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.domains.races.racing import Instance, build, own_database

NAME = f"life_races_{os.getpid()}"
MEANS = """
from datetime import date
from django.utils import timezone
from liandong.domains.life import actions
from liandong.domains.life.actions import *
from liandong.domains.life.models import *
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs.models import Unit
now = timezone.now()
stamp = {"by": "racer", "at": now}
today = timezone.localdate(now)
"""
PARTY = (
    MEANS
    + """
from liandong.domains.orgs import actions as orgs
from liandong.domains.orgs.actions import Deed, NewUnit
deed = Deed(by="racer", at=now, on=date(2019, 1, 1))
above = orgs.create(NewUnit("P", "某党委", "party_committee"), parent=None, deed=deed,
                    hierarchy="party")
branch = orgs.create(NewUnit("B", "某支部", "branch"), parent=above, deed=deed, hierarchy="party")
for n in range(5):
    person = Person.objects.create(name=f"甲{n}", recorded_at=now, recorded_by="racer")
    Membership.objects.create(person=person, unit=branch, stage="full", entry="registered",
                              start=date(2019, 1, 1), recorded_at=now, recorded_by="racer")
said = "grown"
"""
)
BRANCH = MEANS + 'branch = Unit.objects.get(code="B")\n'


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Iterator[Instance]:
    with own_database(NAME) as url:
        made = build(tmp_path_factory.mktemp("life"), url, NAME)
        made.run(PARTY)
        yield made
        made.stop()


def outcomes(instance: Instance, code: str) -> list[str]:
    """What came of the same deed by four people at once."""
    deeds = [("run", BRANCH + code)] * 4
    found = instance.race(*deeds)
    return sorted(str(one.get("done", one.get("refused"))) for one in found)


def test_one_of_four_holds_a_planned_meeting(instance):
    number = instance.run(
        BRANCH + "said = plan(unit=branch, kind='assembly', on=today, **stamp).pk"
    )
    said = outcomes(
        instance,
        f"meeting = Meeting.objects.get(pk={number})\n"
        "hold(meeting, seen=1, outcome=Outcome(votes=[Vote('甲', 4)]), **stamp)\nsaid = 'done'",
    )
    assert said == ["done", "not_planned", "not_planned", "not_planned"]
    assert instance.run(
        BRANCH + f"said = Resolution.objects.filter(meeting={number}).count()"
    ) == 1  # fmt: skip


def test_one_of_four_records_the_same_meeting(instance):
    said = outcomes(
        instance,
        "record_held(unit=branch, kind='lesson', on=date(2022, 3, 1), **stamp)\nsaid = 'done'",
    )
    assert said == ["done", "recorded_already", "recorded_already", "recorded_already"]


def test_one_of_four_saves_the_minutes(instance):
    number = instance.run(
        BRANCH + "said = record_held(unit=branch, kind='lesson', on=date(2022, 4, 1), **stamp).pk"
    )
    said = outcomes(
        instance,
        f"meeting = Meeting.objects.get(pk={number})\n"
        "write_minutes(meeting, text='记录', seen=0, **stamp)\nsaid = 'done'",
    )
    refused = "life_minutes_one_version"
    assert said == ["done", refused, refused, refused]


def test_one_body_takes_office(instance):
    said = outcomes(
        instance,
        "seats = {Person.objects.first().pk: 'secretary'}\n"
        "begin_term(unit=branch, start=date(2022, 5, 1), seats=seats, **stamp)\nsaid = 'done'",
    )
    refused = "life_bodyterm_overlap"
    assert said == ["done", refused, refused, refused]
    assert instance.run(BRANCH + "said = CommitteeSeat.objects.count()") == 1


def test_one_election_is_opened_and_each_step_taken_once(instance):
    said = outcomes(instance, "remind(unit=branch, **stamp)\nsaid = 'done'")
    refused = "life_election_one_open"
    assert said == ["done", refused, refused, refused]
    said = outcomes(
        instance,
        "election = Election.objects.get(unit=branch)\n"
        "step(election, 'request', seen='reminded', **stamp)\nsaid = 'done'",
    )
    assert said == ["done", "lifecycle.moved_on", "lifecycle.moved_on", "lifecycle.moved_on"]
    assert instance.run(
        MEANS + "from liandong.domains.audit.actions import first_broken\n"
        "said = first_broken() is None"
    ) is True  # fmt: skip
