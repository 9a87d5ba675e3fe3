"""One person: how they stand, where they were, what is under way, what can be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from liandong.domains import sealing
from liandong.domains.accounts.enums import Permission
from liandong.domains.life import queries as life
from liandong.domains.members import queries
from liandong.domains.members.enums import MEMBERS, Stage, Standing
from liandong.domains.members.models import Membership, Person
from liandong.domains.observatory import days
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import places_of
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.acting import how
from liandong.web.components.shapes import Column, Item, Link
from liandong.web.components.tags.numbers import day
from liandong.web.dashboard.words import said
from liandong.web.members.forms import OpenForm
from liandong.web.members.whose import Seen, seen


@never_cache
@access.signed_in
def member(request: HttpRequest, number: int) -> HttpResponse:
    """The person as they stand, numbers masked."""
    return shown(request, seen(request, number))


@never_cache
@require_POST
@access.signed_in
def opened(request: HttpRequest, number: int) -> HttpResponse:
    """A number is opened once, for a reason, and that it was stays on record."""
    who = seen(request, number, Permission.UNMASK_MEMBERS)
    form = OpenForm(request.POST)
    if not form.is_valid():
        return shown(request, who, form=form, status=400)
    field = form.cleaned_data["field"]
    value = sealing.reveal(
        who.person, field, subject=f"person:{who.person.pk}", unit=who.row.unit.code,
        reason=form.cleaned_data["reason"], **how(request),
    )  # fmt: skip
    return shown(request, who, values={field: value})


def shown(
    request: HttpRequest, who: Seen, *, form: OpenForm | None = None,
    values: dict[str, str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page; a form that could not be carried out comes back as it was typed."""
    person, look = who.person, who.look
    page = who.frame() | {
        "items": items(who), "sealed": _sealed(person, values or {}, form),
        "unmasks": look.may(Permission.UNMASK_MEMBERS), "form": form or OpenForm(),
        "columns": history_columns(), "rows": _history_rows(who),
        "cases": cases(person), "deeds": _deeds(who) if who.may_edit() else [],
        "meetings": _meetings(who), "meeting_columns": meeting_columns(),
        "year": str(days.today().year),
    }  # fmt: skip
    return render(request, "members/member.html", page, status=status)


def items(who: Seen) -> list[Item]:
    """What is plain about a person, as far as it is known."""
    person, row = who.person, who.row
    suspended = row.standing == Standing.SUSPENDED
    told = [
        Item(_("党支部"), row.unit.name, row.group.name if row.group else ""),
        Item(_("阶段"), str(row.get_stage_display()), _("{day}起").format(day=day(row.start))),
        Item(_("党籍"), str(row.get_standing_display()) if suspended else ""),
        Item(_("现状"), "" if who.here else _("已不在名册：{why}").format(
            why=row.get_exit_display() or _("记录已结束"))),
        Item(_("性别"), str(person.get_sex_display())), Item(_("出生日期"), person.birth_date),
        Item(_("入党日期"), person.joined_on), Item(_("转正日期"), person.full_on),
        Item(_("民族"), person.ethnicity), Item(_("学历"), person.education),
        Item(_("登录账号"), person.user.username if person.user else ""),
        Item(_("备注"), _("演示虚构，不是真人") if person.invented else ""),
    ]  # fmt: skip
    return [one for one in told if one.value]


def _sealed(person: Person, values: dict[str, str], form: OpenForm | None) -> list[dict[str, Any]]:
    asked = form.data.get("field") if form else ""
    labels = {"identity": _("身份证号"), "phone": _("电话")}
    return [
        {
            "field": name, "label": label, "masked": getattr(person, name).masked(),
            "value": values.get(name, ""), "asked": asked == name,
        }
        for name, label in labels.items()
    ]  # fmt: skip


def history_columns() -> list[Column]:
    """Of where somebody was."""
    return [
        Column("unit", _("党支部")), Column("stage", _("阶段")), Column("start", _("从"), "date"),
        Column("last", _("到")), Column("entry", _("原因")), Column("more", _("更正")),
    ]  # fmt: skip


def history_rows(person: Person) -> list[dict[str, Any]]:
    """Newest first; what was corrected away stays in sight."""
    return [_history(one, False) for one in queries.history(person)]


