"""Changes of a membership, each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.members import actions, rules
from liandong.domains.members.enums import Stage, Standing
from liandong.domains.members.models import Membership
from liandong.domains.observatory import days
from liandong.web import access
from liandong.web.acting import act
from liandong.web.components.shapes import Crumb, Item
from liandong.web.components.tags.numbers import day
from liandong.web.members import choosing, ruling
from liandong.web.members.forms import (
    ChangeForm,
    GroupForm,
    LeaveForm,
    OnForm,
    RegisterForm,
    RowForm,
    StandingForm,
)
from liandong.web.members.whose import Seen, seen
from liandong.web.party.look import frame, look_inside

EDIT = Permission.EDIT_MEMBERS
_STAGES = list(Stage)


@access.signed_in
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody new on the roster of a branch."""
    look = look_inside(request, code, EDIT)
    among = choosing.below(look.place)
    branch, title = choosing.chosen(request, among), _("登记新人")
    shown = frame(look, "organisation-members")
    back = look.at("organisation-members", code)
    shown["crumbs"] = [*shown["crumbs"], Crumb(_("党员"), back), Crumb(title)]
    shown |= {"title": title, "back": back}
    if branch is None:
        lead = _("党员编入党支部。先选一个支部。")
        return choosing.offer(request, among, shown=shown | {"lead": lead})
    form = RegisterForm(request.POST or None, branch=branch, initial={"stage": Stage.APPLICANT})

    def deed(data: dict[str, Any], **how: Any) -> str:
        person = actions.register(
            form.details(), unit=branch, stage=data["stage"], on=data["on"],
            group=form.chosen_group(), letter=data["letter"],
            entry="transfer" if data["letter"] else "registered", **how,
        )  # fmt: skip
        return reverse("member", args=[person.pk])

    shown |= {"lead": branch.name, "button": title}
    return act(request, form, deed, shown=shown, well=_("已登记。"))


def about(who: Seen, title: str, button: str, note: str = "") -> dict[str, Any]:
    """What a page of one deed about a person shows."""
    lead = f"{who.person.name} · {who.row.unit.name} · {who.row.get_stage_display()}"
    return who.frame(title) | {
        "title": title, "button": button, "back": who.url, "note": note, "lead": lead
    }  # fmt: skip


def present(request: HttpRequest, number: int) -> tuple[Seen, HttpResponse | None]:
    """The person to change; those who are on no roster any more are only shown."""
    who = seen(request, number, EDIT)
    return who, None if who.here and who.may_edit() else redirect(who.url)


@access.signed_in
def stage(request: HttpRequest, number: int) -> HttpResponse:
    """One step further on the way."""
    who, away = present(request, number)
    if away or who.row.stage == Stage.FULL:
        return away or redirect(who.url)
    following = _STAGES[_STAGES.index(Stage(who.row.stage)) + 1]
    title = _("登记为{stage}").format(stage=following.label)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.set_stage(who.person, to=following.value, on=data["on"], **how)
        return who.url

    note = _("从这一天起是{stage}；以前的阶段留在历史里。").format(stage=following.label)
    rule = rules.before_stage(who.person, who.row, following.value, days.today())
    shown = about(who, title, title, note) | {"items": ruling.items(rule, _("最早"))}
    return act(request, OnForm(request.POST or None), deed, shown=shown, well=_("已登记。"))


@access.signed_in
def move(request: HttpRequest, number: int) -> HttpResponse:
    """To another group, or to another branch in one's own reach."""
    who, away = present(request, number)
    if away:
        return away
    title, among = _("调整到别的支部或小组"), choosing.inside(who.look.rights.scope(EDIT))
    shown = about(who, title, _("调整"))
    asked = "choose" not in request.GET and "q" not in request.GET
    branch = choosing.chosen(request, among) or (who.row.unit if asked else None)
    if branch is None:
        return choosing.offer(request, among, shown=shown)
    form = GroupForm(request.POST or None, branch=branch,
                     initial={"group": str(who.row.group_id or "")})  # fmt: skip

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.move(who.person, unit=branch, group=form.chosen_group(), on=data["on"], **how)
        return who.url

    shown |= {
        "items": [Item(_("调整到"), branch.name)], "change_url": "?choose=1",
        "note": _("以前参加的会议留在原来的支部。转到您管不到的组织，请用“转接组织关系”。"),
    }  # fmt: skip
    return act(request, form, deed, shown=shown, well=_("已调整。"))


