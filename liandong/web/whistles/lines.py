"""How a call stands, in words and as a status, for the person who looks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.casework.models import Call, Whistle
from liandong.web.components.tags.numbers import moment
from liandong.web.timing import left, spoken


def how_it_stands(call: Call, at: datetime) -> tuple[str, str, str]:
    """Status, its word, and what is to be said of it."""
    if call.reported_at is None:
        if call.due_at <= at:
            return "overdue", _("未报到"), left(call.due_at, at)
        return "due", _("等待报到"), left(call.due_at, at)
    came = _("{when} 报到").format(when=moment(call.reported_at))
    if not call.in_time:
        late = int((call.reported_at - call.due_at).total_seconds() // 60) + 1
        came = _("{came}，迟到 {time}").format(came=came, time=spoken(late))
    if call.released_at:
        return "met" if call.in_time else "unmet", _("办完离场"), came
    word = _("已写意见") if call.finding else _("已到现场")
    return "met" if call.in_time else "unmet", word, came


def row(one: Whistle, at: datetime) -> dict[str, Any]:
    """A whistle in a list."""
    calls = list(one.calls.all())
    there = sum(1 for call in calls if call.reported_at)
    late = one.closed_at is None and one.due_at <= at and there < len(calls)
    status = "met" if one.closed_at else "overdue" if late else "due"
    word = _("已办结") if one.closed_at else _("有单位未到") if late else _("进行中")
    return {
        "what": one.what, "what_url": reverse("whistle", args=[one.pk]),
        "what_note": one.where, "street": one.street.name, "blown": moment(one.blown_at),
        "there": _("{there} / {called} 个单位").format(there=there, called=len(calls)),
        "state": status, "state_word": word,
    }  # fmt: skip
