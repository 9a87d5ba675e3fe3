"""The load of communities as pages ask for it: one area, those below it, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from liandong.domains.admission import loads
from liandong.domains.admission.enums import ItemKind
from liandong.domains.admission.loads import Load
from liandong.domains.catalogue.enums import ListKind
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.queries import Place, children

# What the lists give to communities themselves: the same for each.
OWN = (ListKind.COMMUNITY_LAWFUL, ListKind.COMMUNITY_ASSISTING, ListKind.COMMUNITY_STAMPING)
KINDS = tuple(ItemKind)


@dataclass(frozen=True, slots=True)
class Row:
    """An area, and what is asked of its communities."""

    place: Place
    load: Load


@dataclass(frozen=True, slots=True)
class Point:
    """The load at the end of a day of a series."""

    day: date
    load: Load


def load(of: Place, on: date) -> Load:
    """What is asked of a community, or of all communities of an area, on a day."""
    return loads.counted(of, [of.path], [on])[0][0]


def own_matters(on: date) -> int:
    """How many matters the lists give to every community."""
    return Matter.objects.on(on).filter(kind__in=OWN).count()


def loads_below(of: Place, on: date) -> list[Row]:
    """Each unit directly below an area, by code; those without communities left out. No ranking."""
    units = children(of)
    found = loads.counted(of, [one.path for one in units], [on])[0] if units else []
    return [Row(*pair) for pair in zip(units, found, strict=True) if pair[1].communities]


def trend(of: Place, on: date, *, months: int = 12) -> list[Point]:
    """At the end of each of the last months, and on the day itself, the newest last."""
    days = _ends(on, months)
    found = loads.counted(of, [of.path], days)
    return [Point(day, some[0]) for day, some in zip(days, found, strict=True)]


def picture(of: Place, on: date, *, months: int = 12) -> tuple[list[Point], list[Row]]:
    """`trend` and `loads_below`, counted at once."""
    units, days = children(of), _ends(on, months)
    found = loads.counted(of, [of.path, *(one.path for one in units)], days)
    points = [Point(day, some[0]) for day, some in zip(days, found, strict=True)]
    below = [Row(*pair) for pair in zip(units, found[-1][1:], strict=True) if pair[1].communities]
    return points, below


def _ends(on: date, months: int) -> list[date]:
    """The ends of the months before a day, and the day itself, the newest last."""
    days = [on]
    while len(days) < months:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]
