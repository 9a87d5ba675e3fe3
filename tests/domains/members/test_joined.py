"""Since when somebody is a member, wherever that was: told, imported, or recorded as a step."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains import database
from liandong.domains.members import actions, facts, own_record, rules
from liandong.domains.members.actions.registering import Details
from liandong.domains.members.enums import Exit, Stage
from liandong.domains.members.models import Membership, Person

HERE = date(2026, 9, 1)
HOW = {"by": "test"}


@pytest.fixture
def branch(province):
    row = Membership.objects.live().filter(end=None, stage="full").order_by("pk").first()
    return row.unit


def arrive(branch, stage="full", on=HERE, **said):
    details = Details(name="外来人", birth_date=date(1980, 2, 29), **said)
    return actions.register(details, unit=branch, stage=stage, on=on, entry="transfer",
                            at=timezone.now(), **HOW)  # fmt: skip


def since(person, branch):
    rows = facts.people(units=[branch.pk]).to_pylist()
    return [one["since"] for one in rows if one["person"] == person.pk]


def test_who_came_from_outside_has_been_a_member_since_they_joined(branch):
    old = arrive(branch, joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1))
    new = arrive(branch)
    assert since(old, branch) == [date(2005, 7, 1)]
    assert since(new, branch) == [HERE]
    said = own_record.held(old, by="test", at=timezone.now())["person"]
    assert (said["joined_on"], said["full_on"]) == (date(2005, 7, 1), date(2006, 7, 1))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"joined_on": date(2026, 9, 2)}, "in_future"),
        ({"joined_on": date(1921, 6, 30)}, "joined_too_early"),
        ({"joined_on": date(1998, 2, 27)}, "joined_too_young"),
        ({"joined_on": date(2005, 7, 1), "full_on": date(2005, 6, 30)}, "full_before_joined"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(branch, said, code):
    with pytest.raises(LiandongError) as refused:
        arrive(branch, **said)
    assert refused.value.code == code


def test_the_eighteenth_birthday_itself_is_early_enough(branch):
    assert arrive(branch, joined_on=date(1998, 2, 28)).joined_on == date(1998, 2, 28)


def test_probation_outside_counts_towards_full_membership(branch):
    person = arrive(branch, stage="probationary", joined_on=date(2025, 10, 1))
    row = person.memberships.get()
    assert rules.before_stage(person, row, Stage.FULL, HERE).earliest == date(2026, 10, 1)
    actions.set_stage(person, to="full", on=date(2026, 10, 1), at=timezone.now(), **HOW)
    person.refresh_from_db()
    assert (person.joined_on, person.full_on) == (date(2025, 10, 1), date(2026, 10, 1))


def test_a_step_says_the_day_and_its_correction_moves_it(branch):
    person = arrive(branch, stage="candidate", on=date(2025, 1, 1), joined_on=date(2020, 1, 1))
    assert person.joined_on is None  # a candidate has not joined
    actions.set_stage(person, to="probationary", on=date(2025, 6, 1), at=timezone.now(), **HOW)
    person.refresh_from_db()
    assert person.joined_on == date(2025, 6, 1)
    row = person.memberships.live().get(stage="probationary")
    actions.correct(row, start=date(2025, 6, 20), reason="记错", at=timezone.now(), **HOW)
    person.refresh_from_db()
    assert person.joined_on == date(2025, 6, 20)


@pytest.mark.parametrize(
    ("exit", "kept"), [(Exit.TRANSFER_OUT, date(2005, 7, 1)), (Exit.LEFT, None)]
)
def test_who_comes_back_keeps_the_day_unless_they_had_left_the_party(branch, exit, kept):
    person = arrive(branch, on=date(2024, 1, 1), joined_on=date(2005, 7, 1))
    actions.leave(person, exit=exit, on=date(2025, 1, 1), reason="说明", at=timezone.now(), **HOW)
    actions.come_back(person, unit=branch, stage="full", on=HERE, at=timezone.now(), **HOW)
    person.refresh_from_db()
    assert person.joined_on == kept
    assert max(since(person, branch)) == (kept or HERE)


@pytest.mark.parametrize(
    "said",
    [{"joined_on": date(1921, 6, 30)}, {"joined_on": HERE, "full_on": date(2026, 8, 31)}],
)
def test_the_database_refuses_it_too(branch, said):
    person = arrive(branch)
    with pytest.raises(LiandongError) as refused, transaction.atomic(), database.explained():
        Person.objects.filter(pk=person.pk).update(**said)
    assert refused.value.code == "members_person_joined"
