"""What can happen to the tree. Each is atomic, audited, and takes the one tree lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.dispatch import Signal

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy, SuccessionKind
from liandong.domains.orgs.models import Name, Placement, Position, Succession, Unit
from liandong.domains.orgs.spelling import pinyin_of

# Sent after the tree has changed, in the same transaction: `on` is the first day it differs.
tree_changed = Signal()

TERRITORY = Hierarchy.TERRITORY


@dataclass(frozen=True)
class NewUnit:
    """A unit to be created: its own code, name and kind; `children` move under it in a split."""

    code: str
    name: str
    kind: str
    division_code: str | None = None
    share: Decimal = Decimal(1)
    children: Sequence[Unit] = field(default=())


@dataclass(frozen=True)
class Deed:
    """Who acts, when, and on which day it takes effect."""

    by: str
    at: datetime
    on: date
    reason: str = ""

    def stamp(self) -> dict[str, Any]:
        return {"recorded_at": self.at, "recorded_by": self.by}

    def audit(self, action: str, unit: Unit, before: Any = None, after: Any = None) -> None:
        record(
            action=f"orgs.{action}", by=self.by, at=self.at, subject=f"unit:{unit.code}",
            unit=unit.code, before=before, after=after, reason=self.reason,
        )  # fmt: skip


def _placement(unit: Unit, on: date, hierarchy: str = TERRITORY) -> Placement:
    placed = Placement.objects.on(on).filter(unit=unit, hierarchy=hierarchy).first()
    if placed is None:
        raise LiandongError(
            "not_placed",
            Text(
                f"{unit.name}在{on}不在{Hierarchy(hierarchy).label}中，请检查日期。",
                f"{unit.name} has no place in this hierarchy on {on}. Check the date.",
            ),
        )
    return placed


def _must_stand(parent: Unit, on: date, hierarchy: str) -> None:
    if not Placement.objects.on(on).filter(unit=parent, hierarchy=hierarchy).exists():
        raise LiandongError(
            "orphan",
            Text(
                f"上级{parent.name}在{on}不存在或已撤销，请另选上级或日期。",
                f"{parent.name} does not exist on {on}. Choose another parent or date.",
            ),
        )


def _place(unit: Unit, parent: Unit | None, deed: Deed, hierarchy: str = TERRITORY) -> None:
    if parent is not None:
        _must_stand(parent, deed.on, hierarchy)
    Placement.objects.create(
        unit=unit, parent=parent, hierarchy=hierarchy, start=deed.on, **deed.stamp()
    )


def _end(row: Placement | Name, deed: Deed) -> None:
    """End a dated row on a day after it began."""
    if deed.on <= row.start:
        raise LiandongError(
            "same_day",
            Text(
                f"{row}自{row.start}起生效，结束日期必须更晚；若登记有误，请用“更正”。",
                f"{row} begins on {row.start} and must end later; if the record is wrong, "
                "correct it instead.",
            ),
        )
    row.end, row.ended_at = deed.on, deed.at
    row.save(update_fields=["end", "ended_at"])


def _settle(hierarchy: str, deed: Deed) -> None:
    """Bring today's paths up to date and tell who listens."""
    tree_changed.send(sender=Placement, on=deed.on, hierarchy=hierarchy)


def _today(deed: Deed) -> date:
    return deed.at.date()


def _in_force(deed: Deed) -> bool:
    """Future-dated edits take effect by themselves, when their day comes."""
    return deed.on <= _today(deed)


def create(new: NewUnit, *, parent: Unit | None, deed: Deed, hierarchy: str = TERRITORY) -> Unit:
    """A new unit under `parent` (or at the top) from `deed.on`."""
    with explained():
        tree.lock_tree()
        unit = _born(new, parent, deed, hierarchy)
        deed.audit("create", unit, after={"name": new.name, "parent": parent and parent.code})
        _settle(hierarchy, deed)
    return unit


def _born(new: NewUnit, parent: Unit | None, deed: Deed, hierarchy: str = TERRITORY) -> Unit:
    if Unit.objects.filter(code=new.code).exists():
        raise LiandongError(
            "code_taken",
            Text(
                f"代码{new.code}已被使用，请检查是否已建。",
                f"The code {new.code} is taken. Check whether the unit exists already.",
            ),
        )
    unit = Unit.objects.create(
        code=new.code, division_code=new.division_code, kind=new.kind, name=new.name,
        pinyin=pinyin_of(new.name),
    )  # fmt: skip
    Name.objects.create(unit=unit, name=new.name, start=deed.on, **deed.stamp())
    _place(unit, parent, deed, hierarchy)
    if _in_force(deed):
        above = parent and Position.objects.get(unit=parent, hierarchy=hierarchy)
        tree.hang(unit.pk, above, hierarchy)
    return unit


def rename(unit: Unit, *, name: str, deed: Deed) -> Unit:
    """A new name from `deed.on`; the earlier one stays on record."""
    with explained():
        tree.lock_tree()
        before = unit.names.on(deed.on).first()
        if before is not None:
            _end(before, deed)
        Name.objects.create(unit=unit, name=name, start=deed.on, **deed.stamp())
        if _in_force(deed):
            unit.name, unit.pinyin = name, pinyin_of(name)
            unit.save(update_fields=["name", "pinyin"])
        deed.audit("rename", unit, before and {"name": before.name}, {"name": name})
        _settle(TERRITORY, deed)
    return unit


