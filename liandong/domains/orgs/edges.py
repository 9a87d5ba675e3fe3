"""One edge of the tree: said, ended, corrected, so that at no time anything hangs loose.

The database refuses overlaps and circles; that nobody stands under a unit which is not there is
kept here, under the tree lock. None of these is an action: `actions` audits, locks and tells.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import Period, gaps
from liandong.domains.database import refusal
from liandong.domains.orgs import checks, tree
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Name, Placement, Position, Unit
from liandong.domains.orgs.models.placement import CYCLE

TERRITORY = Hierarchy.TERRITORY
Row = TypeVar("Row", Placement, Name)


def placed_on(unit: Unit, on: date, hierarchy: str = TERRITORY) -> Placement:
    """The unit's placement on a day. Raises `LiandongError` `not_placed`."""
    placed = Placement.objects.on(on).filter(unit=unit, hierarchy=hierarchy).first()
    if placed is None:
        checks.not_before_the_tree(on, hierarchy)
        raise LiandongError(
            "not_placed",
            Text(
                f"{unit.name}在{on}不在{Hierarchy(hierarchy).label}中，请检查日期。",
                f"{unit.name} has no place in this hierarchy on {on}. Check the date.",
            ),
        )
    return placed


def name_on(unit: Unit, on: date) -> str:
    """What the unit is called on a day."""
    said = unit.names.on(on).first()
    return said.name if said else unit.name


def _standing(unit: Unit, hierarchy: str) -> list[Period]:
    rows = Placement.objects.live().filter(unit=unit, hierarchy=hierarchy).order_by("start")
    return [row.period for row in rows]


def must_stand(parent: Unit, period: Period, hierarchy: str = TERRITORY) -> None:
    """Raise `LiandongError` `orphan` unless `parent` stands for the whole of a period."""
    missing = gaps(period, _standing(parent, hierarchy))
    if missing:
        day = missing[0].start
        checks.not_before_the_tree(day, hierarchy)
        raise LiandongError(
            "orphan",
            Text(
                f"上级{parent.name}在{day}不存在或已撤销，请另选上级或日期。",
                f"{parent.name} does not exist on {day}. Choose another parent or date.",
            ),
        )


def none_left_hanging(unit: Unit, hierarchy: str = TERRITORY) -> None:
    """Raise `LiandongError` `orphan` if something stands under the unit when it is not there."""
    standing = _standing(unit, hierarchy)
    below = Placement.objects.live().filter(parent=unit, hierarchy=hierarchy)
    left = [p.unit.name for p in below.select_related("unit") if gaps(p.period, standing)]
    if left:
        names = "、".join(left[:5]) + ("…" if len(left) > 5 else "")
        raise LiandongError(
            "orphan",
            Text(
                f"{unit.name}之下还有{len(left)}个组织（{names}），请先改隶或撤销它们；"
                "要整体并入另一个，请用“合并”。",
                f"{len(left)} units still stand under {unit.name} then ({names}). "
                "Move or close them first; or merge the unit, which takes them along.",
            ),
        )


def place(unit: Unit, parent: Unit | None, deed: Deed, hierarchy: str = TERRITORY) -> None:
    """The unit stands under `parent`, or at the top, from `deed.on` for good."""
    if parent is not None:
        if parent.pk == unit.pk:
            raise refusal(CYCLE)
        must_stand(parent, deed.onward, hierarchy)
    Placement.objects.create(
        unit=unit, parent=parent, hierarchy=hierarchy, start=deed.on, **deed.stamp()
    )


def end(row: Placement | Name, deed: Deed) -> None:
    """End a dated row on a day after it began. What has an end keeps it: to say another would
    rewrite what was known."""
    if row.end is not None:
        raise LiandongError(
            "ended_already",
            Text(
                f"{row}已登记至{row.end}结束，之后另有安排。请改用{row.end}或以后的日期；"
                "漏登了过去的一段隶属，用“补登一段”。",
                f"{row} is on record to end on {row.end}, with something else after it. Choose "
                "that date or a later one; a past period under another parent is inserted.",
            ),
        )
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


