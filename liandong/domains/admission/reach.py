"""Which communities an item concerns on a day, and which items a community.

An area stands for all its communities. Who comes after a community that was merged or split takes
its items along; those of an area that ended stay with the communities that stood there then, and
reach no others: nobody was asked about those.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Placement, Position, Succession
from liandong.domains.orgs.queries import Place

GRASSROOTS = (Kind.COMMUNITY, Kind.VILLAGE)
STREETS = (Kind.STREET, Kind.TOWN, Kind.TOWNSHIP)
_AFTER = "~"
_UP = """
WITH RECURSIVE here(unit) AS (
  SELECT CAST(%(unit)s AS bigint)
  UNION SELECT s.predecessor_id FROM here JOIN orgs_succession s ON s.successor_id = here.unit
   WHERE s."on" <= %(day)s
), up(unit) AS (
  SELECT unit FROM here
  UNION SELECT p.parent_id FROM up JOIN orgs_placement p ON p.unit_id = up.unit
   WHERE p.hierarchy = 'territory' AND p.voided_at IS NULL AND p.parent_id IS NOT NULL AND (
     (p.start <= %(day)s AND (p."end" IS NULL OR p."end" > %(day)s))
     OR (p."end" <= %(day)s AND EXISTS (SELECT 1 FROM orgs_succession s
          WHERE s.predecessor_id = p.parent_id AND s."on" = p."end")))
) SELECT unit FROM up"""


def reaching(unit: int, on: date) -> set[int]:
    """The units by which an item concerns a community on a day: itself, what stands above it, and
    those it came after."""
    with connection.cursor() as cursor:
        cursor.execute(_UP, {"unit": unit, "day": on.isoformat()})
        return {row[0] for row in cursor.fetchall()}


def paths_of(units: Collection[int], on: date) -> dict[int, list[str]]:
    """For each unit the paths below which its communities stand today: its own, or those of who
    came after it; the outermost only."""
    found = _standing(units)
    gone = {one: [one] for one in units if one not in found}
    seen = set(units)
    while gone:
        after = _after(gone, on)
        later: dict[int, list[int]] = defaultdict(list)
        standing = _standing({new for news in after.values() for new in news})
        for old, news in after.items():
            for new in news:
                for origin in gone[old]:
                    if new in standing:
                        found.setdefault(origin, []).extend(standing[new])
                    elif new not in seen:
                        later[new].append(origin)
        seen.update(later)
        gone = dict(later)
    return {unit: outermost(paths) for unit, paths in found.items()}


def _standing(units: Iterable[int]) -> dict[int, list[str]]:
    held = Position.objects.filter(unit__in=set(units), hierarchy=Hierarchy.TERRITORY)
    return {unit: [path] for unit, path in held.values_list("unit_id", "path")}


def _after(gone: Iterable[int], on: date) -> dict[int, list[int]]:
    """The heirs of communities; of areas the units that stood directly below when they ended."""
    came = Succession.objects.filter(predecessor__in=list(gone), on__lte=on).order_by("pk")
    rows = list(came.values_list("predecessor_id", "predecessor__kind", "successor_id", "on"))
    after: dict[int, list[int]] = defaultdict(list)
    for old, kind, new, _day in rows:
        if kind in GRASSROOTS:
            after[old].append(new)
    ended = {(old, day) for old, kind, _new, day in rows if kind not in GRASSROOTS}
    below = Placement.objects.live().filter(
        parent__in={old for old, _day in ended}, end__in={day for _old, day in ended},
        hierarchy=Hierarchy.TERRITORY,
    )  # fmt: skip
    for parent, unit, end in below.order_by("pk").values_list("parent_id", "unit_id", "end"):
        if (parent, end) in ended:
            after[parent].append(unit)
    return after


def outermost(paths: Iterable[str]) -> list[str]:
    """Without those that lie inside another, in order."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities of an area today, by path, so that those below a path are counted by two
    looks into a list."""

    paths: tuple[str, ...]

    @classmethod
    def below(cls, of: Place) -> Communities:
        """Those of a place of the territory."""
        found = tree.subtree(of.path).filter(unit__kind__in=GRASSROOTS).order_by("path")
        # In the order of Python, whatever that of the database is.
        return cls(tuple(sorted(found.values_list("path", flat=True))))

    def count(self, path: str = "") -> int:
        """How many stand at or below a path."""
        return bisect_left(self.paths, path + _AFTER) - bisect_left(self.paths, path)

    def concerned(self, reached: Iterable[str], within: str = "") -> int:
        """How many are reached by some paths, of those within another."""
        total = 0
        for path in reached:
            if path.startswith(within):
                total += self.count(path)
            elif within.startswith(path):
                return self.count(within)
        return total


def communities_under(paths: Collection[str]) -> list[Position]:
    """The communities and villages at or below some paths, in the order of the tree."""
    return _of_kinds(paths, GRASSROOTS)


def streets_of(paths: Collection[str]) -> list[Position]:
    """The streets and towns whose communities lie at or below some paths."""
    above = {up for one in communities_under(paths) for up in tree.ancestors(one.path)[:-1]}
    found = Position.objects.filter(
        hierarchy=Hierarchy.TERRITORY, path__in=above, unit__kind__in=STREETS
    )
    return list(found.order_by("path"))


def _of_kinds(paths: Collection[str], kinds: Collection[str]) -> list[Position]:
    all_of = Position.objects.filter(hierarchy=Hierarchy.TERRITORY, unit__kind__in=kinds)
    alone = {one.pk: one for one in all_of.filter(path__in=list(paths))}
    # Ranges are asked of areas alone: a community has nothing below that is one.
    wide = set(paths) - {one.path for one in alone.values()}
    for path in sorted(wide):
        alone |= {one.pk: one for one in all_of.filter(tree.below(path))}
    return sorted(alone.values(), key=lambda one: one.path)
