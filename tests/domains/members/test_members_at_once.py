"""Two offices at the same second, each a process with a connection of its own: one goes on, the
other is told, and nothing is half-done."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.domains.races.racing import Instance, build, own_database

NAME = f"mem_races_{os.getpid()}"
MEANS = """
from datetime import date
from django.utils import timezone
from liandong.domains.members import actions
from liandong.domains.members.actions import floating, transfers
from liandong.domains.members.actions.registering import Details
from liandong.domains.members.models import *
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
for code in ("E", "W"):
    orgs.create(NewUnit(code, f"支部{code}", "branch"), parent=above, deed=deed, hierarchy="party")
said = "grown"
"""
)
TWO = MEANS + 'east, west = (Unit.objects.get(code=code) for code in "EW")\n'


def joined(name: str) -> str:
    return (
        TWO + f"said = actions.register(Details({name!r}), unit=east, stage='full', "
        "on=date(2020, 1, 1), **stamp).pk"
    )


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Iterator[Instance]:
    with own_database(NAME) as url:
        made = build(tmp_path_factory.mktemp("members"), url, NAME)
        made.run(PARTY)
        yield made
        made.stop()


def outcomes(instance: Instance, *codes: str) -> list[str]:
    found = instance.race(*(("run", TWO + code) for code in codes))
    return sorted(str(one.get("done", one.get("refused"))) for one in found)


def test_received_and_withdrawn_at_the_same_second(instance):
    person = instance.run(joined("甲"))
    letter = instance.run(
        TWO + f"said = transfers.send(Person.objects.get(pk={person}), receiver=west, on=today, "
        "**stamp).pk"
    )
    told = outcomes(
        instance,
        f"transfers.receive(Transfer.objects.get(pk={letter}), branch=west, on=today, seen='sent',"
        " **stamp)\nsaid = 'received'",
        f"transfers.step(Transfer.objects.get(pk={letter}), 'withdraw', on=today, note='不转了',"
        " seen='sent', **stamp)\nsaid = 'withdrawn'",
    )
    assert told in (["lifecycle.moved_on", "received"], ["lifecycle.moved_on", "withdrawn"])
    where = instance.run(
        TWO + f"said = Membership.objects.on(today).get(person={person}).unit.code"
    )
    assert where == ("W" if "received" in told else "E")


def test_one_number_registered_in_two_branches(instance):
    deed = ("actions.register(Details('乙', '469999199001011234'), unit={unit}, stage='full', "
            "on=date(2020, 1, 1), **stamp)\nsaid = 'registered'")  # fmt: skip
    told = outcomes(instance, deed.format(unit="east"), deed.format(unit="west"))
    assert told == ["members_person_one_identity", "registered"]
    assert instance.run(TWO + "said = Membership.objects.filter(person__name='乙').count()") == 1


def test_two_letters_for_one_member(instance):
    person = instance.run(joined("丙"))
    deed = (f"transfers.send(Person.objects.get(pk={person}), receiver=west, on=today, **stamp)"
            "\nsaid = 'sent'")  # fmt: skip
    assert outcomes(instance, *[deed] * 4) == ["moving_already"] * 3 + ["sent"]


def test_accepted_and_declined_at_the_same_second(instance):
    person = instance.run(joined("丁"))
    away = instance.run(
        TWO + f"said = floating.register_away(Person.objects.get(pk={person}), since=today, "
        "reason='work', host=west, **stamp).pk"
    )
    told = outcomes(
        instance,
        f"floating.accept(Floating.objects.get(pk={away}), branch=west, on=today, seen='notified',"
        " **stamp)\nsaid = 'accepted'",
        f"floating.step(Floating.objects.get(pk={away}), 'decline', on=today, note='不在辖区',"
        " seen='notified', **stamp)\nsaid = 'declined'",
    )
    assert told in (["accepted", "lifecycle.moved_on"], ["declined", "lifecycle.moved_on"])
    placed = instance.run(TWO + f"said = Floating.objects.get(pk={away}).branch_id is not None")
    assert placed == ("accepted" in told)