@access.signed_in
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """In no organisation any more."""
    who, away = present(request, number)
    if away:
        return away
    form = LeaveForm(request.POST or None, stage=who.row.stage)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.leave(who.person, exit=data["exit"], on=data["on"], reason=data["reason"], **how)
        return who.url

    note = _("从这一天起不在名册中。记录留存，填错了可以更正。转往其他组织，请用“转接组织关系”。")
    rule = rules.of_removal(who.row, days.today())
    told = [Item(_("停止党籍"), _("{day}起").format(day=day(who.row.start)))] if rule else []
    shown = about(who, _("登记离开"), _("登记离开"), note) | {
        "danger": True, "items": told + ruling.items(rule, _("仍未取得联系的，最早")),
    }  # fmt: skip
    return act(request, form, deed, shown=shown, well=_("已登记离开。"))


@access.signed_in
def standing(request: HttpRequest, number: int) -> HttpResponse:
    """Membership is suspended, or holds again."""
    who, away = present(request, number)
    if away:
        return away
    normal = who.row.standing == Standing.NORMAL
    title = _("登记停止党籍") if normal else _("登记恢复党籍")

    def deed(data: dict[str, Any], **how: Any) -> str:
        change = actions.suspend if normal else actions.resume
        change(who.person, on=data["on"], reason=data["reason"], **how)
        return who.url

    note = _("停止党籍期间不计入应到，恢复后照常。") if normal else ""
    rule = rules.of_suspension(who.row, days.today()) if normal else None
    shown = about(who, title, title, note) | {"danger": normal, "items": ruling.items(rule)}
    return act(request, StandingForm(request.POST or None), deed, shown=shown, well=_("已登记。"))


@access.signed_in
def details(request: HttpRequest, number: int) -> HttpResponse:
    """What is said about a person was wrong, or has changed."""
    who = seen(request, number, EDIT)
    if not who.may_edit():
        return redirect(who.url)
    names = ("name", "birth_date", "sex", "ethnicity", "education", "joined_on", "full_on")
    initial = {name: getattr(who.person, name) for name in names}
    form = ChangeForm(request.POST or None, initial=initial)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.change_details(
            who.person, form.details(), unit=who.row.unit, reason=data["reason"], **how
        )
        return who.url

    shown = about(who, _("更正个人资料"), _("保存更正"))
    return act(request, form, deed, shown=shown, well=_("已更正。"))


@access.signed_in
def row(request: HttpRequest, number: int, line: int) -> HttpResponse:
    """A line of the history was wrong: it is voided with a reason, and said anew."""
    who = seen(request, number, EDIT)
    one = get_object_or_404(
        Membership.objects.live().select_related("unit", "group"), pk=line, person=who.person
    )
    look_inside(request, one.unit.code, EDIT)
    initial = {"stage": one.stage, "start": one.start, "end": one.end}
    form = RowForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid() and not form.cleaned_data["never"] and not form.said(one):
        form.add_error(None, _("和原来的一样，没有要更正的。"))

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.correct(one, reason=data["reason"], **form.said(one), **how)
        return who.url

    note = _("原来的记录作废但留存，能看到谁改了、为什么改。")
    items = [Item(_("更正哪一条"), one.unit.name, f"{one.get_stage_display()} · {day(one.start)}")]
    shown = about(who, _("更正这一条记录"), _("保存更正"), note) | {"items": items}
    return act(request, form, deed, shown=shown, well=_("已更正。"))
