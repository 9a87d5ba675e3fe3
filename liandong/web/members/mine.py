"""我的记录: what is held about oneself, one's meetings and hours, and what one may ask for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from liandong.domains.life import queries as life
from liandong.domains.members import actions, own_record, queries
from liandong.domains.members.actions import calendar, reporting
from liandong.domains.members.enums import MEMBERS
from liandong.domains.members.models import Floating, Person
from liandong.domains.observatory import days
from liandong.domains.orgs import party
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import definitions
from liandong.domains.workflow.queries import SELF
from liandong.web import access
from liandong.web.acting import act, how
from liandong.web.careers.mine import own_terms
from liandong.web.components.shapes import Column, Crumb, Item
from liandong.web.components.tags.numbers import day
from liandong.web.dashboard.words import exact, said
from liandong.web.members import cases, choosing, near, person
from liandong.web.members.forms import ReportForm, SaidForm

HERE = "my-record"
# Where a stay elsewhere stands when the member may report in by themselves.
_REPORTABLE = "self_report"


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever is on record as a person; the others are told how to come to be."""

    @never_cache
    @access.signed_in
    @access.own_password
    @wraps(view)
    def checked(request: HttpRequest, **named: Any) -> HttpResponse:
        who = Person.objects.filter(user=request.user.pk, erased_at=None).first()
        if who is None:
            page = {
                "crumbs": [Crumb(_("我的记录"))],
                "person": None,
                "terms": own_terms(request.user),
            }
            return render(request, "members/mine.html", page)
        return view(request, who, **named)

    return checked


@own
def mine(request: HttpRequest, who: Person) -> HttpResponse:
    """Everything at a glance."""
    return _shown(request, who)


def _shown(request: HttpRequest, who: Person, address: str = "") -> HttpResponse:
    today = days.today()
    held, stay = queries.standing(who, today), _stay(who)
    courses = life.hours_of(who, year=today.year)
    page = {
        "crumbs": [Crumb(_("我的记录"))], "person": who, "today": today, "year": str(today.year),
        "items": _items(who, held), "columns": person.history_columns()[:-1],
        "rows": person.history_rows(who), "meeting_columns": person.meeting_columns(),
        "meetings": person.meeting_rows(who, today.year), "address": address,
        "subscribed": who.calendar_keys.filter(revoked_at=None).first(),
        "hours": exact(sum((one.hours for one in courses), Decimal())),
        "course_columns": _course_columns(), "courses": _courses(courses),
        "stay": cases.line(stay, access.rights(request), today) if stay else None,
        "stay_says": _says(stay), "contacts": list(stay.contacts.all()) if stay else [],
        "may_report": held is not None and held.stage in MEMBERS and _may_report(stay),
        "terms": own_terms(request.user),
        "may_ask": held is not None, "corrections": _corrections(who),
    }  # fmt: skip
    return render(request, "members/mine.html", page)


def _items(who: Person, held: Any) -> list[Item]:
    told = [
        Item(_("姓名"), who.name), Item(_("性别"), str(who.get_sex_display())),
        Item(_("出生日期"), who.birth_date), Item(_("入党日期"), who.joined_on),
        Item(_("转正日期"), who.full_on), Item(_("民族"), who.ethnicity),
        Item(_("学历"), who.education), Item(_("身份证号"), who.identity.masked()),
        Item(_("电话"), who.phone.masked()),
    ]  # fmt: skip
    if held:
        group = held.group.name if held.group else ""
        told.insert(1, Item(_("党支部"), held.unit.name, group))
        since = _("{day}起").format(day=day(held.start))
        told.insert(2, Item(_("阶段"), str(held.get_stage_display()), since))
    return [one for one in told if one.value]


def _stay(who: Person) -> Floating | None:
    stays = who.floatings.filter(process__closed_on=None)
    return stays.select_related("process", "person", "home", "host", "area").first()


def _says(stay: Floating | None) -> str:
    if stay is None:
        return ""
    return said(definitions.of(stay.process).state(stay.process.state).says)


def _may_report(stay: Floating | None) -> bool:
    if stay is None:
        return True
    open_steps = definitions.of(stay.process).steps_from(stay.process.state)
    return _REPORTABLE in {one.code for one in open_steps if one.permission == SELF}


def _course_columns() -> list[Column]:
    return [
        Column("title", _("课程")), Column("unit", _("党组织")), Column("on", _("日期"), "date"),
        Column("hours", _("学时")),
    ]  # fmt: skip


def _courses(courses: list[life.Course]) -> list[dict[str, Any]]:
    return [
        {"title": one.title, "unit": one.unit_name, "on": one.on, "hours": exact(one.hours)}
        for one in courses
    ]


