"""A small Party tree beside the demo's: a committee, a general branch, two branches, a group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.life.signals import life_changed
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs import actions as orgs
from liandong.domains.orgs.actions import Deed, NewUnit
from liandong.domains.orgs.appointments import seat
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit

FOUNDED = date(2018, 3, 1)
# Evening of 15 June 2022 in Beijing.
AT = datetime(2022, 6, 15, 12, tzinfo=UTC)
TODAY = date(2022, 6, 15)
BY = "tester"
COMMUNITY = "460105001001"


@dataclass
class Party:
    """Units of the little tree, and the people of branch `one` in the order of their joining."""

    committee: Unit
    general: Unit
    one: Unit
    two: Unit
    group: Unit
    people: list[Person]

    @property
    def ids(self) -> list[int]:
        return [one.pk for one in self.people]


def _deed(on: date = FOUNDED) -> Deed:
    return Deed(by=BY, at=datetime(on.year, on.month, on.day, 4, tzinfo=UTC), on=on)


def unit(code: str, kind: str, parent: Unit | None, *, on: date = FOUNDED) -> Unit:
    new = NewUnit(code=code, name=f"组织{code}", kind=kind)
    made = orgs.create(new, parent=parent, deed=_deed(on), hierarchy=Hierarchy.PARTY)
    area = Unit.objects.get(code=COMMUNITY)
    seat(made, community=area, deed=_deed(on))
    return made


def join(
    branch: Unit, count: int = 1, *, stage: str = "full", since: date = FOUNDED,
    group: Unit | None = None, standing: str = "normal",
) -> list[Person]:  # fmt: skip
    """People who are members of a branch from a day on."""
    made = []
    for _ in range(count):
        stamp = {"recorded_at": AT, "recorded_by": BY}
        person = Person.objects.create(name=f"党员{Person.objects.count()}", **stamp)
        Membership.objects.create(
            person=person, unit=branch, group=group, stage=stage, standing=standing, start=since,
            entry="registered", **stamp,
        )  # fmt: skip
        made.append(person)
    return made


def grown() -> Party:
    """Branch one has nine full members and one probationary; branch two has four members."""
    committee = unit("D-kit", "party_committee", None)
    general = unit("D-kit-g", "general_branch", committee)
    one = unit("D-kit-1", "branch", general)
    two = unit("D-kit-2", "joint_branch", general)
    group = unit("D-kit-1-1", "party_group", one)
    people = join(one, 6) + join(one, 3, group=group) + join(one, 1, stage="probationary")
    join(two, 4)
    return Party(committee, general, one, two, group, people)


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[LiandongError]]:
    """Refused with this code, in two languages; nothing is written."""
    events = Event.objects.count()
    with pytest.raises(LiandongError) as caught:
        yield caught
    assert caught.value.code == code, caught.value.text.en
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.text.zh)
    assert caught.value.text.en.strip().endswith(".")
    assert Event.objects.count() == events


@contextmanager
def told() -> Iterator[list[dict]]:
    """What `life_changed` said inside."""
    heard: list[dict] = []

    def listen(units, since, at, **_):
        heard.append({"units": units, "since": since, "at": at})

    life_changed.connect(listen)
    try:
        yield heard
    finally:
        life_changed.disconnect(listen)
