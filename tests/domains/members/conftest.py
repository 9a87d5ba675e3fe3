"""A small Party tree: two branches and a group below one committee, in a street of Haikou."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from liandong.domains.members import actions
from liandong.domains.members.actions.registering import Details
from liandong.domains.members.enums import Stage
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs.actions import Deed, NewUnit, create
from liandong.domains.orgs.models import Seat, Unit

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
HOW = {"by": "test", "at": AT}
FOUNDED = date(2019, 1, 1)


def ours():
    """The memberships of this small tree; those of the demo province stand beside them."""
    return Membership.objects.filter(unit__code__startswith="T")


@pytest.fixture
def tree(province) -> dict[str, Unit]:
    """committee ← east (← group), west"""
    deed = Deed(by="test", at=AT, on=FOUNDED)
    street = Unit.objects.get(code="460105001000")

    def made(code: str, kind: str, parent: Unit | None) -> Unit:
        unit = create(NewUnit(code, f"测试{code}", kind), parent=parent, deed=deed,
                      hierarchy="party")  # fmt: skip
        Seat.objects.create(unit=unit, community=street, start=FOUNDED, **deed.stamp())
        return unit

    committee = made("T", "party_committee", None)
    east = made("T-E", "branch", committee)
    return {
        "committee": committee, "east": east, "west": made("T-W", "branch", committee),
        "group": made("T-E-1", "party_group", east),
    }  # fmt: skip


@pytest.fixture
def member(tree) -> Person:
    """A full member of the eastern branch since its founding."""
    return actions.register(
        Details(name="林演一"), unit=tree["east"], stage=Stage.FULL, on=FOUNDED, **HOW
    )