def _history_rows(who: Seen) -> list[dict[str, Any]]:
    """The same, each with the way to put it right for whoever may."""
    rows, edit = list(queries.history(who.person)), Permission.EDIT_MEMBERS
    may: set[int] = set()
    if who.may_edit():
        places = {who.look.place.id: who.look.place}
        if missing := {one.unit_id for one in rows} - places.keys():
            places |= {one.id: one for one in places_of(missing, Hierarchy.PARTY)}
        may = {pk for pk, place in places.items() if who.look.rights.may(edit, place)}
    return [_history(one, one.unit_id in may) for one in rows]


def _history(one: Membership, correct: bool) -> dict[str, Any]:
    last = day(one.period.last_day) if one.end else _("今")
    voided = _("已更正作废：{why}").format(why=one.void_reason) if one.voided_at else ""
    url = reverse("member-row", args=[one.person_id, one.pk])
    return {
        "unit": one.unit.name, "unit_note": one.group.name if one.group else "",
        "stage": str(one.get_stage_display()),
        "stage_note": "" if one.standing == Standing.NORMAL else str(one.get_standing_display()),
        "start": one.start, "last": last, "last_note": str(one.get_exit_display()),
        "entry": str(one.get_entry_display()), "entry_note": voided,
        "more": _("更正") if correct and not voided else "",
        "more_url": url if correct and not voided else "",
    }  # fmt: skip


def cases(person: Person) -> list[Link]:
    """Letters and stays elsewhere, the newest first."""
    letters = person.transfers.select_related("process", "receiver")
    away = person.floatings.select_related("process", "host", "area")
    found = [
        (one.process.opened_on, Link(
            _("转往{to}").format(to=one.receiver.name if one.receiver else one.outside),
            reverse("transfer", args=[one.pk]), state(one.process)))
        for one in letters
    ] + [
        (one.process.opened_on, Link(
            _("流动：{where}").format(where=_where(one)), reverse("floating", args=[one.pk]),
            state(one.process)))
        for one in away
    ]  # fmt: skip
    return [link for _on, link in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _where(one: Any) -> str:
    if one.host:
        return str(one.host.name)
    return str(one.area.name if one.area else one.elsewhere or _("去向待核实"))


def state(process: Any) -> str:
    """Where a case stands, in words."""
    return said(definitions.of(process).state(process.state).title)


def _deeds(who: Seen) -> list[Link]:
    """What can be recorded now; each a form of its own."""
    row, number = who.row, who.person.pk
    change = ("member-details", _("更正个人资料"))
    if not who.here:
        wanted = [("member-back", _("登记回来")), change, ("member-erase", _("删除这个人的信息"))]
    else:
        member, normal = row.stage in MEMBERS, row.standing == Standing.NORMAL
        suspension = _("登记停止党籍") if normal else _("登记恢复党籍")
        wanted = [
            ("member-stage", _("登记为下一阶段")) if row.stage != Stage.FULL else None,
            ("member-move", _("调整到别的支部或小组")),
            ("member-transfer", _("转接组织关系")) if member else None,
            ("member-away", _("登记流动")) if member else None, change,
            ("member-standing", suspension) if member else None,
            ("member-leave", _("登记离开")),
        ]  # fmt: skip
    return [Link(label, reverse(name, args=[number])) for name, label in filter(None, wanted)]


def meeting_columns() -> list[Column]:
    """Of the meetings somebody was expected at."""
    return [
        Column("what", _("会议")), Column("unit", _("党组织")), Column("on", _("日期"), "date"),
        Column("came", _("本人")),
    ]  # fmt: skip


def meeting_rows(person: Person, year: int) -> list[dict[str, Any]]:
    """The meetings of a year a person was expected at, and whether they came."""
    came = {True: _("到会"), False: _("没有到"), None: ""}
    return [
        {
            "what": one.label, "what_note": one.topic, "unit": one.unit_name, "on": one.on,
            "on_note": f"{one.begins:%H:%M}" if one.begins else "",
            "came": came[one.came], "state": one.state,
        }
        for one in life.meetings_of(person, **_year(year)) if one.state != "cancelled"
    ]  # fmt: skip


def _year(year: int) -> dict[str, Any]:
    first = days.today().replace(year=year, month=1, day=1)
    return {"since": first, "until": first.replace(year=year + 1)}


def _meetings(who: Seen) -> list[dict[str, Any]]:
    """Who was where is the business of their own secretary only, of nobody above."""
    own = who.look.place.id in {one.id for one in who.look.rights.party_homes}
    if not own or not who.look.may(Permission.RECORD_LIFE):
        return []
    return meeting_rows(who.person, days.today().year)
