"""What a person may ask about themselves: to see it, to have it put right, to be forgotten."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.db import connection

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.members import actions, facts, own_record, queries
from liandong.domains.members.actions import floating
from liandong.domains.members.actions.registering import Details
from liandong.domains.members.models import CorrectionRequest
from liandong.domains.orgs.queries import place
from tests.domains.members.conftest import FOUNDED, HOW
from tests.domains.members.test_steps import NUMBER, refused

ON = date(2026, 5, 1)


@pytest.fixture
def known(tree):
    return actions.register(
        Details("林演一", NUMBER, "14000000001"), unit=tree["east"], stage="full", on=FOUNDED, **HOW
    )


def test_a_correction_is_asked_and_answered(tree, known) -> None:
    refused("said_missing", actions.ask_correction, known, said="  ", on=ON)
    asked = actions.ask_correction(known, said="学历应为大专", on=ON, **HOW)
    assert asked.process.due_on is not None
    refused("lifecycle.note_missing", actions.answer_correction, asked, transition="refuse", on=ON)
    actions.answer_correction(asked, transition="take", on=ON, **HOW)
    assert asked.process.state == "taken"
    refused("lifecycle.moved_on", actions.answer_correction, asked, transition="withdraw", on=ON)


def test_what_was_asked_is_sealed(tree, known) -> None:
    actions.ask_correction(known, said="电话应为 14000000002", on=ON, **HOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM members_correctionrequest")
        assert "14000000002" not in cursor.fetchone()[0]
    assert CorrectionRequest.objects.get().said.opened() == "电话应为 14000000002"
    assert "14000000002" not in str(list(Event.objects.values_list("before", "after", "reason")))


def test_everything_held_is_told_to_the_person(tree, known) -> None:
    away = floating.register_away(known, since=ON, reason="work", host=tree["west"], **HOW)
    floating.contact(away, on=ON, way="phone", **HOW)
    actions.ask_correction(known, said="学历应为大专", on=ON, **HOW)
    with zipfile.ZipFile(BytesIO(own_record.packed(known, **HOW))) as pack:
        told = json.loads(pack.read("liandong-own-record.json"))
    assert told["person"]["identity"] == NUMBER
    assert told["memberships"][0]["organisation"] == tree["east"].name
    assert told["floating"][0]["contacts"] == [{"on": "2026-05-01", "way": "电话"}]
    assert told["corrections"][0]["said"] == "学历应为大专"
    assert [one["action"] for one in told["who_did_what"]][-1] == "members.own_record"


def test_the_forgotten_are_counted_and_not_known(tree, known) -> None:
    on = {"unit": tree["east"], "reason": "本人要求"}
    refused("still_on_the_roster", actions.erase, known, **on)
    actions.leave(known, exit="left", on=ON, reason="本人申请", **HOW)
    before = facts.tallies().to_pylist()
    gone = actions.erase(known, **on, **HOW)
    assert facts.tallies().to_pylist() == before
    gone.refresh_from_db()
    assert (gone.identity.opened(), gone.phone.opened(), gone.birth_date) == ("", "", None)
    assert "林" not in gone.name
    earlier = queries.roster(place("T", "party"), on=date(2026, 4, 1))
    assert [row.person.pk for row in earlier.rows] == [gone.pk]
    refused("already_erased", actions.erase, known, **on)
    # The number is free again: the person may come back as somebody new.
    anew = actions.register(Details("林演一", NUMBER), unit=tree["west"], stage="applicant", on=ON,
                            **HOW)  # fmt: skip
    with pytest.raises(LiandongError):
        actions.erase(anew, reason=" ", unit=tree["west"], **HOW)
