"""One course: planned, recorded as held, looked at, said anew, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.core.standards.life.people import MEMBER, SECRETARY
from liandong.domains.accounts.enums import Permission
from liandong.domains.life import actions
from liandong.domains.life import queries as life
from liandong.domains.life.models import Course
from liandong.domains.observatory import days
from liandong.domains.orgs import queries
from liandong.domains.orgs.models import Unit
from liandong.web import access
from liandong.web.acting import act, how, tried
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Crumb, Item, Link
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import exact
from liandong.web.life import attending
from liandong.web.life.attending import CourseForm, Roll, short
from liandong.web.life.forms import ReasonForm
from liandong.web.party.look import PartyLook, frame, look_inside

TAB = "organisation-training"
NAMES = 100


@dataclass(frozen=True)
class Asked:
    """Which course of which organisation; `old` when it is on record, `held` when people have
    hours of it."""

    look: PartyLook
    for_secretaries: bool
    old: Course | None = None
    held: bool = False

    @property
    def plans(self) -> bool:
        """Whether a plan is carried out, rather than a record corrected."""
        return self.old is not None and not self.held

    @property
    def label(self) -> str:
        return _("书记和班子成员培训") if self.for_secretaries else _("党员培训")


@access.signed_in
def record(request: HttpRequest, code: str) -> HttpResponse:
    """A course that took place."""
    look = look_inside(request, code, Permission.RECORD_LIFE)
    asked = _asked(request, look)
    return _choose(request, look, "training-record") if asked is None else _held(request, asked)


@access.signed_in
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A course to come."""
    look = look_inside(request, code, Permission.RECORD_LIFE)
    asked = _asked(request, look)
    if asked is None:
        return _choose(request, look, "training-plan")
    form = CourseForm(request.POST or None, initial={"on": look.on})
    del form.fields["reason"]
    shown = {
        "title": _("安排：{label}").format(label=asked.label), "lead": look.place.name,
        "button": _("保存安排"), "back": look.at(TAB, code), "crumbs": _crumbs(look),
        "note": _("办完以后打开这次培训，点没来的人，学时就记到每个人名下。"),
    }  # fmt: skip

    def deed(data: dict[str, Any], **told: Any) -> str:
        unit = Unit.objects.get(pk=look.place.id)
        named = {name: data[name] for name in ("title", "on", "hours")}
        made = actions.plan_course(
            unit=unit, for_secretaries=asked.for_secretaries, **named, **told
        )
        return reverse("course", args=[made.pk])

    return act(request, form, deed, shown=shown, well=_("已安排。"))


@access.signed_in
def change(request: HttpRequest, number: int) -> HttpResponse:
    """A plan took place, a record was wrong, or more people took part."""
    one, look = _found(request, number, Permission.RECORD_LIFE)
    if one.voided_at:
        return redirect("course", number)
    return _held(request, Asked(look, one.for_secretaries, one, bool(life.took_part(one))))


@access.signed_in
def off(request: HttpRequest, number: int) -> HttpResponse:
    """A plan is cancelled; a record is voided with all its hours."""
    one, look = _found(request, number, Permission.RECORD_LIFE)
    if one.voided_at:
        return redirect("course", number)
    held = life.took_part(one)
    form = ReasonForm(request.POST or None)
    del form.fields["seen"]
    note = _("作废后，{n} 个人的学时都不再计数；记录仍可查。").format(n=len(held))
    back = reverse("course", args=[number])
    shown = {
        "title": _("作废这次培训") if held else _("取消这次培训"),
        "lead": f"{one.title} · {look.place.name}",
        "button": _("作废") if held else _("取消培训"), "danger": True, "back": back,
        "note": note if held else _("取消后仍留在记录里。"), "crumbs": _crumbs(look, one),
    }  # fmt: skip

    def deed(data: dict[str, Any], **told: Any) -> str:
        actions.void_course(one, reason=data["reason"], **told)
        return back

    return act(request, form, deed, shown=shown, well=_("已取消。"))


@access.signed_in
def course(request: HttpRequest, number: int) -> HttpResponse:
    """The course as it stands, and who was there."""
    one, look = _found(request, number, Permission.SEE_LIFE)
    people = life.took_part(one)
    named = look.may(Permission.SEE_MEMBERS) or look.may(Permission.RECORD_LIFE)
    page = page_of(request, people if named else [], NAMES)
    shown = frame(look, TAB) | {
        "crumbs": _crumbs(look, one), "course": one, "items": _items(one, len(people)),
        "held": bool(people), "named": named, "people_page": page,
        "names": [(who.name, "" if who.hours == one.hours else short(who.hours)) for who in page],
        "records": look.may(Permission.RECORD_LIFE) and not one.voided_at,
        "ready": one.on <= days.today(), "training_url": look.at(TAB, look.place.code),
    }  # fmt: skip
    return render(request, "life/course.html", shown)


