"""A corner of the Party tree with members, where a year of meetings can be held."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from liandong.cli.demo_party import planting
from liandong.domains.members import bulk
from liandong.domains.members.bulk import NewPerson, Step
from liandong.domains.orgs import queries
from liandong.domains.orgs.actions import Deed, NewUnit, create
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Seat, Unit
from liandong.domains.orgs.queries import Place

SINCE = date(2019, 3, 1)
AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
ON = date(2026, 11, 23)


@dataclass
class Corner:
    """Some branches and the committee above them."""

    top: Place
    committee: Place
    branches: list[Unit]


@pytest.fixture(autouse=True)
def own_tables(province, settings, tmp_path) -> None:
    """A copy of the tables: what a test makes or removes on disk is not rolled back."""
    shutil.copytree(settings.HOME / "observatory", tmp_path / "observatory")
    settings.HOME = tmp_path


@pytest.fixture
def corner(own_tables) -> Corner:
    """A committee of its own: five members in each of four branches, two in a fifth."""
    if not Unit.objects.filter(code="D460105001000").exists():
        planting.plant(below="460105001", by="test", at=AT)
    deed = Deed(by="test", at=AT, on=SINCE)
    street = Unit.objects.get(code="D460105001000")
    committee = create(
        NewUnit("DT", "试验党委", Kind.PARTY_COMMITTEE), parent=street, deed=deed, hierarchy="party"
    )
    area = Unit.objects.get(code="460105001001")
    branches = []
    for at in range(5):
        new = NewUnit(f"DT{at}", f"试验支部{at}", Kind.BRANCH)
        branch = create(new, parent=committee, deed=deed, hierarchy="party")
        Seat.objects.create(unit=branch, community=area, start=SINCE, **deed.stamp())
        steps = (Step(branch.pk, "full", SINCE),)
        people = [NewPerson(f"某人{at}{n}", steps) for n in range(2 if at == 4 else 5)]
        bulk.plant(people, at_unit=branch, by="test", at=AT, invented=True)
        branches.append(branch)
    top = queries.place("D460000000000", Hierarchy.PARTY)
    return Corner(top, queries.place("DT", Hierarchy.PARTY), branches)
