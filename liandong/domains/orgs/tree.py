"""Paths, and the tree of a day.

A path is one segment per level, each the unit's id in base 36 at a fixed width: the subtree of
a unit is the range of paths that begin with its own, and a move rewrites one range.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F, Max, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr

from liandong.domains import database, journal
from liandong.domains.orgs import growing
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Name, Placement, Position, Unit
from liandong.domains.orgs.models.placement import TOO_DEEP
from liandong.domains.orgs.spelling import pinyin_of

WIDTH = 5
# As many segments as the guard against circles walks up, and the unit itself.
DEEPEST = 13
# After every digit, so that it closes the range of a prefix.
_AFTER = "~"


class Node(NamedTuple):
    """A unit's place on one day."""

    unit: int
    parent: int | None
    path: str
    depth: int


def segment(unit_id: int) -> str:
    """The unit's segment, `WIDTH` characters."""
    text = ""
    while unit_id:
        unit_id, rest = divmod(unit_id, 36)
        text = growing.DIGITS[rest] + text
    if len(text) > WIDTH:
        raise OverflowError(f"unit ids beyond 36^{WIDTH} do not fit a path segment")
    return text.rjust(WIDTH, "0")


def ancestors(path: str) -> list[str]:
    """The paths from the top down to this one, itself included."""
    return [path[: i + WIDTH] for i in range(0, len(path), WIDTH)]


def below(path: str, field: str = "path") -> Q:
    """The subtree of a path, its root included, as a range."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": path + _AFTER})


def lock_tree() -> None:
    """Tree edits take one lock: two concurrent moves could close a circle neither sees."""
    database.lock("orgs.tree")


def edges_on(
    day: date, hierarchy: str = Hierarchy.TERRITORY, known_at: datetime | None = None
) -> Iterator[tuple[int, int | None]]:
    """(unit, parent) of every placement that holds on a day, as known at a moment (now)."""
    rows = Placement.objects.on(day, known_at).filter(hierarchy=hierarchy)
    return rows.order_by("unit_id").values_list("unit_id", "parent_id").iterator(20_000)


def grown(edges: Iterable[tuple[int, int | None]]) -> list[Node]:
    """The nodes that hang together from the top, in path order; orphans are left out."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for unit, parent in edges:
        children[parent].append(unit)
    nodes: list[Node] = []
    level = [Node(unit, None, segment(unit), 1) for unit in children[None]]
    while level:
        nodes.extend(level)
        level = [
            Node(child, node.unit, node.path + segment(child), node.depth + 1)
            for node in level
            for child in children.get(node.unit, ())
        ]
    nodes.sort(key=lambda node: node.path)
    return nodes


def rebuild(hierarchy: str, day: date) -> int:
    """Compute every position anew for a day; the number of positions. Holds the tree lock."""
    lock_tree()
    return growing.lay_out(hierarchy, day, WIDTH)


def subtree(path: str, hierarchy: str = Hierarchy.TERRITORY) -> QuerySet[Position]:
    """Today's positions at and below a path."""
    return Position.objects.filter(below(path), hierarchy=hierarchy)


def hang(unit_id: int, parent: Position | None, hierarchy: str) -> Position:
    """Put a unit that has no position under a parent, or at the top."""
    depth = (parent.depth if parent else 0) + 1
    _not_too_deep(depth)
    return Position.objects.create(
        unit_id=unit_id,
        parent_id=parent and parent.unit_id,
        hierarchy=hierarchy,
        path=(parent.path if parent else "") + segment(unit_id),
        depth=depth,
    )


def _not_too_deep(depth: int) -> None:
    if depth > DEEPEST:
        raise database.refusal(TOO_DEEP)


def rehang(position: Position, parent: Position | None) -> int:
    """Move a whole subtree below another parent; the number of positions moved."""
    old, depth = position.path, position.depth
    new = (parent.path if parent else "") + segment(position.unit_id)
    if new == old:
        return 0
    change = (parent.depth if parent else 0) + 1 - depth
    below_it = subtree(old, position.hierarchy)
    _not_too_deep((below_it.aggregate(deepest=Max("depth"))["deepest"] or 0) + change)
    moved = below_it.update(
        path=Concat(Value(new), Substr("path", len(old) + 1)), depth=F("depth") + change
    )
    Position.objects.filter(pk=position.pk).update(parent_id=parent and parent.unit_id)
    return moved


# The day and the state of the journals for which everything was found to be in force.
_in_force: list[tuple] = []


def settle(day: date) -> bool:
    """Let placements and names whose day has come, or is over, take effect; whether anything
    changed.

    Asked every half minute: where nothing was written since the last time that day, the answer is
    known without looking at the tree.
    """
    tables = ("orgs_placement", "orgs_name")
    state = (connection.settings_dict["NAME"], day, *(journal.head(table) for table in tables))
    if _in_force == [state]:
        return False
    changed = _settle_names(day)
    for hierarchy in Hierarchy.values:
        if not growing.is_laid_out(hierarchy, day, WIDTH):
            with transaction.atomic():
                rebuild(hierarchy, day)
            changed = True
    transaction.on_commit(partial(_in_force.__setitem__, slice(None), [state]))
    return changed


def _settle_names(day: date) -> bool:
    due = Name.objects.on(day).exclude(name=F("unit__name")).select_related("unit")
    units = []
    for said in due.order_by("pk"):
        said.unit.name, said.unit.pinyin = said.name, pinyin_of(said.name)
        units.append(said.unit)
    Unit.objects.bulk_update(units, ["name", "pinyin"], batch_size=500)
    return bool(units)
