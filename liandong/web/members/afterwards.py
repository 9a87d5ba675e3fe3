"""Somebody who is on no roster any more: comes back, or is forgotten."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liandong.domains.members import actions
from liandong.domains.members.enums import Exit
from liandong.web import access
from liandong.web.acting import act
from liandong.web.components.shapes import Item
from liandong.web.members import choosing
from liandong.web.members.changes import EDIT, about
from liandong.web.members.forms import BackForm, EraseForm
from liandong.web.members.whose import Seen, seen


def gone(request: HttpRequest, number: int) -> tuple[Seen, HttpResponse | None]:
    """The person, if they are on no roster and not forgotten; the others are only shown."""
    who = seen(request, number, EDIT)
    return who, redirect(who.url) if who.here or not who.may_edit() else None


@access.signed_in
def back(request: HttpRequest, number: int) -> HttpResponse:
    """On a roster again, in a branch of one's own reach; the history stays one."""
    who, away = gone(request, number)
    if away:
        return away
    among = choosing.inside(who.look.rights.scope(EDIT))
    branch, title = choosing.chosen(request, among), _("登记回来")
    shown = about(who, title, title)
    if branch is None:
        return choosing.offer(request, among, shown=shown)
    initial: dict[str, Any] = {"stage": who.row.stage}
    if who.row.exit == Exit.TRANSFER_OUT:  # who left the Party joins anew
        initial |= {"joined_on": who.person.joined_on, "full_on": who.person.full_on}
    form = BackForm(request.POST or None, branch=branch, initial=initial)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.come_back(
            who.person, unit=branch, stage=data["stage"], on=data["on"],
            group=form.chosen_group(), letter=data["letter"], joined_on=data["joined_on"],
            full_on=data["full_on"], **how,
        )  # fmt: skip
        return who.url

    shown |= {
        "items": [Item(_("编入"), branch.name)], "change_url": "?",
        "note": _("从这一天起回到名册；离开以前的记录照旧，不用重新登记。"),
    }  # fmt: skip
    return act(request, form, deed, shown=shown, well=_("已登记回来。"))


@access.signed_in
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """Who they were is forgotten; that somebody was there stays, for the counts."""
    who, away = gone(request, number)
    if away:
        return away

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.erase(who.person, unit=who.row.unit, reason=data["reason"], **how)
        return who.look.at("organisation-members", who.look.place.code)

    note = _("姓名、性别、出生日期、民族、学历、身份证号、电话和本人写过的内容马上清除，不能恢复。"
             "在哪个支部、什么时间的记录留下，不再写是谁，统计数字不变。")  # fmt: skip
    shown = about(who, _("删除这个人的信息"), _("删除，不能恢复"), note) | {"danger": True}
    form = EraseForm(request.POST or None)
    return act(request, form, deed, shown=shown, well=_("个人信息已删除。"))
