"""公开招聘: announced, applicants by number, marks, results, appointment; step by step."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.careers import finding
from liandong.domains.guarantee.careers import hiring as actions
from liandong.domains.guarantee.careers.models import Applicant, Hiring
from liandong.domains.observatory import days
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import short_code
from liandong.domains.workflow import definitions
from liandong.domains.workflow.queries import open_to
from liandong.web import access
from liandong.web.acting import act
from liandong.web.careers import forms, notices
from liandong.web.careers.look import HIRINGS, changes, look_for, shown, way
from liandong.web.components.shapes import Column, Crumb, Item
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.words import said
from liandong.web.members import cases

_BACK = frozenset({"take_back", "cancel"})


@access.signed_in
def hirings(request: HttpRequest, code: str) -> HttpResponse:
    """The hirings of an area and those below, the latest first."""
    look = look_for(request, code, Permission.SEE_RECORDS)
    found = finding.hirings(look.place)[:100]
    may = changes(look)
    return render(request, "careers/hirings.html", shown(look, HIRINGS) | {
        "columns": _columns(), "rows": [_row(one) for one in found],
        "announce_url": reverse("hiring-announce", args=[look.place.short]) if may else "",
    })  # fmt: skip


@access.signed_in
def announce(request: HttpRequest, code: str) -> HttpResponse:
    """A new hiring for communities of the area."""
    look = look_for(request, code, Permission.CORRECT_FACTS)
    if look.judged:
        look.rights.require(Permission.CORRECT_FACTS, look.line[-2])
    title, form = _("发布招聘公告"), forms.AnnounceForm(request.POST or None)

    def deed(data: dict[str, Any], **told: Any) -> str:
        unit = Unit.objects.get(pk=look.place.id)
        return reverse("hiring", args=[actions.announce(employer=unit, **data, **told).pk])

    page = {"title": title, "button": title, "crumbs": way(look, Crumb(title)),
            "back": reverse(HIRINGS, args=[look.place.short])}  # fmt: skip
    return act(request, form, deed, shown=page, well=_("已公告。"))


@access.signed_in
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Where it stands, what comes next, applicants by number, what happened."""
    look, hired = opened(request, number)
    state = definitions.of(hired.process).state(hired.process.state)
    now = timezone.now()
    may = look.rights.may(Permission.CORRECT_FACTS, look.place)
    return render(request, "careers/hiring.html", {
        "hiring": hired, "crumbs": way(look, Crumb(hired.title)),
        "items": [*_items(hired), *notices.items(hired, now)], "state": said(state.title),
        "says": said(state.says), "final": state.final, "steps": _steps(hired, look, now),
        "columns": marks_columns(), "rows": marks(hired), "events": cases.events(hired.process),
        **notices.shown(hired, may=may, at=now),
    })  # fmt: skip


def _steps(hired: Hiring, look: Look, at: datetime) -> list[dict[str, Any]]:
    """The steps that can be taken now; nobody is appointed before the notice is over."""
    found = open_to(hired.process, look.rights, hierarchy=Hierarchy.TERRITORY, known=[look.place])
    ready = notices.ready(hired, at)
    return [
        {"title": said(each.title), "url": reverse("hiring-step", args=[hired.pk, each.code]),
         "quiet": each.code in _BACK}
        for each in found if ready or each.code != "appoint"
    ]  # fmt: skip


def marks(hired: Hiring) -> list[dict[str, Any]]:
    """Applicants in the order of their numbers: nobody is ranked."""
    return [
        {"number": each.number, "mark": each.mark, "mark_mark": _absent(hired, each),
         "passed": _passed(each.passed)}
        for each in hired.applicants.all()[:1000]
    ]  # fmt: skip


def marks_columns() -> list[Column]:
    return [Column("number", _("准考证号")), Column("mark", _("成绩"), "number", 2),
            Column("passed", _("结果"))]  # fmt: skip


