"""The time until a limit, and the last moment within it, as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liandong.web.components.tags.numbers import day, moment

_MINUTE, _HOUR, _DAY = 60, 60, 24


def left(due: datetime, at: datetime) -> str:
    """The time until a limit, or since it."""
    minutes = int((due - at).total_seconds() // _MINUTE)
    if minutes < 0:
        return _("已超时 {time}").format(time=spoken(-minutes))
    return _("还有 {time}").format(time=spoken(minutes))


def spoken(minutes: int) -> str:
    """A stretch of time in its largest unit; hours up to two days."""
    if minutes < _HOUR:
        return ngettext("{n} 分钟", "{n} 分钟", minutes).format(n=minutes)
    hours = minutes // _HOUR
    if hours < _DAY * 2:
        return ngettext("{n} 小时", "{n} 小时", hours).format(n=hours)
    days = hours // _DAY
    return ngettext("{n} 天", "{n} 天", days).format(n=days)


def last_moment(due: datetime) -> str:
    """The last day or moment that is in time: a limit in days ends with the midnight after it."""
    local = timezone.localtime(due)
    if (local.hour, local.minute) == (0, 0):
        return day(due - timedelta(minutes=1))
    return moment(due)
