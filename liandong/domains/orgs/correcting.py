"""A name or an end that was recorded wrongly: voided with the reason, and said anew."""

from __future__ import annotations

from datetime import date

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.orgs import checks, edges
from liandong.domains.orgs.deeds import Deed, checked_name
from liandong.domains.orgs.models import Name, Placement, Succession, Unit
from liandong.domains.orgs.spelling import pinyin_of


def named(row: Name, name: str, deed: Deed) -> Name:
    """The name as it should have been recorded, for the same time."""
    unit, name = row.unit, checked_name(name)
    if name == row.name:
        raise LiandongError(
            "unchanged",
            Text(f"记录上就是“{name}”，无需更正。", f"The record says {name!r} already."),
        )
    for placed in Placement.objects.on(row.start).filter(unit=unit).select_related("parent"):
        checks.name_free(name, placed.parent, row.start, placed.hierarchy, but=unit)
    edges.voided(row, deed)
    anew = Name.objects.create(unit=unit, name=name, start=row.start, end=row.end, **deed.stamp())
    if unit.names.live().filter(start__lte=deed.today).order_by("start").last() == anew:
        unit.name, unit.pinyin = name, pinyin_of(name)
        unit.save(update_fields=["name", "pinyin"])
    return anew


def ended(placement: Placement, end: date | None, deed: Deed) -> Placement:
    """The unit's last placement with the end it should have: another day, or none at all."""
    unit, hierarchy = placement.unit, placement.hierarchy
    _may_end_otherwise(placement, end)
    edges.voided(placement, deed)
    anew = edges.said_anew(placement, placement.parent, placement.start, end, deed)
    if placement.parent is not None:
        edges.must_stand(placement.parent, anew.period, hierarchy)
    edges.none_left_hanging(unit, hierarchy)
    for name in unit.names.live().filter(end=placement.end):
        if end is None or end > name.start:
            edges.voided(name, deed)
            Name.objects.create(
                unit=unit, name=name.name, start=name.start, end=end, **deed.stamp()
            )
    if end is None or end > placement.end:
        name = edges.name_on(unit, placement.end)
        checks.name_free(name, placement.parent, placement.end, hierarchy, but=unit)
    edges.held_today(anew, deed)
    return anew


def _may_end_otherwise(placement: Placement, end: date | None) -> None:
    """Raise `LiandongError` `unchanged`, `not_the_end` or `succeeded`."""
    unit, was = placement.unit, placement.end
    if end == was:
        raise LiandongError(
            "unchanged",
            Text(f"记录上{unit.name}就是这样，无需更正。", "The record says so already."),
        )
    later = Placement.objects.live().filter(unit=unit, hierarchy=placement.hierarchy)
    if was is None or later.filter(start__gte=was).exists():
        raise LiandongError(
            "not_the_end",
            Text(
                f"{unit.name}在这条记录之后没有撤销。上级或日期记错了，请更正那一条隶属。",
                f"{unit.name} did not end with this record. If the parent or the day is wrong, "
                "correct that placement.",
            ),
        )
    heirs = Succession.objects.filter(predecessor=unit, on=was).select_related("successor")
    if heirs:
        raise _succeeded(unit, [one.successor for one in heirs])


def _succeeded(unit: Unit, heirs: list[Unit]) -> LiandongError:
    names = "、".join(one.name for one in heirs)
    return LiandongError(
        "succeeded",
        Text(
            f"{unit.name}是由{names}承继的，下级和历史已经转过去，不能只改这一条。"
            "请新设一个单位，再把它的下级改隶过来。",
            f"{unit.name} was succeeded by {names}, which took what was below it and its history; "
            "this record cannot be changed alone. Create a unit anew and move its children to it.",
        ),
    )