@access.signed_in
def step(request: HttpRequest, number: int, step: str) -> HttpResponse:
    """One step further; refused in words where it is not its turn."""
    look, hired = opened(request, number, Permission.CORRECT_FACTS)
    definition, back = definitions.of(hired.process), reverse("hiring", args=[number])
    found = next((each for each in definition.transitions.values() if each.code == step), None)
    if found is None or step not in _STEPS:
        raise Http404
    if request.method != "POST" and hired.process.state not in found.origins:
        messages.warning(request, _("现在不到这一步，先看下面的进展。"))
        return redirect(back)
    make, do = _STEPS[step]
    form = make(request, hired, look)

    def deed(data: dict[str, Any], **told: Any) -> str:
        do(hired, form, seen=data["seen"], **told)
        return back

    page = {"title": said(found.title), "button": said(found.title), "back": back,
            "lead": hired.title, "items": _items(hired), "note": said(found.says),
            "danger": step in _BACK,
            "crumbs": way(look, Crumb(hired.title, back), Crumb(said(found.title)))}  # fmt: skip
    return act(request, form, deed, shown=page, well=_("已登记。"))


def opened(
    request: HttpRequest, number: int, need: Permission = Permission.SEE_RECORDS
) -> tuple[Look, Hiring]:
    found = get_object_or_404(Hiring.objects.select_related("unit", "process"), pk=number)
    return look_for(request, short_code(found.unit.code), need), found


def _first(hired: Hiring) -> dict[str, Any]:
    return {"seen": hired.process.state, "on": days.today()}


def _numbers(request: HttpRequest, hired: Hiring, _look: Look) -> forms.NumbersForm:
    early = actions.still_open(hired, days.today())
    return forms.NumbersForm(request.POST or None, initial=_first(hired), early=early)


def _marks(request: HttpRequest, hired: Hiring, _look: Look) -> forms.MarksForm:
    return forms.MarksForm(request.POST or None, initial=_first(hired))


def _results(request: HttpRequest, hired: Hiring, _look: Look) -> forms.PassedForm:
    examined = hired.applicants.exclude(mark=None)
    return forms.PassedForm(request.POST or None, initial=_first(hired), examined=examined)


def _places(request: HttpRequest, hired: Hiring, look: Look) -> forms.AppointForm:
    return forms.AppointForm(
        request.POST or None, initial=_first(hired), passed=hired.applicants.filter(passed=True),
        among=finding.communities(look.place),
    )  # fmt: skip


def _note(request: HttpRequest, hired: Hiring, _look: Look) -> forms.ReasonForm:
    return forms.ReasonForm(request.POST or None, initial=_first(hired))


_STEPS: dict[str, Any] = {
    "close": (
        _numbers, lambda on, form, **told:
        actions.close(
            on, numbers=form.cleaned_data["numbers"], note=form.cleaned_data.get("note", ""), **told
        ),
    ),
    "examine": (
        _marks, lambda on, form, **told:
        actions.examine(on, marks=form.cleaned_data["marks"], **told),
    ),
    "publish": (
        _results, lambda on, form, **told:
        actions.publish(on, passed=form.cleaned_data["passed"], **told),
    ),
    "take_back": (
        _note, lambda on, form, **told:
        actions.take_back(on, note=form.cleaned_data["note"], **told),
    ),
    "appoint": (
        _places, lambda hired, form, **told:
        actions.appoint(
            hired, appointments=form.appointments(), on=form.cleaned_data["on"], **told
        ),
    ),
    "cancel": (
        _note, lambda on, form, **told: actions.cancel(on, note=form.cleaned_data["note"], **told),
    ),
}  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("title", _("公告")), Column("unit", _("招聘单位")),
        Column("wanted", _("招聘人数"), "number"), Column("closes", _("报名截止"), "date"),
        Column("state", _("进展")),
    ]  # fmt: skip


def _row(one: Hiring) -> dict[str, Any]:
    state = definitions.of(one.process).state(one.process.state)
    return {"title": one.title, "title_url": reverse("hiring", args=[one.pk]),
            "unit": one.unit.name, "wanted": one.wanted, "closes": one.closes_on,
            "state": said(state.title)}  # fmt: skip


def _items(one: Hiring) -> list[Item]:
    return [
        Item(_("招聘单位"), one.unit.name), Item(_("招聘人数"), one.wanted),
        Item(_("报名截止"), one.closes_on), Item(_("公告日期"), one.process.opened_on),
    ]  # fmt: skip


def _absent(hired: Hiring, each: Applicant) -> str:
    """Who has no mark once there are marks was not there."""
    examined = hired.process.state in {"examined", "published", "appointed"}
    return _("缺考") if examined and each.mark is None else ""


def _passed(passed: bool | None) -> str:
    return "—" if passed is None else _("拟聘用") if passed else _("未入选")
