"""What of careers waits for a person: contests and objections to answer, hirings to take further;
and what was decided about their own terms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.guarantee.careers import waiting
from liandong.web.careers.posts import name_of
from liandong.web.dashboard.look import JUDGED_KINDS
from liandong.web.panels import FEW, Panel, Waiting
from liandong.web.timing import left

# As many as anybody would work through from here; the rest is on the pages of the area.
_MOST = 100


def panel(rights: Rights, at: datetime) -> Panel | None:
    """Of whoever decides above communities; None where nothing waits. Who waits for an answer
    comes first."""
    above = [one for one in rights.homes if one.kind not in JUDGED_KINDS]
    own = next((one for one in above if rights.may(Permission.CORRECT_FACTS, one)), None)
    if own is None:
        return None
    scope = rights.scope(Permission.CORRECT_FACTS)
    lines = [
        *(_contest(one, at) for one in waiting.contests(scope, by=rights.username)[:_MOST]),
        *(_hiring(one) for one in waiting.hirings(scope, at=at)[:_MOST]),
    ]
    if not lines:
        return None
    return Panel(
        title=_("社区工作者"), url=reverse("unit-careers", args=[own.short]), total=len(lines),
        late=sum(one.status == "overdue" for one in lines), lines=tuple(lines[:FEW]),
    )  # fmt: skip


def own_panel(rights: Rights, at: datetime) -> Panel | None:
    """What the head of a community was told of their own terms and has not opened yet; whoever
    works above communities finds it in the inbox."""
    if any(one.kind not in JUDGED_KINDS for one in rights.homes):
        return None
    found = list(waiting.news(rights.username)[:FEW])
    if not found:
        return None
    language = get_language() or "zh-hans"
    lines = [
        Waiting(
            what=one.title.in_language(language), url=reverse("my-record"),
            word=_("未看"), action=_("查看"), action_url=reverse("inbox_open", args=[one.pk]),
            post=True,
        )
        for one in found
    ]  # fmt: skip
    return Panel(title=_("我的任期评定"), url=reverse("my-record"), total=len(lines),
                 lines=tuple(lines))  # fmt: skip


def _contest(one: Any, at: datetime) -> Waiting:
    due, url = one.due_at, reverse("review-answer", args=[one.pk])
    return Waiting(
        what=_("复核任期评定：{who}").format(who=name_of(one.worker)), url=url,
        whom=one.unit.name, status="overdue" if due and due <= at else "due",
        word=_("已申诉，待复核"), when=left(due, at) if due else "", action=_("复核"),
        action_url=url,
    )  # fmt: skip


def _hiring(one: Any) -> Waiting:
    """An objection first: nobody is appointed before it is answered."""
    url = reverse("hiring", args=[one.pk])
    if one.objection:
        return Waiting(
            what=_("答复公示异议：{title}").format(title=one.title), url=url, whom=one.unit.name,
            word=_("待答复"), action=_("答复"),
            action_url=reverse("objection-answer", args=[one.objection]),
        )  # fmt: skip
    words = {
        "announced": _("报名期已过，登记准考证号"), "examined": _("待公示结果"),
        "published": _("公示期满，可以聘用"),
    }  # fmt: skip
    return Waiting(what=one.title, url=url, whom=one.unit.name, word=words[one.process.state],
                   action=_("办理"), action_url=url)  # fmt: skip