def _found(request: HttpRequest, number: int, needed: Permission) -> tuple[Course, PartyLook]:
    one = life.course(number)
    return one, look_inside(request, one.unit.code, needed)


def _asked(request: HttpRequest, look: PartyLook) -> Asked | None:
    who = request.GET.get("for", "")
    return Asked(look, who == SECRETARY) if who in {MEMBER, SECRETARY} else None


def _choose(request: HttpRequest, look: PartyLook, page: str) -> HttpResponse:
    """Whom the course is for."""
    links = [
        Link(Asked(look, who == SECRETARY).label, look.at(page, look.place.code, **{"for": who}))
        for who in (MEMBER, SECRETARY)
    ]
    question = _("登记哪一种培训？") if page == "training-record" else _("安排哪一种培训？")
    shown = frame(look, TAB) | {"links": links, "question": question}
    return render(request, "life/course_for.html", shown)


def _held(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page of a course that took place: fill in, or take down and lead to it."""
    form = CourseForm(request.POST or None, initial=_initial(asked))
    if not asked.held:
        del form.fields["reason"]
    of = attending.part(request, asked.look)
    roll = attending.roll(
        request, asked.look, of=of, on=_day(request, asked), for_secretaries=asked.for_secretaries,
        course=asked.old,
    )  # fmt: skip
    status = 200
    if request.method == "POST" and not roll.parts:
        if form.is_valid():
            roll, wrong = roll.checked(form.cleaned_data["hours"])
            if wrong:
                form.add_error(None, wrong)
        url, status = tried(form, lambda: _page(_take_down(asked, form, roll, **how(request))))
        if url:
            messages.success(request, _("已保存，学时已记到每个人名下。"))
            return redirect(url)
    return render(request, "life/course_held.html", _shown(asked, form, roll, of), status=status)


def _shown(asked: Asked, form: CourseForm, roll: Roll, of: queries.Place) -> dict[str, Any]:
    verb = _("更正：{label}") if asked.held else _("登记举办：{label}")
    here = asked.old and reverse("course", args=[asked.old.pk])
    return frame(asked.look, TAB) | {
        "crumbs": _crumbs(asked.look, asked.old), "form": form, "roll": roll, "asked": asked,
        "title": verb.format(label=asked.label), "of": of, "back": here or asked.look.at(
            TAB, asked.look.place.code),
    }  # fmt: skip


def _day(request: HttpRequest, asked: Asked) -> date:
    """The day whose members are listed: the one typed, as far as it is one."""
    try:
        return date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        return asked.old.on if asked.old else asked.look.on


def _initial(asked: Asked) -> dict[str, Any]:
    if asked.old is None:
        return {"on": asked.look.on}
    return {name: getattr(asked.old, name) for name in ("title", "on", "hours")}


def _take_down(asked: Asked, form: CourseForm, roll: Roll, **told: Any) -> Course:
    said = form.said(for_secretaries=asked.for_secretaries)
    if asked.old is None:
        unit = Unit.objects.get(pk=asked.look.place.id)
        return actions.record_course(
            unit=unit, title=said.title, on=said.on, hours=said.hours,
            for_secretaries=said.for_secretaries, people=roll.came, **told,
        )  # fmt: skip
    if asked.plans:
        return actions.held_after_all(asked.old, said=said, came=roll.came, **told)
    return actions.correct_course(
        asked.old, said=said, came=roll.came, among=roll.ids,
        reason=form.cleaned_data["reason"], **told,
    )  # fmt: skip


def _page(one: Course) -> str:
    return reverse("course", args=[one.pk])


def _crumbs(look: PartyLook, one: Course | None = None) -> list[Crumb]:
    way = frame(look, TAB)["crumbs"]
    own = [Crumb(one.title, _page(one))] if one else []
    return [*way, Crumb(_("教育培训"), look.at(TAB, look.place.code)), *own]


def _items(one: Course, people: int) -> list[Item]:
    who = names_of([one.recorded_by]).get(one.recorded_by, one.recorded_by)
    whom = _("书记和班子成员") if one.for_secretaries else _("党员")
    told = [
        Item(_("日期"), one.on), Item(_("学时"), exact(one.hours)), Item(_("培训对象"), whom),
        Item(_("参加人数"), people),
        Item(_("登记人"), who), Item(_("登记时间"), one.recorded_at),
    ]  # fmt: skip
    if one.voided_at:
        told.append(Item(_("作废原因"), one.void_reason))
    return told
