"""Departments that ask, an office that decides, communities that answer; items at any step."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from liandong.domains.accounts.models import User
from liandong.domains.accounts.queries import Rights, rights_of
from liandong.domains.admission import actions
from liandong.domains.admission.actions import Content
from liandong.domains.admission.models import Grant, Item
from tests.domains.people import (  # noqa: F401 (tests have them from their kit)
    CITY,
    COMMUNITY,
    DISTRICT,
    STREET,
    person,
    t,
    unit,
)

DEPARTMENT, OTHER = "Z460105000000CG", "Z460105000000MZ"
START, END = date(2026, 5, 6), date(2027, 5, 6)
APPLIED = t(3, 2)


def rights(name: str) -> Rights:
    return rights_of(User.objects.get(username=name), date(2026, 11, 3))


def content(**more: object) -> Content:
    said = {
        "kind": "form", "title": "沿街店铺台账", "what": "每月更新沿街店铺名单", "basis": "某条例第九条",
        "manner": "电子表格，用现有系统报送", "times": 12, "hours": Decimal("2.5"), "people": 1,
        "money": Decimal(60_000), "wanted_from": START, "wanted_until": END,
        "units": [unit(STREET)], **more,
    }  # fmt: skip
    return Content(**said)


def drafted(**more: object) -> Item:
    department = more.pop("department", None) or unit(DEPARTMENT)
    return actions.draft(department=department, content=content(**more), by="liaison", at=APPLIED)


def applied(**more: object) -> Item:
    return actions.apply(drafted(**more), by="liaison", at=APPLIED)


def asked(**more: object) -> Item:
    return actions.ask(applied(**more), by="catalogue", at=t(3, 3))


def heard(**more: object) -> Item:
    item = asked(**more)
    for one in item.opinions.select_related("unit"):
        actions.opine(item, unit=one.unit, answer="agree", by="worker", at=t(3, 4))
    return item


def approved(**more: object) -> Item:
    item = heard(**more)
    actions.assess(item, by="catalogue", at=t(3, 5))
    actions.approve(item, start=START, end=END, reason="确有必要", by="catalogue", at=t(3, 6))
    return item


def in_force(**more: object) -> Item:
    """Published on time; swept on its first day."""
    from liandong.domains.admission.sweeping import sweep

    item = approved(**more)
    actions.publish(item, by="catalogue", at=t(3, 9))
    sweep(t(5, 6))
    return Item.objects.get(pk=item.pk)


def grant(item: Item) -> Grant:
    return Grant.objects.filter(item=item).latest("pk")


DAY = timedelta(days=1)
