"""What the database itself holds about persons and where they belong."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection

from liandong.core.kernel.errors import LiandongError
from liandong.domains.database import explained
from liandong.domains.members.enums import Entry, Exit, Stage
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs.models import Unit
from liandong.domains.sealing import blind_index

AT = datetime(2026, 1, 1, tzinfo=UTC)
STAMP = {"recorded_at": AT, "recorded_by": "test"}
NUMBER = "469999199001011234"


@pytest.fixture
def branch(db: None) -> Unit:
    return Unit.objects.create(code="D1", kind="branch", name="测试党支部")


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create(
        name="林演", identity=NUMBER, identity_index=blind_index(NUMBER, "identity"), **STAMP
    )


def _belongs(person: Person, branch: Unit, start: date, end: date | None = None) -> Membership:
    with explained():
        return Membership.objects.create(
            person=person, unit=branch, stage=Stage.FULL, entry=Entry.REGISTERED, start=start,
            end=end, **STAMP,
        )  # fmt: skip


def test_nobody_belongs_twice_on_a_day(person: Person, branch: Unit) -> None:
    _belongs(person, branch, date(2020, 1, 1), date(2024, 1, 1))
    _belongs(person, branch, date(2024, 1, 1))
    with pytest.raises(LiandongError) as caught:
        _belongs(person, branch, date(2025, 1, 1))
    assert caught.value.code == "members_membership_overlap"


def test_one_person_one_identity(person: Person) -> None:
    with pytest.raises(LiandongError) as caught, explained():
        Person.objects.create(name="另写", identity_index=blind_index(NUMBER, "identity"), **STAMP)
    assert caught.value.code == "members_person_one_identity"


def test_the_column_shows_nothing(person: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT identity, identity_index FROM members_person WHERE id = %s", [person.pk]
        )
        said = " ".join(cursor.fetchone())
    assert NUMBER not in said
    assert Person.objects.get(pk=person.pk).identity.opened() == NUMBER


def test_history_is_not_rewritten(person: Person, branch: Unit) -> None:
    row = _belongs(person, branch, date(2020, 1, 1))
    for wrong in ({"stage": Stage.PROBATIONARY}, {"start": date(2019, 1, 1)}):
        with pytest.raises(LiandongError) as caught, explained():
            Membership.objects.filter(pk=row.pk).update(**wrong)
        assert caught.value.code == "members_membership_rewritten"
    with explained():
        Membership.objects.filter(pk=row.pk).update(
            end=date(2024, 1, 1), ended_at=AT, exit=Exit.LEFT
        )
    with pytest.raises(LiandongError), explained():
        Membership.objects.filter(pk=row.pk).update(exit=Exit.DIED)
    with pytest.raises((LiandongError, DatabaseError)), explained():
        Membership.objects.all().delete()
