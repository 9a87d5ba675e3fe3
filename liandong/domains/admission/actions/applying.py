"""The department: writes, applies ahead of time, declares an emergency, renews, withdraws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from liandong.core.kernel.period import months_after
from liandong.core.standards import clocks as core
from liandong.domains import database
from liandong.domains.accounts.enums import Permission
from liandong.domains.admission import reach, refusals, routing
from liandong.domains.admission.actions.steps import (
    line_of,
    norm,
    number_of,
    one_at_a_time,
    reason_of,
    stop_grants,
    take,
    tell,
    text_of,
)
from liandong.domains.admission.actions.telling import state_text, tell_all, tell_unit
from liandong.domains.admission.enums import WRITABLE, Basis, ItemKind
from liandong.domains.admission.models import Grant, Item, Reach
from liandong.domains.admission.models.item import LONGEST
from liandong.domains.catalogue.models import Matter
from liandong.domains.norms.queries import value_for
from liandong.domains.orgs.heirs import stands
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow.clocks import Law

MOST_UNITS = 500
_MOST_HOURS, _MOST_TIMES, _MOST_MONEY = Decimal(9999), 9999, Decimal(10) ** 11


@dataclass(frozen=True, slots=True)
class Content:
    """What a department asks. `units`: communities, or areas all of whose communities are meant;
    `wanted_until` is the first day on which it is not asked any more; `times` and `hours` are of
    one community in a year, `money` (yuan) and `people` of all together."""

    kind: str
    title: str
    units: Sequence[Unit]
    what: str = ""
    basis: str = ""
    manner: str = ""
    matter: Matter | None = None
    times: int = 1
    hours: Decimal = Decimal(0)
    people: int = 0
    money: Decimal = Decimal(0)
    wanted_from: date | None = None
    wanted_until: date | None = None


def draft(
    *, department: Unit, content: Content, by: str, at: datetime, invented: bool = False
) -> Item:
    """A draft that its department alone sees.

    Raises `LiandongError`: admission_missing (title), admission_too_long, admission_bad_number,
    nobody_reached, too_many_units, outside_area, bad_period, unit_closed.
    """
    said = _checked(content)
    on = timezone.localdate(at)
    place = _place(department, content.units, on)
    with database.explained():
        number = number_of("ZR", Item, at)
        office = routing.office_of(place.pk, on)
        sides = {"department": department, "office": office, "place": place}
        process = workflow.open_process(
            "admission", subject=f"admission:{number}", sides=sides, by=by, at=at, on=on,
            audited=False,
        )  # fmt: skip
        item = Item.objects.create(
            number=number, process=process, department=department, office=office, place=place,
            created_at=at, created_by=by, invented=invented, **said,
        )  # fmt: skip
        Reach.objects.bulk_create(Reach(item=item, unit=one) for one in _once(content.units))
        tell("draft", item, by=by, at=at)
    return item


def edit(item: Item, *, content: Content, by: str, at: datetime) -> Item:
    """As long as it is a draft, was returned, or is an emergency not applied for yet. Raises as
    `draft`, and not_writable."""
    said = _checked(content)
    place = _place(item.department, content.units, timezone.localdate(at))
    with one_at_a_time(item) as process:
        if process.state not in WRITABLE:
            raise refusals.not_writable()
        # What is published of an emergency is not made to mean other communities.
        if process.state != "emergency":
            office = routing.office_of(place.pk, timezone.localdate(at))
            said |= {"place": place, "office": office}
            workflow.join(process, "place", place)
            workflow.join(process, "office", office)
            Reach.objects.filter(item=item).delete()
            Reach.objects.bulk_create(Reach(item=item, unit=one) for one in _once(content.units))
        Item.objects.filter(pk=item.pk).update(**said)
        for name, value in said.items():
            setattr(item, name, value)
        tell("edit", item, by=by, at=at)
    return item


def apply(item: Item, *, by: str, at: datetime, seen: str | None = None) -> Item:
    """Hand it in, for the first time, after corrections, or after an emergency.

    Raises `LiandongError`: admission_missing, bad_period, too_soon, too_lengthy, lifecycle.…
    """
    with one_at_a_time(item) as process:
        item.refresh_from_db(fields=["department", "office", "place"])
        _must_be_whole(item)
        origin = process.state
        _in_time(item, at)
        take(item, "correct" if origin == "returned" else "apply", by=by, at=at, seen=seen)
        item.applied_at, item.applied_by = at, by
        item.save(update_fields=["applied_at", "applied_by"])
        tell("apply", item, by=by, at=at, again=origin == "returned")
        tell_unit(item.office, Permission.DECIDE_ADMISSION, item, state_text(item), by=by, at=at,
                  about=f"applied:{at:%H%M%S}")  # fmt: skip
    return item


def declare(item: Item, *, reason: str, by: str, at: datetime, seen: str | None = None) -> Grant:
    """An emergency: in force at once for as long as the norm allows, published with its reason, to
    be applied for afterwards. Raises `LiandongError`: reason_missing, admission_missing, …"""
    why, on = reason_of(reason), timezone.localdate(at)
    with one_at_a_time(item):
        _must_be_whole(item)
        take(item, "declare", by=by, at=at, note=why, seen=seen)
        made = Grant.objects.create(
            item=item, basis=Basis.EMERGENCY, reason=why, start=on, published_at=at,
            end=on + timedelta(days=max(1, norm("emergency_most", item, at))), published_by=by,
        )  # fmt: skip
        tell("declare", item, by=by, at=at, reason=why, until=made.end)
        text = state_text(item)
        tell_unit(item.office, Permission.DECIDE_ADMISSION, item, text, by=by, at=at, about="sos")
        tell_all(concerned(item, on), item, text, at=at, about="emergency")
    return made


def ask_renewal(item: Item, *, reason: str, by: str, at: datetime, seen: str | None = None) -> Item:
    """It is still needed: say why, and how it went. Raises `LiandongError` reason_missing, …"""
    why = reason_of(reason)
    with one_at_a_time(item):
        take(item, "ask_renewal", by=by, at=at, note=why, seen=seen)
        item.applied_by, item.applied_at = by, at
        item.save(update_fields=["applied_at", "applied_by"])
        tell("ask_renewal", item, by=by, at=at, reason=why)
        tell_unit(item.office, Permission.DECIDE_ADMISSION, item, state_text(item), by=by, at=at,
                  about="renewal")  # fmt: skip
    return item


def withdraw(item: Item, *, reason: str, by: str, at: datetime, seen: str | None = None) -> Item:
    """It is not needed any more; what is in force ends today."""
    why, on = reason_of(reason), timezone.localdate(at)
    with one_at_a_time(item):
        take(item, "withdraw", by=by, at=at, note=why, seen=seen)
        stopped = stop_grants(item, on=on, reason=why, by=by, at=at)
        tell("withdraw", item, by=by, at=at, reason=why)
        if stopped:
            tell_all(concerned(item, on), item, state_text(item), at=at, about="ended")
        if item.applied_at is not None:
            tell_unit(item.office, Permission.DECIDE_ADMISSION, item, state_text(item), by=by,
                      at=at, about="withdrawn")  # fmt: skip
    return item


def concerned(item: Item, on: date) -> list[Unit]:
    """The communities that it concerns, and their streets."""
    found = reach.paths_of(set(item.reach.values_list("unit_id", flat=True)), on)
    paths = reach.outermost(path for some in found.values() for path in some)
    held = [*reach.streets_of(paths), *reach.communities_under(paths)]
    return list(Unit.objects.filter(pk__in=[one.unit_id for one in held]).order_by("code"))


def _once(units: Sequence[Unit]) -> list[Unit]:
    return list({one.pk: one for one in units}.values())


def _place(department: Unit, units: Sequence[Unit], on: date) -> Unit:
    """The smallest area that holds the units; they must have communities, in the department's own
    area."""
    wanted = _once(units)
    if len(wanted) > MOST_UNITS:
        raise refusals.too_many_units(MOST_UNITS)
    area = routing.area_of(department, on)
    if area is None or not stands(department):
        raise refusals.department_closed(department.name)
    found = reach.paths_of({one.pk for one in wanted}, on)
    for one in wanted:
        if not all(path.startswith(area.path) for path in found.get(one.pk, [""])):
            raise refusals.outside_area(one.name)
    paths = reach.outermost(path for some in found.values() for path in some)
    if not paths or not reach.communities_under(paths):
        raise refusals.nobody_reached()
    return routing.common_place(paths).unit


def _checked(said: Content) -> dict[str, object]:
    title = line_of(said.title, 120, "事项名称", "The name")
    if not any(one.isalnum() for one in title):
        raise refusals.missing("事项名称", "what it is called")
    if said.kind not in ItemKind.values:
        raise refusals.missing("类别", "its kind")
    _number(said.times, 1, _MOST_TIMES, "每年次数", "Times in a year")
    _number(said.hours, 0, _MOST_HOURS, "小时数", "Hours")
    _number(said.people, 0, 9999, "人数", "People")
    _number(said.money, 0, _MOST_MONEY, "经费", "Money")
    if said.wanted_from and said.wanted_until and said.wanted_until <= said.wanted_from:
        raise refusals.bad_period()
    return {
        "kind": said.kind, "title": title, "matter": said.matter, "times": said.times,
        "what": text_of(said.what, LONGEST, "内容", "What is asked"),
        "basis": line_of(said.basis, 500, "依据", "The basis"),
        "manner": line_of(said.manner, 300, "方式", "The manner"),
        "hours": said.hours, "people": said.people, "money": said.money,
        "wanted_from": said.wanted_from, "wanted_until": said.wanted_until,
    }  # fmt: skip


def _number(value: int | Decimal, least: int, most: int | Decimal, zh: str, en: str) -> None:
    if not Decimal(value).is_finite() or not least <= value <= most:
        raise refusals.bad_number(zh, en)


def _must_be_whole(item: Item) -> None:
    wanted = {
        ("要社区做什么", "what a community has to do"): item.what,
        ("依据", "the legal basis"): item.basis,
        ("方式、表格或系统", "the manner, form or system"): item.manner,
    }
    for (zh, en), said in wanted.items():
        if not any(one.isalnum() for one in said):
            raise refusals.missing(zh, en)
    if item.wanted_from is None or item.wanted_until is None:
        raise refusals.bad_period()


def earliest(place: Unit, at: datetime) -> tuple[date, int]:
    """The first day for which one can apply now, and the working days that lie before it."""
    law = Law(place, at)
    limit = law.limit("admission.ahead")
    if limit is None:
        return timezone.localdate(at), 0
    over = core.due(at, limit, law.calendar)
    return timezone.localdate(over or at), limit.amount


def latest(place: Unit, start: date, on: date) -> tuple[date, int]:
    """The end (not included) of the longest period from a day on, and its months."""
    months = int(value_for("admission.period_most", place, on=on) or 0)
    return (months_after(start, months) if months else date.max), months


def _in_time(item: Item, at: datetime) -> None:
    """Ahead of time by the day it was first handed in; an emergency is applied for afterwards."""
    start, end = item.wanted_from, item.wanted_until
    if start is None or end is None:
        raise refusals.bad_period()
    steps = dict(item.process.steps.order_by("-pk").values_list("transition", "at"))
    if "declare" not in steps:
        first, days = earliest(item.place, steps.get("apply", at))
        if start < first:
            raise refusals.too_soon(first, days)
    last, months = latest(item.place, start, timezone.localdate(at))
    if end > last:
        raise refusals.too_lengthy(months, last - timedelta(days=1))
    if end <= timezone.localdate(at):
        raise refusals.bad_period()
