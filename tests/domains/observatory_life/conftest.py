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
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Unit
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
    """The organisations of a street; five members in each of four branches, two in a fifth."""
    if not Unit.objects.filter(code="D460105001000").exists():
        planting.plant(below="460105001", by="test", at=AT)
    committee = queries.place("D460105001000", Hierarchy.PARTY)
    below = queries.units_below(committee, {Kind.BRANCH, Kind.JOINT_BRANCH})[:5]
    branches = list(Unit.objects.filter(pk__in=[one.id for one in below]).order_by("code"))
    for at, unit in enumerate(branches):
        people = [
            NewPerson(f"某人{at}{n}", (Step(unit.pk, "full", SINCE),))
            for n in range(2 if at == 4 else 5)
        ]
        bulk.plant(people, at_unit=unit, by="test", at=AT, invented=True)
    return Corner(queries.place("D460000000000", Hierarchy.PARTY), committee, branches)
