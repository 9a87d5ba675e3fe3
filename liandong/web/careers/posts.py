"""社区工作者: who serves where in which post and grade, which posts are vacant, one's history."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liandong.core.standards.norms import NormBook, resolve
from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.careers import finding
from liandong.domains.guarantee.careers.models import PostKind, Service, Worker
from liandong.domains.norms.books import book as norms
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import place_of, short_code
from liandong.web import access
from liandong.web.careers import overview
from liandong.web.careers.forms import FindForm
from liandong.web.careers.look import HERE, changes, look_for, may_decide, shown, way
from liandong.web.components.shapes import Citation, Column, Crumb, Item
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.words import exact
from liandong.web.workspace.citing import cited

PAGE = 50


@access.signed_in
def posts(request: HttpRequest, code: str) -> HttpResponse:
    """The workers of an area as one: how its communities are staffed, what is missing, what goes
    on; then those who serve on the day, in the order of communities."""
    look = look_for(request, code, Permission.SEE_RECORDS)
    form = FindForm(request.GET, auto_id="find_%s")
    asked = form.asked()
    found = Paginator(finding.serving(look.place, on=look.on, **asked), PAGE)
    page = found.get_page(request.GET.get("page"))
    kept, book = {name: value for name, value in asked.items() if value}, norms()
    return render(request, "careers/posts.html", shown(look, HERE) | {
        "form": form, "page": page, "columns": columns(), "rows": [row(one) for one in page],
        "narrowed": bool(kept), "asked": kept, "clear_url": look.at(HERE, look.place.short),
        "norms": ladder(look, book), **overview.shown(look, book),
        "may_export": look.rights.may(Permission.EXPORT, look.place),
        "excel_url": look.at("unit-careers-excel", look.place.short),
        "assign_url": reverse("career-assign", args=[look.place.short]) if changes(look) else "",
    })  # fmt: skip


@access.signed_in
def worker(request: HttpRequest, number: int) -> HttpResponse:
    """One worker's posts and grades, with what was corrected and why."""
    who = get_object_or_404(Worker.objects.select_related("user"), pk=number)
    held = list(who.services.select_related("unit").order_by("-start", "-pk"))
    here = next((one for one in held if one.voided_at is None), None)
    unit = here.unit if here else held[0].unit
    at = place_of(unit.pk, Hierarchy.TERRITORY)
    look = look_for(request, at.short, Permission.SEE_RECORDS)
    now = here is not None and (here.end is None or here.end > look.on)
    may = may_decide(look.rights, unit)
    return render(request, "careers/worker.html", {
        "who": name_of(who), "worker": who, "crumbs": way(look, Crumb(name_of(who))),
        "items": _items(here) if here and now else [], "columns": _history(),
        "rows": [_line(one) for one in held], "norms": ladder(look, norms()),
        "may": may, "now": now, "head": may and any(o.post == PostKind.HEAD for o in held),
    })  # fmt: skip


def name_of(who: Worker) -> str:
    """By name where the worker has a log-in, by number otherwise."""
    return f"{who.user.display_name}（{who.number}）" if who.user else who.number


def ladder(look: Look, books: NormBook) -> list[Citation]:
    """From which grade to which each post runs, with the norm that says so."""
    told = []
    codes = [one.code for one in look.line if one.code.isdigit()]
    for kind in PostKind:
        low = resolve(books, f"guarantee.grades_{kind.value}_from", codes, look.on)
        high = resolve(books, f"guarantee.grades_{kind.value}_to", codes, look.on)
        if low and high:
            rule = _("{post}：第 {low} 级至第 {high} 级").format(
                post=kind.label, low=exact(low.value), high=exact(high.value)
            )
            told += [one for one in (cited(low, rule),) if one]
    return told


def columns() -> list[Column]:
    return [
        Column("worker", _("工作者")), Column("unit", _("社区")),
        Column("post", capfirst(_("岗位")), "word"),
        Column("grade", capfirst(_("等级")), "number"), Column("since", _("任职日期"), "date"),
    ]  # fmt: skip


def row(one: Service) -> dict[str, Any]:
    return {
        "worker": name_of(one.worker), "worker_url": reverse("career", args=[one.worker_id]),
        "unit": one.unit.name, "post": capfirst(one.get_post_display()), "grade": one.grade,
        "since": one.start,
        "unit_url": reverse(HERE, args=[short_code(one.unit.code)]),
    }  # fmt: skip


def _items(held: Service) -> list[Item]:
    return [
        Item(_("社区"), held.unit.name),
        Item(capfirst(_("岗位")), capfirst(held.get_post_display())),
        Item(capfirst(_("等级")), held.grade), Item(_("任职日期"), held.start),
    ]  # fmt: skip


def _history() -> list[Column]:
    return [
        Column("unit", _("社区")), Column("post", capfirst(_("岗位")), "word"),
        Column("grade", capfirst(_("等级")), "number"), Column("start", _("起"), "date"),
        Column("end", _("止（不含）"), "date"), Column("note", _("说明")),
    ]  # fmt: skip


def _line(one: Service) -> dict[str, Any]:
    note = _("已更正：{reason}").format(reason=one.void_reason) if one.voided_at else ""
    return {"unit": one.unit.name, "post": capfirst(one.get_post_display()), "grade": one.grade,
            "start": one.start, "end": one.end, "note": note}  # fmt: skip
