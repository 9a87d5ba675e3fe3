"""A street with people at their desks, a matter of each kind, and requests."""

from __future__ import annotations

from datetime import date

from liandong.domains.accounts.models import User
from liandong.domains.accounts.queries import Rights, rights_of
from liandong.domains.casework import actions
from liandong.domains.casework.actions import Who
from liandong.domains.casework.models import Case
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place
from tests.domains.people import (  # noqa: F401 (tests have them from their kit)
    CITY,
    COMMUNITY,
    DISTRICT,
    STREET,
    person,
    t,
    unit,
)


def rights(user: User) -> Rights:
    return rights_of(user, date(2026, 11, 3))


def led_by_department() -> Matter:
    """A matter that the list keeps above the grassroots, and that somebody answers for here."""
    here, on = place(COMMUNITY), date(2026, 11, 3)
    for one in catalogue.in_force(on):
        lead = catalogue.leads(one, here, on)
        if not one.goes_down and lead is not None and lead.kind == "department":
            return one
    raise AssertionError("the demo has no such matter")


def led_by_another(than: Unit) -> Matter:
    """A matter for which another unit answers here."""
    here, on = place(COMMUNITY), date(2026, 11, 3)
    for one in catalogue.in_force(on):
        lead = catalogue.leads(one, here, on)
        if lead is not None and lead.pk != than.pk and one.goes_down:
            return one
    raise AssertionError("the demo has no such matter")


def led_by_nobody() -> Matter:
    here, on = place(COMMUNITY), date(2026, 11, 3)
    for one in catalogue.in_force(on):
        if catalogue.leads(one, here, on) is None:
            return one
    matter = catalogue.in_force(on)[0]
    matter.responsible.all().delete()
    return Matter.objects.get(pk=matter.pk)


def received(text: str = "小区路灯不亮，晚上很黑", **more: object) -> Case:
    said = {"text": text, "place": unit(COMMUNITY), "channel": "web", "by": "resident",
            "at": t(11, 3), "who": Who(name="王某", phone="13800138000", wish="sms"), **more}  # fmt: skip
    return actions.receive(**said).case


def dispatched(**more: object) -> Case:
    case = received(**more)
    actions.classify(case, matter=led_by_department(), by="desk", at=t(11, 3, 9, 30))
    return actions.dispatch(case, by="desk", at=t(11, 3, 10))


def answered(**more: object) -> Case:
    case = dispatched(**more)
    actions.contact(case, way="phone", reached=True, by="liaison", at=t(11, 3, 11))
    actions.reply(case, text="已更换灯泡", by="liaison", at=t(11, 4))
    return case
