"""Keys, and requests of every kind that a program may or may not see."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from liandong.domains.casework import actions
from liandong.domains.catalogue.models import Matter
from liandong.domains.partners import actions as partners
from liandong.domains.partners import queries
from tests.domains.casework.kit import COMMUNITY, led_by_department, received, unit

DAY = timedelta(days=1)


def world() -> dict[str, str]:
    now = timezone.now()
    service = led_by_department()
    matters = list(queries.services(timezone.localdate()))
    secretive = next(one for one in matters if one.private)
    other = next(one for one in matters if not one.private and one.code != service.code)
    keys = {
        name: partners.create(
            name=name, place=unit("460100000000"), may_post=name != "reader", by="t", at=now
        )
        for name in ("key", "reader", "revoked")
    }
    partners.revoke(keys["revoked"][0], by="t", at=now)

    def public(matter: Matter, at, text=None, **more) -> str:
        case = received(matter=matter, at=at, address="海秀路12号", latitude=Decimal("19.99"),
                        longitude=Decimal("110.25"), **more)  # fmt: skip
        actions.publish(case, text=text, by="desk", at=at)
        return case

    opened = public(service, now - 2 * DAY)
    closed = public(other, now - 3 * DAY, "已处理的井盖")
    actions.withdraw(closed, at=now - DAY)
    old = public(service, now - 200 * DAY)
    hidden = received(at=now - DAY)
    actions.hide(hidden, reason="含个人信息", by="desk", at=now)

    def token(at) -> actions.Received:
        return actions.receive(text="低保申请", place=unit(COMMUNITY), channel="open311", by="key",
                               matter=secretive, at=at)  # fmt: skip

    ready = token(now - DAY)
    actions.classify(ready.case, matter=secretive, by="desk", at=now)
    web = actions.receive(text="路灯", place=unit(COMMUNITY), channel="web", by="r", at=now)
    return {
        "service": service.code, "other": other.code, "secretive": secretive.code,
        "open": opened.number, "closed": closed.number, "old": old.number,
        "hidden": hidden.number, "waiting": received(at=now).number,
        "private": received(at=now, private=True).number, "community": unit(COMMUNITY).name,
        "early": token(now).secret, "ready": ready.secret, "ready_number": ready.case.number,
        "web_secret": web.secret, "long": "长" * 4001,
        "before_old": f"{now - 201 * DAY:%Y-%m-%dT%H:%M:%SZ}",
        "after_old": f"{now - 199 * DAY:%Y-%m-%dT%H:%M:%SZ}",
        **{name: secret for name, (_, secret) in keys.items()},
    }  # fmt: skip