def move(unit: Unit, *, parent: Unit, deed: Deed, hierarchy: str = TERRITORY) -> None:
    """From `deed.on` the unit, with all below it, stands under another parent."""
    with explained():
        tree.lock_tree()
        before = _moved(unit, parent, deed, hierarchy)
        deed.audit("move", unit, {"parent": before and before.code}, {"parent": parent.code})
        _settle(hierarchy, deed)


def _moved(unit: Unit, parent: Unit, deed: Deed, hierarchy: str = TERRITORY) -> Unit | None:
    placed = _placement(unit, deed.on, hierarchy)
    _end(placed, deed)
    _place(unit, parent, deed, hierarchy)
    if _in_force(deed):
        position = Position.objects.get(unit=unit, hierarchy=hierarchy)
        tree.rehang(position, Position.objects.get(unit=parent, hierarchy=hierarchy))
    return placed.parent


def close(unit: Unit, *, deed: Deed, hierarchy: str = TERRITORY) -> None:
    """The unit ends on `deed.on`; nothing may be left below it."""
    with explained():
        tree.lock_tree()
        _closed(unit, deed, hierarchy)
        deed.audit("close", unit, before={"name": unit.name})
        _settle(hierarchy, deed)


def _closed(unit: Unit, deed: Deed, hierarchy: str = TERRITORY) -> None:
    left = Placement.objects.live().filter(parent=unit, hierarchy=hierarchy)
    left = [p for p in left.select_related("unit") if p.end is None or p.end > deed.on]
    if left:
        names = "、".join(p.unit.name for p in left[:5])
        raise LiandongError(
            "orphan",
            Text(
                f"{unit.name}之下还有{len(left)}个组织（{names}…）,请先改隶或撤销它们。",
                f"{len(left)} units still stand under {unit.name} ({names} …). "
                "Move or close them first.",
            ),
        )
    _end(_placement(unit, deed.on, hierarchy), deed)
    if (name := unit.names.on(deed.on).first()) is not None:
        _end(name, deed)
    if _in_force(deed):
        Position.objects.filter(unit=unit, hierarchy=hierarchy).delete()


def split(unit: Unit, *, into: Sequence[NewUnit], deed: Deed) -> list[Unit]:
    """The unit ends; new ones take its place, its children and its history by their shares."""
    if sum(new.share for new in into) != 1:
        raise LiandongError(
            "shares",
            Text("各新组织的份额之和必须为 1。", "The shares of the new units must add up to 1."),
        )
    with explained():
        tree.lock_tree()
        parent = _placement(unit, deed.on).parent
        born = [_born(new, parent, deed) for new in into]
        for new, successor in zip(into, born, strict=True):
            for child in new.children:
                _moved(child, successor, deed)
            _succeed(unit, successor, SuccessionKind.SPLIT, new.share, deed)
        _closed(unit, deed)
        deed.audit("split", unit, after={"into": [u.code for u in born]})
        _settle(TERRITORY, deed)
    return born


def merge(units: Sequence[Unit], *, into: Unit, deed: Deed) -> None:
    """The units end in a living one, which takes their children and all of their history."""
    with explained():
        tree.lock_tree()
        for unit in units:
            below = Placement.objects.on(deed.on).filter(parent=unit, hierarchy=TERRITORY)
            for placed in below.select_related("unit"):
                _moved(placed.unit, into, deed)
            _succeed(unit, into, SuccessionKind.MERGE, Decimal(1), deed)
            _closed(unit, deed)
            deed.audit("merge", unit, after={"into": into.code})
        _settle(TERRITORY, deed)


def _succeed(old: Unit, new: Unit, kind: SuccessionKind, share: Decimal, deed: Deed) -> None:
    Succession.objects.create(
        predecessor=old, successor=new, kind=kind, share=share, on=deed.on, **deed.stamp()
    )


def correct_placement(
    placement: Placement, *, parent: Unit | None, start: date, deed: Deed
) -> Placement:
    """The record was wrong: void it with the reason and say it anew, its end kept."""
    if not deed.reason:
        raise LiandongError(
            "reason_missing", Text("更正必须写明理由。", "A correction needs a reason.")
        )
    with explained():
        tree.lock_tree()
        placement.voided_at, placement.voided_by = deed.at, deed.by
        placement.void_reason = deed.reason
        placement.save(update_fields=["voided_at", "voided_by", "void_reason"])
        if parent is not None:
            _must_stand(parent, start, placement.hierarchy)
        anew = Placement.objects.create(
            unit=placement.unit, parent=parent, hierarchy=placement.hierarchy, start=start,
            end=placement.end, **deed.stamp(),
        )  # fmt: skip
        tree.rebuild(placement.hierarchy, _today(deed))
        deed.audit("correct_placement", placement.unit,
                   {"parent": placement.parent and placement.parent.code, "from": placement.start},
                   {"parent": parent and parent.code, "from": start})  # fmt: skip
        _settle(placement.hierarchy, deed)
    return anew
