"""A past period put in between: what the record said of it is voided, and the rest said anew."""

from __future__ import annotations

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import Period, gaps
from liandong.domains.orgs import checks, edges
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.models import Placement, Unit


def inserted(
    unit: Unit, parent: Unit, period: Period, deed: Deed, hierarchy: str
) -> tuple[Placement, list[Unit | None]]:
    """The placement put in, and the parents it takes the place of, in order of time."""
    if period.end is None:
        raise _endless()
    rows = list(_touched(unit, period, hierarchy))
    _covered(unit, period, rows, hierarchy)
    if all(row.parent_id == parent.pk for row in rows):
        raise _unchanged(unit, parent, period)
    edges.must_stand(parent, period, hierarchy)
    name = edges.name_on(unit, period.start)
    checks.name_free(name, parent, period.start, hierarchy, but=unit)
    for row in rows:
        edges.voided(row, deed)
    first, last = rows[0], rows[-1]
    if first.start < period.start:
        edges.said_anew(first, first.parent, first.start, period.start, deed)
    anew = edges.said_anew(first, parent, period.start, period.end, deed)
    if last.end is None or last.end > period.end:
        edges.said_anew(last, last.parent, period.end, last.end, deed)
    if deed.today in period:
        edges.stand(unit, parent, deed.today, hierarchy)
    return anew, [row.parent for row in rows]


def _touched(unit: Unit, period: Period, hierarchy: str) -> list[Placement]:
    rows = Placement.objects.live().filter(unit=unit, hierarchy=hierarchy)
    found = rows.select_related("unit", "parent").order_by("start")
    return [row for row in found if row.period.overlaps(period)]


def _covered(unit: Unit, period: Period, rows: list[Placement], hierarchy: str) -> None:
    missing = gaps(period, [row.period for row in rows])
    if missing:
        checks.not_before_the_tree(missing[0].start, hierarchy)
        raise LiandongError(
            "not_placed",
            Text(
                f"{unit.name}在{missing[0].start}还不存在或已撤销。补登的一段要在它存在的时间之内。",
                f"{unit.name} does not exist on {missing[0].start}. Insert a period within the "
                "time for which it exists.",
            ),
        )


def _unchanged(unit: Unit, parent: Unit, period: Period) -> LiandongError:
    return LiandongError(
        "unchanged",
        Text(
            f"记录上{unit.name}这段时间（{period.start}起）本来就隶属{parent.name}，无需补登。",
            f"{unit.name} stands under {parent.name} for that period (from {period.start}) "
            "already.",
        ),
    )


def _endless() -> LiandongError:
    return LiandongError(
        "no_end",
        Text(
            "补登的一段要有结束日期；一直延续到现在的，用“改隶”。",
            "A period that is inserted has an end; for one that lasts until now, move the unit.",
        ),
    )
