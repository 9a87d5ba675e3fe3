"""When somebody may be disturbed, in the office's own time."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone


def within(moment: time, start: time, end: time) -> bool:
    """Whether a time of day lies in `[start, end)`, which may run over midnight; equal ends are an
    empty stretch."""
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end


def quiet(at: datetime, start: time, end: time) -> bool:
    """Whether a moment lies in somebody's quiet hours."""
    return within(timezone.localtime(at).time(), start, end)


def last_post(at: datetime, digest_at: time) -> datetime:
    """The newest moment, not after `at`, at which a daily letter was due."""
    local = timezone.localtime(at)
    today = timezone.make_aware(datetime.combine(local.date(), digest_at))
    return today if today <= at else today - timedelta(days=1)
