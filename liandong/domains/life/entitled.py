"""Who should come to a meeting on a day, and who of them may vote: never typed, always computed.

Full members with their rights vote. Probationary members come and do not vote. A committee meets
by its seats. An organisation above branches is made of the members of all branches below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from liandong.domains.life.enums import VOTERS_ONLY, MeetingKind
from liandong.domains.life.models import CommitteeSeat
from liandong.domains.members.enums import Stage, Standing
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs import party, tree
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Position, Unit

_MEMBERS = (Stage.FULL, Stage.PROBATIONARY)


@dataclass(frozen=True, slots=True)
class Expected:
    """Ids of persons: `entitled` count for quorum and votes, `others` come without a vote."""

    entitled: frozenset[int]
    others: frozenset[int]

    @property
    def everybody(self) -> frozenset[int]:
        return self.entitled | self.others


def expected(unit: Unit, kind: str, on: date) -> Expected:
    """Who should come to a meeting of this kind of a unit on a day."""
    if kind == MeetingKind.COMMITTEE:
        return Expected(frozenset(_seats(unit, on)), frozenset())
    stages = _stages(unit, on)
    full = frozenset(person for person, stage in stages.items() if stage == Stage.FULL)
    rest = frozenset(stages) - full
    if kind in VOTERS_ONLY:
        return Expected(full, rest)
    return Expected(full | rest, frozenset())


def learners(unit: Unit, on: date, *, for_secretaries: bool) -> QuerySet[Any]:
    """Whom a course of a unit is for on a day, as a query for their ids: the members, or those who
    sit on the bodies, of it and of all below it."""
    if unit.kind == Kind.PARTY_GROUP and not for_secretaries:
        return _members(on).filter(group=unit).order_by().values_list("person_id", flat=True)
    below = Position.objects.filter(pk__in=[])
    position = Position.objects.filter(unit=unit, hierarchy=Hierarchy.PARTY).first()
    if position is not None:
        below = tree.subtree(position.path, Hierarchy.PARTY)
    if for_secretaries:
        held = CommitteeSeat.objects.on(on).filter(
            term__unit__in=below.values("unit_id"), term__voided_at=None
        )
        return held.order_by().values_list("person_id", flat=True).distinct()
    held_in = _members(on).filter(unit__in=below.values("unit_id"))
    return held_in.order_by().values_list("person_id", flat=True)


def people(ids: frozenset[int]) -> list[Person]:
    """The persons, in the order of their names as Chinese lists have them."""
    return list(Person.objects.filter(pk__in=ids).order_by("pinyin", "pk"))


def _seats(unit: Unit, on: date) -> set[int]:
    held = CommitteeSeat.objects.on(on).filter(term__unit=unit, term__voided_at=None)
    return set(held.values_list("person_id", flat=True))


def _stages(unit: Unit, on: date) -> dict[int, str]:
    rows = _members(on)
    if unit.kind == Kind.PARTY_GROUP:
        rows = rows.filter(group=unit)
    elif unit.kind in party.BRANCHES:
        rows = rows.filter(unit=unit)
    else:
        rows = rows.filter(unit_id__in=_below(unit))
    return dict(rows.values_list("person_id", "stage"))


def _members(on: date) -> QuerySet[Membership]:
    return Membership.objects.on(on).filter(stage__in=_MEMBERS, standing=Standing.NORMAL)


def _below(unit: Unit) -> list[int]:
    position = Position.objects.filter(unit=unit, hierarchy=Hierarchy.PARTY).first()
    if position is None:
        return [unit.pk]
    return list(tree.subtree(position.path, Hierarchy.PARTY).values_list("unit_id", flat=True))
