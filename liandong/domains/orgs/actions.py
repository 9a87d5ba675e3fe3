"""What can happen to the tree. Each is atomic, audited, and takes the one tree lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.dispatch import Signal

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import Period
from liandong.domains.database import explained
from liandong.domains.orgs import checks, correcting, edges, inserting, tree
from liandong.domains.orgs.deeds import Deed, NewUnit, checked, checked_name
from liandong.domains.orgs.enums import Hierarchy, SuccessionKind
from liandong.domains.orgs.models import Name, Placement, Position, Succession, Unit
from liandong.domains.orgs.spelling import pinyin_of

__all__ = [
    "Deed", "NewUnit", "close", "correct_end", "correct_name", "correct_placement", "create",
    "insert_placement", "merge", "move", "rename", "split", "tree_changed",
]  # fmt: skip

# Sent after the tree has changed, in the same transaction: `on` is the first day it differs.
tree_changed = Signal()

TERRITORY = Hierarchy.TERRITORY


def _tell(hierarchy: str, on: date) -> None:
    tree_changed.send(sender=Placement, on=on, hierarchy=hierarchy)


def create(new: NewUnit, *, parent: Unit | None, deed: Deed, hierarchy: str = TERRITORY) -> Unit:
    """A new unit under `parent` (or at the top) from `deed.on`."""
    with explained():
        tree.lock_tree()
        unit = _born(new, parent, deed, hierarchy)
        deed.audit("create", unit, after={"name": new.name, "parent": parent and parent.code})
        _tell(hierarchy, deed.on)
    return unit


def _born(
    new: NewUnit, parent: Unit | None, deed: Deed, hierarchy: str = TERRITORY,
    heir_of: Unit | None = None,
) -> Unit:  # fmt: skip
    checked(new)
    name = checked_name(new.name)
    checks.name_free(name, parent, deed.on, hierarchy, but=heir_of)
    unit = Unit.objects.create(
        code=new.code, division_code=new.division_code, kind=new.kind, name=name,
        pinyin=pinyin_of(name),
    )  # fmt: skip
    Name.objects.create(unit=unit, name=name, start=deed.on, **deed.stamp())
    edges.place(unit, parent, deed, hierarchy)
    if deed.in_force:
        above = Position.objects.filter(unit=parent, hierarchy=hierarchy).first()
        if parent is not None and above is None:
            # The parent's own day has come, but `tree.settle` has not seen it yet.
            tree.rebuild(hierarchy, deed.today)
        else:
            tree.hang(unit.pk, above, hierarchy)
    return unit


def join(unit: Unit, *, parent: Unit | None, deed: Deed, hierarchy: str) -> None:
    """From `deed.on` a unit that stands elsewhere stands in a further hierarchy as well."""
    with explained():
        tree.lock_tree()
        edges.place(unit, parent, deed, hierarchy)
        if deed.in_force:
            tree.hang(unit.pk, Position.objects.filter(unit=parent, hierarchy=hierarchy).first(),
                      hierarchy)  # fmt: skip
        deed.audit("join", unit, after={"hierarchy": hierarchy, "parent": parent and parent.code})
        _tell(hierarchy, deed.on)


def rename(unit: Unit, *, name: str, deed: Deed) -> Unit:
    """A new name from `deed.on`; the earlier one stays on record."""
    name = checked_name(name)
    with explained():
        tree.lock_tree()
        before = unit.names.on(deed.on).first()
        if before is None or before.name == name:
            raise _no_rename(unit, name, deed, gone=before is None)
        for placed in Placement.objects.on(deed.on).filter(unit=unit).select_related("parent"):
            checks.name_free(name, placed.parent, deed.on, placed.hierarchy, but=unit)
        edges.end(before, deed)
        Name.objects.create(unit=unit, name=name, start=deed.on, **deed.stamp())
        if deed.in_force:
            unit.name, unit.pinyin = name, pinyin_of(name)
            unit.save(update_fields=["name", "pinyin"])
        deed.audit("rename", unit, {"name": before.name}, {"name": name})
        _tell(TERRITORY, deed.on)
    return unit


def _no_rename(unit: Unit, name: str, deed: Deed, *, gone: bool) -> LiandongError:
    if gone:
        checks.not_before_the_tree(deed.on, TERRITORY)
        return LiandongError(
            "not_placed",
            Text(
                f"{unit.name}在{deed.on}不存在或已撤销，请检查日期。",
                f"{unit.name} does not exist on {deed.on}. Check the date.",
            ),
        )
    return LiandongError(
        "unchanged",
        Text(f"名称已经是“{name}”，无需更名。", f"The name is {name!r} already."),
    )


def move(unit: Unit, *, parent: Unit, deed: Deed, hierarchy: str = TERRITORY) -> None:
    """From `deed.on` the unit, with all below it, stands under another parent."""
    with explained():
        tree.lock_tree()
        before = edges.moved(unit, parent, deed, hierarchy)
        deed.audit("move", unit, {"parent": before and before.code}, {"parent": parent.code})
        _tell(hierarchy, deed.on)


def close(unit: Unit, *, deed: Deed, hierarchy: str = TERRITORY) -> None:
    """The unit ends on `deed.on`; nothing may be left below it."""
    with explained():
        tree.lock_tree()
        edges.closed(unit, deed, hierarchy)
        deed.audit("close", unit, before={"name": unit.name})
        _tell(hierarchy, deed.on)


def split(unit: Unit, *, into: Sequence[NewUnit], deed: Deed) -> list[Unit]:
    """The unit ends; new ones take its place, its children and its history by their shares."""
    shares = [new.share for new in into]
    if sum(shares) != 1 or any(s <= 0 or s != round(s, 6) for s in shares):
        raise LiandongError(
            "shares",
            Text(
                "各新组织的份额必须大于 0、至多六位小数，合计为 1。",
                "The new units' shares are above 0, of at most six decimals, and add up to 1.",
            ),
        )
    with explained():
        tree.lock_tree()
        parent = edges.placed_on(unit, deed.on).parent
        born = [_born(new, parent, deed, heir_of=unit) for new in into]
        for new, successor in zip(into, born, strict=True):
            for child in new.children:
                _handed_over(child, unit, successor, deed)
            _succeed(unit, successor, SuccessionKind.SPLIT, new.share, deed)
        edges.closed(unit, deed)
        deed.audit("split", unit, after={"into": [u.code for u in born]})
        _tell(TERRITORY, deed.on)
    return born


def _handed_over(child: Unit, unit: Unit, successor: Unit, deed: Deed) -> None:
    before = edges.moved(child, successor, deed)
    if before is None or before.pk != unit.pk:
        raise LiandongError(
            "not_below",
            Text(
                f"{child.name}在{deed.on}不直属{unit.name}，不能随它分设。",
                f"{child.name} does not stand directly under {unit.name} on {deed.on}.",
            ),
        )


def merge(units: Sequence[Unit], *, into: Unit, deed: Deed) -> None:
    """The units end in a living one, which takes their children and all of their history."""
    if not units or into in units:
        raise LiandongError(
            "merge_itself",
            Text(
                "请选择要并入的其他组织；一个组织不能并入它自己。",
                "Choose other units to merge; a unit cannot be merged into itself.",
            ),
        )
    with explained():
        tree.lock_tree()
        edges.must_stand(into, deed.onward)
        for unit in _lowest_first(units):
            below = Placement.objects.on(deed.on).filter(parent=unit, hierarchy=TERRITORY)
            for placed in below.select_related("unit").order_by("pk"):
                edges.moved(placed.unit, into, deed)
            _succeed(unit, into, SuccessionKind.MERGE, Decimal(1), deed)
            edges.closed(unit, deed)
            deed.audit("merge", unit, after={"into": into.code})
        _tell(TERRITORY, deed.on)


def _lowest_first(units: Sequence[Unit]) -> list[Unit]:
    """So that one which stands under another of them is gone before its parent."""
    found = Position.objects.filter(unit__in=units, hierarchy=TERRITORY)
    depth = dict(found.values_list("unit_id", "depth"))
    return sorted(units, key=lambda unit: (-depth.get(unit.pk, 0), unit.pk))


def _succeed(old: Unit, new: Unit, kind: SuccessionKind, share: Decimal, deed: Deed) -> None:
    Succession.objects.create(
        predecessor=old, successor=new, kind=kind, share=share, on=deed.on, **deed.stamp()
    )


def correct_placement(
    placement: Placement, *, parent: Unit | None, start: date, deed: Deed
) -> Placement:
    """The record was wrong: void it with the reason and say it anew, its end kept.

    Where another placement led up to it, that one is made to end on the new start.
    """
    _explained_why(deed)
    with explained():
        tree.lock_tree()
        anew = edges.corrected(placement, parent, start, deed)
        deed.audit("correct_placement", placement.unit,
                   {"parent": placement.parent and placement.parent.code, "from": placement.start},
                   {"parent": parent and parent.code, "from": start})  # fmt: skip
        _tell(placement.hierarchy, min(placement.start, start))
    return anew


def correct_name(row: Name, *, name: str, deed: Deed) -> Name:
    """The name was recorded wrongly: void it with the reason and say it anew, for the same time."""
    _explained_why(deed)
    with explained():
        tree.lock_tree()
        anew = correcting.named(row, name, deed)
        deed.audit("correct_name", row.unit, {"name": row.name}, {"name": anew.name})
        _tell(TERRITORY, row.start)
    return anew


def correct_end(placement: Placement, *, end: date | None, deed: Deed) -> Placement:
    """The unit did not end, or on another day: its last placement, and its name with it, are said
    anew. Not where another unit succeeded it."""
    _explained_why(deed)
    with explained():
        tree.lock_tree()
        anew = correcting.ended(placement, end, deed)
        deed.audit("correct_end", placement.unit, {"until": placement.end}, {"until": end})
        _tell(placement.hierarchy, min(day for day in (placement.end, end) if day))
    return anew


def insert_placement(
    unit: Unit, *, parent: Unit, period: Period, deed: Deed, hierarchy: str = TERRITORY
) -> Placement:
    """For a period the unit stood elsewhere than the record says: a correction known from now on.

    Every placement that the period touches is voided with the reason, and what lies before and
    after is said anew; what was known before this moment stays as it was known.
    """
    _explained_why(deed)
    with explained():
        tree.lock_tree()
        anew, before = inserting.inserted(unit, parent, period, deed, hierarchy)
        deed.audit("insert_placement", unit,
                   {"parent": "、".join(one.code if one else "—" for one in before)},
                   {"parent": parent.code, "from": period.start, "until": period.end})  # fmt: skip
        _tell(hierarchy, period.start)
    return anew


def _explained_why(deed: Deed) -> None:
    if not deed.reason.strip():
        raise LiandongError(
            "reason_missing", Text("更正必须写明理由。", "A correction needs a reason.")
        )
