"""Items, registers and loads as plain data, for the command line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from liandong.domains.admission import refusals
from liandong.domains.admission.loads import Load
from liandong.domains.admission.models import Grant, Item
from liandong.domains.admission.queries.load import KINDS, Point, load, loads_below, own_matters
from liandong.domains.admission.queries.load import trend as series
from liandong.domains.admission.queries.register import Entry, money_each, register
from liandong.domains.admission.queries.waiting import answers
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow import definitions


def register_as_data(of: Place, on: date) -> dict[str, Any]:
    """What may be asked of a community, or in an area, on a day."""
    found = register(of, on)
    money = money_each([one.item for one in found.entries], on)
    return {
        "unit": of.short, "name": of.name, "on": on.isoformat(),
        "matters": [{"code": m.code, "name": m.name, "list": m.kind} for m in found.matters],
        "items": [_entry(one, str(money[one.item.pk])) for one in found.entries],
    }  # fmt: skip


def _entry(one: Entry, money: str) -> dict[str, Any]:
    item = one.item
    return {
        "number": item.number, "kind": item.kind, "title": item.title,
        "department": one.owner.name, "basis": one.grant.basis,
        "from": one.grant.start.isoformat(), "last_day": one.last_day.isoformat(),
        "times": item.times, "hours": str(item.hours), "money_each": money,
        "invented": item.invented,
    }  # fmt: skip


def load_as_data(of: Place, on: date, months: int) -> dict[str, Any]:
    """The load of an area, of those below it, and month by month."""
    return {
        "unit": of.short, "name": of.name, "on": on.isoformat(),
        "own_matters": own_matters(on), "load": _load(load(of, on)),
        "below": [
            {"unit": row.place.short, "name": row.place.name, **_load(row.load)}
            for row in loads_below(of, on)
        ],
        "trend": [_point(one) for one in series(of, on, months=months)],
    }  # fmt: skip


def _load(one: Load) -> dict[str, Any]:
    return {
        "communities": one.communities, "items": one.total,
        "each": None if one.each is None else round(float(one.each), 2),
        "kinds": {kind.value: one.kinds.get(kind.value, 0) for kind in KINDS},
        "without_money": one.unpaid, "hours_a_year": str(one.hours),
    }  # fmt: skip


def _point(one: Point) -> dict[str, Any]:
    return {"day": one.day.isoformat(), "items": one.load.total, "without_money": one.load.unpaid}


def item_as_data(number: str) -> dict[str, Any]:
    """One item with its way so far. Raises `LiandongError` no_item."""
    found = Item.objects.filter(number=number.strip().upper().replace("\x00", "?"))
    item = found.select_related("process", "department", "office", "place", "matter").first()
    if item is None:
        raise refusals.no_item(number)
    state = definitions.of(item.process).state(item.process.state)
    return {
        "number": item.number, "kind": item.kind, "title": item.title, "what": item.what,
        "basis": item.basis, "manner": item.manner, "department": item.department.name,
        "office": item.office.name, "place": item.place.name,
        "matter": item.matter.code if item.matter else None,
        "state": state.code, "state_name": state.title.zh,
        "due_at": item.process.due_at.isoformat() if item.process.due_at else None,
        "times": item.times, "hours": str(item.hours), "people": item.people,
        "money": str(item.money), "invented": item.invented,
        "units": [one.unit.code for one in item.reach.select_related("unit")],
        "opinions": dict(answers(item)),
        "decisions": [
            {"verdict": one.verdict, "reason": one.reason, "article": one.article,
             "at": one.at.isoformat()}
            for one in item.decisions.all()
        ],
        "periods": [_period(one) for one in item.grants.all()],
        "steps": [
            {"to": one.to, "on": one.on.isoformat(), "note": one.note}
            for one in item.process.steps.all()
        ],
    }  # fmt: skip


def _period(one: Grant) -> dict[str, Any]:
    return {
        "basis": one.basis, "from": one.start.isoformat(),
        "last_day": (one.end - timedelta(days=1)).isoformat(),
        "stopped_on": one.stopped_on.isoformat() if one.stopped_on else None,
    }  # fmt: skip