def _corrections(who: Person) -> list[dict[str, Any]]:
    asked = list(who.correction_requests.select_related("process", "person"))
    events = cases.events_of([one.process for one in asked]) if asked else {}
    return [
        {
            "on": one.process.opened_on, "state": person.state(one.process), "pk": one.pk,
            "open": one.process.closed_on is None, "events": events[one.process_id],
        }
        for one in asked
    ]  # fmt: skip


@own
def correction(request: HttpRequest, who: Person) -> HttpResponse:
    """Ask that something be put right."""
    title = _("请求更正")

    def deed(data: dict[str, Any], **told: Any) -> str:
        actions.ask_correction(who, said=data["said"], on=days.today(), **told)
        return reverse(HERE)

    shown = _page(title) | {
        "button": _("提交"), "note": _("所在党支部会答复；答复和理由会显示在“我的记录”里。")
    }  # fmt: skip
    form = SaidForm(request.POST or None)
    return act(request, form, deed, shown=shown, well=_("已提交，支部会答复您。"))


@own
def withdraw(request: HttpRequest, who: Person, number: int) -> HttpResponse:
    """Take a request back."""
    asked = who.correction_requests.select_related("process", "person")
    one = asked.filter(pk=number, process__closed_on=None).first()
    if request.method == "POST" and one is not None:
        actions.answer_correction(one, transition="withdraw", on=days.today(), **how(request))
        messages.success(request, _("已撤回。"))
    return redirect(HERE)


@own
def download(request: HttpRequest, who: Person) -> HttpResponse:
    """Everything held about oneself, to keep; that it was taken is on record, so it is a POST."""
    if request.method != "POST":
        return redirect(HERE)
    with transaction.atomic():
        book = own_record.packed(who, **how(request))
    name = {"Content-Disposition": 'attachment; filename="liandong-own-record.zip"'}
    return HttpResponse(book, content_type="application/zip", headers=name)


@own
def subscribe(request: HttpRequest, who: Person) -> HttpResponse:
    """A new calendar address, shown this once; an earlier one stops."""
    if request.method != "POST":
        return redirect(HERE)
    secret = calendar.renew(who, **how(request))
    address = request.build_absolute_uri(reverse("calendar", args=[secret]))
    return _shown(request, who, address)


@own
def unsubscribe(request: HttpRequest, who: Person) -> HttpResponse:
    """The calendar address stops."""
    if request.method == "POST":
        calendar.revoke(who, **how(request))
        messages.success(request, _("日历地址已停用。"))
    return redirect(HERE)


@own
def report(request: HttpRequest, who: Person) -> HttpResponse:
    """Report in to an organisation near where one lives now."""
    stay, held = _stay(who), queries.standing(who, days.today())
    if held is None or not _may_report(stay):
        return redirect(HERE)
    among = choosing.every(choosing.BRANCHES).exclude(unit=held.unit)
    host = choosing.chosen(request, among)
    shown = _page(_("流动党员报到"))
    if host is None:
        known = stay.area if stay else None
        return near.offer(request, shown=shown, besides=held.unit, known=known)
    initial = {"since": stay.since if stay else days.today(), "reason": stay.reason if stay else ""}
    form = ReportForm(request.POST or None, initial=initial)
    if stay is not None:
        del form.fields["since"], form.fields["reason"]

    def deed(data: dict[str, Any], **told: Any) -> str:
        since, reason = data.get("since"), data.get("reason", "")
        reporting.report_in(who, host=host, since=since or days.today(), reason=reason,
                            on=days.today(), **told)  # fmt: skip
        return reverse(HERE)

    note = _("这个支部和您原来的支部都会收到通知。组织关系不变，在那里没有表决权。")
    shown |= {
        "items": _where(host), "change_url": "?", "note": note,
        "button": _("我来报到"),
    }  # fmt: skip
    return act(request, form, deed, shown=shown, well=_("已报到，等对方接收。"))


def _where(host: Unit) -> list[Item]:
    area = party.seat_on(host, days.today())
    contact = host.hosting.contact if hasattr(host, "hosting") else ""
    told = [Item(_("报到的党支部"), host.name), Item(_("在"), area.name if area else ""),
            Item(_("联系方式"), contact)]  # fmt: skip
    return [one for one in told if one.value]


def _page(title: str) -> dict[str, Any]:
    crumbs = [Crumb(_("我的记录"), reverse(HERE)), Crumb(title)]
    return {"title": title, "crumbs": crumbs, "back": reverse(HERE)}
