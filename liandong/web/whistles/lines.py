"""How a call stands, in words and as a status, for the person who looks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework.models import Call, Whistle
from liandong.domains.orgs.models import Position, Unit
from liandong.web.components.tags.numbers import moment

_HOUR = 60
ANY = (Permission.TAKE_REQUESTS, Permission.HANDLE_REQUESTS, Permission.SUPERVISE_REQUESTS)


def left(due: datetime, at: datetime) -> str:
    """The time until a limit, or since it, as people say it."""
    minutes = int((due - at).total_seconds() // _HOUR)
    if minutes < 0:
        return _("已超时 {time}").format(time=_spoken(-minutes))
    return _("还有 {time}").format(time=_spoken(minutes))


def _spoken(minutes: int) -> str:
    if minutes < _HOUR:
        return ngettext("{n} 分钟", "{n} 分钟", minutes).format(n=minutes)
    hours = minutes // _HOUR
    if hours < 24 * 2:
        return ngettext("{n} 小时", "{n} 小时", hours).format(n=hours)
    days = hours // 24
    return ngettext("{n} 天", "{n} 天", days).format(n=days)


def how_it_stands(call: Call, at: datetime) -> tuple[str, str, str]:
    """Status, its word, and what is to be said of it."""
    if call.reported_at is None:
        if call.due_at <= at:
            return "overdue", _("未报到"), left(call.due_at, at)
        return "due", _("等待报到"), left(call.due_at, at)
    came = _("{when} 报到").format(when=moment(call.reported_at))
    if not call.in_time:
        late = int((call.reported_at - call.due_at).total_seconds() // _HOUR) + 1
        came = _("{came}，迟到 {time}").format(came=came, time=_spoken(late))
    if call.released_at:
        return "met" if call.in_time else "unmet", _("办完离场"), came
    word = _("已写意见") if call.finding else _("已到现场")
    return "met" if call.in_time else "unmet", word, came


def held(rights: Rights, permission: Permission, units: list[Unit]) -> set[int]:
    """At which of the units the person holds a permission."""
    scope = rights.scope(permission)
    places = Position.objects.filter(unit__in=units).values_list("unit_id", "path", "hierarchy")
    return {unit for unit, path, hierarchy in places if scope.holds(path, hierarchy)}


def may_whistle(rights: Rights, one: Whistle) -> bool:
    """Whether the person acts for the street that called."""
    return bool(held(rights, Permission.WHISTLE, [one.street]))


def row(one: Whistle, at: datetime) -> dict[str, Any]:
    """A whistle in a list."""
    calls = list(one.calls.all())
    there = sum(1 for call in calls if call.reported_at)
    late = one.closed_at is None and one.due_at <= at and there < len(calls)
    status = "met" if one.closed_at else "overdue" if late else "due"
    word = _("已办结") if one.closed_at else _("有单位未到") if late else _("进行中")
    return {
        "what": one.what, "what_url": f"/whistles/{one.pk}/",
        "what_note": one.where, "street": one.street.name, "blown": moment(one.blown_at),
        "there": _("{there} / {called} 个单位").format(there=there, called=len(calls)),
        "state": status, "state_word": word,
    }  # fmt: skip


def require_any(rights: Rights) -> None:
    """Raise `Forbidden` for those who have nothing to do with requests."""
    if not any(rights.may(one) for one in ANY):
        rights.require(Permission.HANDLE_REQUESTS)
