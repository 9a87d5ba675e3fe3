"""Whistles that call somebody's units: report in first, then say what was found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.models import Call
from liandong.web.components.tags.numbers import moment
from liandong.web.panels import FEW, Panel, Waiting
from liandong.web.requests.lines import shortened
from liandong.web.whistles import asked, lines


def panel(rights: Rights, at: datetime) -> Panel | None:
    """Only where something calls: nobody needs to hear daily that nothing does."""
    if not rights.may(Permission.HANDLE_REQUESTS):
        return None
    calls = queries.calls_open(rights)
    found = list(calls[: FEW + 1])
    if not found:
        return None
    total = calls.count() if len(found) > FEW else len(found)
    shown = tuple(_line(one, at) for one in found[:FEW])
    return Panel(title=_("叫到我们的"), url=reverse("whistles"), total=total, lines=shown)


def asked_panel(rights: Rights, at: datetime) -> Panel | None:
    """Where a community asks the street to call; only where one does."""
    if not rights.may(Permission.WHISTLE):
        return None
    found = queries.whistles_asked(rights)
    total = found.count()
    lines_of = tuple(
        Waiting(
            what=shortened(one.said), url=asked.call_url(one), status="due",
            whom=one.unit.name if one.unit else one.case.place.name, word=_("请求吹哨"),
            when=_("提出于 {time}").format(time=moment(one.asked_at)), action=_("吹哨"),
            action_url=asked.call_url(one),
        )
        for one in found[:FEW]
    ) if total else ()  # fmt: skip
    if not total:
        return None
    return Panel(title=_("社区请求吹哨"), url=reverse("whistles"), total=total, lines=lines_of)


def _line(one: Call, at: datetime) -> Waiting:
    status, word, says = lines.how_it_stands(one, at)
    if one.reported_at is None:
        here = reverse("call-report-in", args=[one.pk])
        deed: dict[str, Any] = {"action": _("我们到了"), "action_url": here, "post": True}
    else:
        title = _("改意见") if one.finding else _("写明意见")
        deed = {"action": title, "action_url": reverse("call-finding", args=[one.pk])}
    return Waiting(
        what=shortened(one.whistle.what), url=reverse("whistle", args=[one.whistle_id]),
        whom=f"{one.whistle.street.name} · {one.whistle.where}", word=word, when=says,
        status="overdue" if status == "overdue" else "due",
        **deed,
    )  # fmt: skip
