"""A system, and a delivery, as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.partners.models import Delivery
from liandong.domains.partners.queries import Partner
from liandong.domains.workflow import definitions
from liandong.web.components.shapes import Column
from liandong.web.components.tags.numbers import moment
from liandong.web.dashboard.words import said
from liandong.web.timing import left


def partner_columns() -> list[Column]:
    return [
        Column("name", _("对接系统")), Column("places", _("地区")),
        Column("keys", _("有效密钥"), "number"), Column("host", _("回调")),
        Column("waiting", _("等待"), "number"), Column("dead", _("未送达"), "number"),
    ]  # fmt: skip


def partner(one: Partner) -> dict[str, Any]:
    """A system; of its address the host alone, for what follows may hold a secret."""
    here = f"{reverse('partners')}?{urlencode({'partner': one.name})}"
    return {
        "name": one.name, "name_url": here, "places": "、".join(one.places), "keys": one.keys,
        "host": urlsplit(one.url).hostname or _("没有回调"), "waiting": one.waiting,
        "dead": one.dead, "dead_url": f"{here}&show=dead" if one.dead else "",
    }  # fmt: skip


def columns() -> list[Column]:
    return [
        Column("event", _("事件")), Column("partner", _("对接系统")), Column("at", _("发生")),
        Column("tries", _("次数"), "number"), Column("state", _("状态"), "status"),
        Column("why", _("原因")),
    ]  # fmt: skip


def delivery(one: Delivery, now: datetime) -> dict[str, Any]:
    """Something told, or to be told; of the request its number alone."""
    status, word = _STATES[one.state]
    why = one.get_trouble_display() if one.trouble else ""
    if one.status:
        why = f"{why} · {one.status}" if why else str(one.status)
    again = one.next_at and one.tries
    return {
        "event": _event(one.event), "event_note": one.case.number, "partner": one.hook.partner,
        "at": moment(one.at), "tries": one.tries, "state": status, "state_word": word,
        "why": why, "why_note": _("下次 {when}，{left}").format(
            when=moment(one.next_at), left=left(one.next_at, now)) if again else "",
    }  # fmt: skip


def _event(code: str) -> str:
    """What happened, as the lifecycle calls it; by its code where that is no step."""
    step = definitions.newest("request").transitions.get(code.removeprefix("request."))
    return said(step.title) if step else _("收到") if code == "request.receive" else code


_STATES = {
    "waiting": ("due", "等待"),
    "delivered": ("met", "已送达"),
    "dead": ("overdue", "未送达"),
}
