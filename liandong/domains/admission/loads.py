"""How much is asked of communities: items in force, counted by kind, on days.

Counted by the tree of today: two looks into the list of communities for each item and area, so
that the communities of a province cost what those of a street do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from liandong.domains.admission import reach
from liandong.domains.admission.models import Grant, Reach
from liandong.domains.orgs import tree
from liandong.domains.orgs.queries import Place, place_of

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Running:
    """A period of an item: its days, and what it asks of one community in a year."""

    item: int
    kind: str
    hours: Decimal
    paid: bool
    start: date
    end: date

    def on(self, day: date) -> bool:
        """Whether the item could be asked on a day."""
        return self.start <= day < self.end


@dataclass(slots=True)
class Load:
    """What is asked of the communities of an area on a day, added up: how many items by kind, how
    many without money, how many hours in a year. `communities` are those of the area."""

    communities: int
    kinds: dict[str, int] = field(default_factory=dict)
    unpaid: int = 0
    hours: Decimal = _NONE

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.kinds.values())

    @property
    def each(self) -> Decimal | None:
        """Items of one community, on average."""
        return Decimal(self.total) / self.communities if self.communities else None

    def add(self, one: Running, n: int) -> None:
        """An item that concerns so many of the communities."""
        self.kinds[one.kind] = self.kinds.get(one.kind, 0) + n
        self.unpaid += 0 if one.paid else n
        self.hours += one.hours * n


def running(first: date, last: date) -> list[Running]:
    """Every period that holds some day of `[first, last]`."""
    found = Grant.objects.filter(
        Q(stopped_on=None) | Q(stopped_on__gt=first), start__lte=last, end__gt=first
    ).exclude(stopped_on__lte=F("start"))
    rows = found.order_by("pk").values_list(
        "item_id", "item__kind", "item__hours", "item__times", "item__money", "start", "end",
        "stopped_on",
    )  # fmt: skip
    return [
        Running(item, kind, hours * times, money > 0, start, min(end, stopped or end))
        for item, kind, hours, times, money, start, end, stopped in rows
    ]


def paths_by_item(items: Collection[int], on: date) -> dict[int, list[str]]:
    """Below which paths the communities of each item stand."""
    rows = list(Reach.objects.filter(item__in=set(items)).values_list("item_id", "unit_id"))
    found = reach.paths_of({unit for _item, unit in rows}, on)
    paths: dict[int, list[str]] = {}
    for item, unit in rows:
        paths.setdefault(item, []).extend(found.get(unit, ()))
    return {item: reach.outermost(some) for item, some in paths.items()}


def counted(of: Place, areas: Sequence[str], days: Sequence[date]) -> list[list[Load]]:
    """For each day and each of some areas (paths at or below `of`) the load; five queries, however
    many days, areas and items."""
    communities = reach.Communities.below(of)
    periods = running(min(days), max(days))
    paths = paths_by_item({one.item for one in periods}, max(days))
    return [[_load(communities, area, _on(periods, day), paths) for area in areas] for day in days]


def _on(periods: Iterable[Running], day: date) -> list[Running]:
    """One of each item: an emergency and the approval that took its place are one task."""
    return list({one.item: one for one in periods if one.on(day)}.values())


def _load(
    communities: reach.Communities, area: str, items: Iterable[Running],
    paths: dict[int, list[str]],
) -> Load:  # fmt: skip
    found = Load(communities.count(area))
    for one in items:
        n = communities.concerned(paths.get(one.item, ()), area)
        if n:
            found.add(one, n)
    return found


def asked_below(paths: Collection[str], on: date, *, without: int) -> int:
    """Items in force on a day, added up over the communities below some paths, one left out."""
    if not paths:
        return 0
    top = min(paths)[: tree.WIDTH]
    communities = reach.Communities.below(root(top))
    items = [one for one in _on(running(on, on), on) if one.item != without]
    by_item = paths_by_item({one.item for one in items}, on)
    return sum(
        communities.concerned(by_item.get(one.item, ()), path) for one in items for path in paths
    )


def root(path: str) -> Place:
    return place_of(int(path, 36))
