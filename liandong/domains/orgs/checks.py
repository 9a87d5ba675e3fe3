"""What is asked of a change before it is made: its day, and a name nobody beside it has."""

from __future__ import annotations

from datetime import date

from django.db.models import Min

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Name, Placement, Unit


def not_before_the_tree(on: date, hierarchy: str) -> None:
    """Raise `LiandongError` `before_tree` for a day on which the tree had not begun."""
    rows = Placement.objects.live().filter(hierarchy=hierarchy)
    first = rows.aggregate(first=Min("start"))["first"]
    if first is not None and on < first:
        raise LiandongError(
            "before_tree",
            Text(
                f"{Hierarchy(hierarchy).label}自{first}起有记录，日期不能比这一天早。",
                f"The tree is on record from {first}. Choose that day or a later one.",
            ),
        )


def name_free(
    name: str, parent: Unit | None, on: date, hierarchy: str, *, but: Unit | None = None
) -> None:
    """Raise `LiandongError` `name_taken` if another unit directly below `parent` is called so that
    day: in a list, nobody could tell them apart."""
    beside = Placement.objects.on(on).filter(parent=parent, hierarchy=hierarchy)
    taken = Name.objects.on(on).filter(name=name, unit__in=beside.values("unit"))
    other = taken.exclude(unit=but).select_related("unit").first()
    if other is not None:
        above = parent.name if parent else Hierarchy(hierarchy).label
        raise LiandongError(
            "name_taken",
            Text(
                f"{above}之下在{on}已经有“{name}”（代码 {other.unit.code}）。"
                "请换一个名称，或先给那一个更名。",
                f"{above} already has a unit called {name!r} on {on} (code {other.unit.code}). "
                "Choose another name, or rename that one first.",
            ),
        )
