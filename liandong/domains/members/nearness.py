"""Branches near a place that take in members who live there, the nearest in the tree first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from liandong.domains.orgs import party, searching, tree
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Position, Seat, Unit
from liandong.domains.orgs.queries import Place, line

MOST, AREAS = 30, 8
# Farther than one's own city (or county under the province) nobody goes to a meeting.
_FARTHEST = frozenset({Kind.CITY})


@dataclass(frozen=True, slots=True)
class Host:
    """A branch, where it sits, and how it wants to be reached (perhaps not said)."""

    unit: Unit
    area: str
    contact: str


@dataclass(frozen=True, slots=True)
class Ring:
    """The branches that share an area, but none smaller, with the place asked about."""

    area: Place
    hosts: tuple[Host, ...]


def areas(text: str) -> list[Position]:
    """The areas a typed name may mean, the likeliest first."""
    said = text.strip().lower()
    if not said:
        return []
    everywhere = Position.objects.filter(hierarchy=Hierarchy.TERRITORY)
    found = searching.best(everywhere, said).exclude(unit__kind=Kind.PROVINCE)
    return list(found.select_related("unit", "parent")[:AREAS])


def rings(place: Place, *, on: date, besides: Collection[int] = (), most: int = MOST) -> list[Ring]:
    """The branches around a place: in the same community, then street, then district, then city;
    `most` in all, `besides` left out. One query for each step of the way."""
    found: list[Ring] = []
    seen = set(besides)
    for area in reversed(line(place)):
        if area.kind == Kind.PROVINCE or most <= 0:
            break
        hosts = _inside(area, on, seen, most)
        if hosts:
            found.append(Ring(area, hosts))
        seen |= {one.unit.pk for one in hosts}
        most -= len(hosts)
        if area.kind in _FARTHEST:
            break
    return found


def _inside(area: Place, on: date, besides: Collection[int], most: int) -> tuple[Host, ...]:
    there = Position.objects.filter(tree.below(area.path), hierarchy=Hierarchy.TERRITORY)
    seats = Seat.objects.on(on).filter(
        community__in=there.values("unit_id"), unit__kind__in=party.BRANCHES,
        unit__positions__hierarchy=Hierarchy.PARTY,
    )  # fmt: skip
    taking = seats.exclude(unit__hosting__takes=False).exclude(unit__in=besides)
    rows = taking.select_related("unit", "unit__hosting", "community").order_by("unit__code")
    return tuple(
        Host(one.unit, one.community.name, one.unit.hosting.contact if _said(one.unit) else "")
        for one in rows[:most]
    )  # fmt: skip


def _said(unit: Unit) -> bool:
    return hasattr(unit, "hosting")


def takes(unit: Unit) -> bool:
    """Whether a branch takes in members who live near it."""
    return not _said(unit) or unit.hosting.takes
