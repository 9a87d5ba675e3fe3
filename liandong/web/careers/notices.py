"""公示: how long it runs, what was said against the results, as pages say it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.guarantee.careers import notice
from liandong.domains.guarantee.careers.models import Hiring, Objection
from liandong.domains.workflow.models import Clock
from liandong.web.components.shapes import Column, Item
from liandong.web.components.tags.numbers import day
from liandong.web.timing import last_moment, left

ON_NOTICE = notice.STATE


def items(hired: Hiring, at: datetime) -> list[Item]:
    """From when to when the results are on public notice, and how long still."""
    clock = _clock(hired)
    if clock is None or clock.due_at is None:
        return []
    first = timezone.localdate(clock.started_at) + timedelta(days=1)
    over = at >= clock.due_at
    return [
        Item(
            _("公示期"), f"{day(first)}—{last_moment(clock.due_at)}",
            _("已满") if over else left(clock.due_at, at),
        )
    ]  # fmt: skip


def ready(hired: Hiring, at: datetime) -> bool:
    """Whether nothing stands in the way of appointing: no notice runs, no objection waits."""
    if hired.process.state != ON_NOTICE:
        return True
    waiting = any(one.answered_at is None for one in objections(hired))
    return not waiting and not is_open(hired, at)


def is_open(hired: Hiring, at: datetime) -> bool:
    """Whether objections are taken now."""
    return notice.runs(_clock(hired), at)


def _clock(hired: Hiring) -> Clock | None:
    """The notice, read once for a page, and only where there can be one."""
    if hired.process.state != ON_NOTICE:
        return None
    if not hasattr(hired, "_notice"):
        hired._notice = notice.running(hired)
    return cast("Clock | None", hired._notice)


def objections(hired: Hiring) -> list[Objection]:
    """What was said against the results, read once for a page."""
    if not hasattr(hired, "_said_against"):
        hired._said_against = list(hired.objections.select_related("applicant"))
    return list(hired._said_against)


def shown(hired: Hiring, *, may: bool, at: datetime) -> dict[str, Any]:
    """What was said against the results and answered; the words only for whoever decides."""
    public = hired.process.state == ON_NOTICE
    open_now = public and is_open(hired, at)
    return {
        "objections": [_row(one, may) for one in objections(hired)],
        "objection_columns": _columns(),
        "notice_url": reverse("hiring-notice", args=[hired.pk]) if public else "",
        "object_url": reverse("hiring-object", args=[hired.pk]) if may and open_now else "",
    }


def about(one: Objection) -> str:
    return one.applicant.number if one.applicant else _("整个招聘")


def _columns() -> list[Column]:
    return [
        Column("about", _("对谁")), Column("on", _("登记日期"), "date"), Column("said", _("异议")),
        Column("state", _("答复")),
    ]  # fmt: skip


def _row(one: Objection, may: bool) -> dict[str, Any]:
    waits = one.answered_at is None
    return {
        "about": about(one), "on": timezone.localdate(one.recorded_at),
        "said": one.said if may else _("内容由招聘单位核查"), "state": state(one),
        "state_url": reverse("objection-answer", args=[one.pk]) if may and waits else "",
    }  # fmt: skip


def state(one: Objection) -> str:
    """Waiting, or what was found."""
    if one.answered_at is None:
        return _("待答复")
    found = _("异议成立") if one.upheld else _("异议不成立")
    return _("{found}：{why}").format(found=found, why=one.answer)