def moved(unit: Unit, parent: Unit, deed: Deed, hierarchy: str = TERRITORY) -> Unit | None:
    """The unit, with all below it, stands under another parent from `deed.on`; the earlier one."""
    placed = placed_on(unit, deed.on, hierarchy)
    if placed.parent_id == parent.pk:
        raise LiandongError(
            "unchanged",
            Text(
                f"{unit.name}在{deed.on}已经隶属{parent.name}，无需改隶。",
                f"{unit.name} stands under {parent.name} on {deed.on} already.",
            ),
        )
    checks.name_free(name_on(unit, deed.on), parent, deed.on, hierarchy, but=unit)
    end(placed, deed)
    place(unit, parent, deed, hierarchy)
    if deed.in_force:
        stand(unit, parent, deed.today, hierarchy)
    return placed.parent


def stand(unit: Unit, parent: Unit | None, today: date, hierarchy: str = TERRITORY) -> None:
    """Bring today's paths up to date with an edge that holds today."""
    position = Position.objects.filter(unit=unit, hierarchy=hierarchy).first()
    above = Position.objects.filter(unit=parent, hierarchy=hierarchy).first()
    if position is None or (parent is not None and above is None):
        # A day has come that `tree.settle` has not seen yet.
        tree.rebuild(hierarchy, today)
    else:
        tree.rehang(position, above)


def closed(unit: Unit, deed: Deed, hierarchy: str = TERRITORY) -> None:
    """The unit ends on `deed.on`, and its name with its last place in any hierarchy."""
    end(placed_on(unit, deed.on, hierarchy), deed)
    none_left_hanging(unit, hierarchy)
    elsewhere = Placement.objects.live().filter(unit=unit).exclude(hierarchy=hierarchy)
    if not any(row.end is None or row.end > deed.on for row in elsewhere):
        name = unit.names.on(deed.on).first()
        if name is not None:
            end(name, deed)
    if deed.in_force:
        Position.objects.filter(unit=unit, hierarchy=hierarchy).delete()


def voided(row: Row, deed: Deed) -> Row:
    """Void a placement or name as it stands on record now; that row. Raises `LiandongError`
    `stale`."""
    done = type(row).objects.filter(pk=row.pk, voided_at=None).update(
        voided_at=deed.at, voided_by=deed.by, void_reason=deed.reason
    )  # fmt: skip
    if not done:
        raise LiandongError(
            "stale",
            Text(
                "这条记录刚刚被别人更正了。请刷新页面再看。",
                "Somebody has just corrected this record. Reload the page and look again.",
            ),
        )
    row.refresh_from_db()
    return row


def corrected(placement: Placement, parent: Unit | None, start: date, deed: Deed) -> Placement:
    """Say a placement anew, its end kept; the one that leads up to it keeps meeting it."""
    unit, hierarchy = placement.unit, placement.hierarchy
    voided(placement, deed)
    leading = Placement.objects.live().filter(
        unit=unit, hierarchy=hierarchy, end=placement.start
    ).first()  # fmt: skip
    if leading is not None and start != placement.start:
        if start <= leading.start:
            raise LiandongError(
                "before_earlier",
                Text(
                    f"更早的隶属关系自{leading.start}起。请先更正那一条，或选更晚的日期。",
                    f"The placement before begins on {leading.start}. Correct that one first, or "
                    "choose a later date.",
                ),
            )
        voided(leading, deed)
        said_anew(leading, leading.parent, leading.start, start, deed)
    if parent is not None:
        must_stand(parent, _period(start, placement.end), hierarchy)
    checks.name_free(name_on(unit, start), parent, start, hierarchy, but=unit)
    anew = said_anew(placement, parent, start, placement.end, deed)
    none_left_hanging(unit, hierarchy)
    held_today(anew, deed)
    return anew


def held_today(anew: Placement, deed: Deed) -> None:
    """Bring today's paths up to date with a placement that was said anew."""
    if deed.today in anew.period:
        stand(anew.unit, anew.parent, deed.today, anew.hierarchy)
    else:
        tree.rebuild(anew.hierarchy, deed.today)


def _period(start: date, end: date | None) -> Period:
    if end is not None and end <= start:
        raise LiandongError(
            "ends_before_start",
            Text(
                f"这条记录到{end}结束，开始日期必须更早。",
                f"The record ends on {end}; it must begin before that.",
            ),
        )
    return Period(start, end)


def said_anew(
    row: Placement, parent: Unit | None, start: date, until: date | None, deed: Deed
) -> Placement:
    """A placement of the same unit, as it should have been recorded."""
    period = _period(start, until)
    return Placement.objects.create(
        unit=row.unit, parent=parent, hierarchy=row.hierarchy, start=period.start,
        end=period.end, **deed.stamp(),
    )  # fmt: skip
