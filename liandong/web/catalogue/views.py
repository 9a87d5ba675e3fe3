"""Who is responsible for what: found by everyday words, for one's own community."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liandong.domains.catalogue import finding, queries
from liandong.domains.catalogue.enums import KEPT_ABOVE, ListKind, Part
from liandong.domains.catalogue.finding import Hit
from liandong.domains.catalogue.models import Matter
from liandong.domains.catalogue.queries import Answering
from liandong.domains.observatory import days
from liandong.domains.orgs.queries import Place
from liandong.web.catalogue.choosing import name_of
from liandong.web.choosing import NamedPlaceField, spoken
from liandong.web.components.shapes import Column, Crumb, Item

# The lists of a district are some hundreds of matters: one page holds them, in groups.
MOST = 400


class AskForm(forms.Form):
    """What is looked for, on which list, where."""

    q = forms.CharField(
        label=gettext_lazy("事项或说法"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("如：路灯不亮、开证明")}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("清单"), required=False,
        choices=[("", gettext_lazy("全部")), *ListKind.choices],
    )  # fmt: skip
    at = NamedPlaceField(
        label=gettext_lazy("在哪个社区"),
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("写社区、街道或区的名称")}),
    )


def matters(request: HttpRequest) -> HttpResponse:
    """All matters in force, or those that are called so."""
    form, on = AskForm(request.GET or None, auto_id="ask_%s"), days.today()
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    at = asked.get("at")
    lists = {asked["kind"]} if asked.get("kind") else None
    answering = queries.Answering(at, on) if at else None
    hits = finding.search(asked.get("q", ""), on=on, lists=lists, limit=MOST)
    shown = {
        "form": form, "on": on, "at": at, "count": len(hits), "columns": _columns(at),
        "rows": [_row(hit, asked.get("q", ""), at, answering) for hit in hits],
        "narrowed": any(asked.values()), "steps": [Crumb(_("职责清单"))],
    }  # fmt: skip
    return render(request, "catalogue/matters.html", shown, status=400 if form.errors else 200)


def _columns(at: Place | None) -> list[Column]:
    """The department itself is named where a place is given; else what it is there for."""
    return [
        Column("name", _("事项")), Column("list", _("清单")), Column("group", _("分组")),
        Column("leads", _("牵头单位") if at else _("牵头职能")), Column("code", _("编号"), "word"),
    ]  # fmt: skip


def _row(hit: Hit, said: str, at: Place | None, answering: Answering | None) -> dict[str, Any]:
    one = hit.matter
    by = [word for word in hit.by if word not in {one.name, one.code}]
    query = "?" + urlencode({"at": spoken(at)}) if at else ""
    return {
        "name": name_of(one), "name_url": f"/catalogue/{one.code}/{query}",
        "name_note": _("又说：{words}").format(words="、".join(by)) if by and said else "",
        "list": str(one.get_kind_display()), "group": one.group, "leads": _leads(one, answering),
        "code": one.code,
    }  # fmt: skip


def _leads(one: Matter, answering: Answering | None) -> str:
    if answering is not None:
        unit = answering.leads(one)
        return unit.name if unit else _("由受理席研究")
    return "、".join(_functions(one, Part.LEAD)) or _("由受理席研究")


def _functions(one: Matter, part: Part) -> list[str]:
    english = (get_language() or "").startswith("en")
    found = [each.function for each in one.responsible.all() if each.part == part]
    return [each.english or each.name if english else each.name for each in found]


def matter(request: HttpRequest, code: str) -> HttpResponse:
    """One matter: who leads and who helps, what people call it, its versions."""
    on = days.today()
    one = queries.matter(code, on)
    form = AskForm(request.GET or None, auto_id="ask_%s")
    at = form.cleaned_data.get("at") if form.is_valid() else None
    shown = {
        "matter": one, "name": name_of(one), "items": _items(one, at, on), "form": form, "at": at,
        "steps": [Crumb(_("职责清单"), "/catalogue/"), Crumb(name_of(one))],
        "kept_above": one.kind in KEPT_ABOVE, "version_columns": _version_columns(),
        "versions": [_version(each) for each in queries.versions(code)],
    }  # fmt: skip
    return render(request, "catalogue/matter.html", shown, status=400 if form.errors else 200)


def _items(one: Matter, at: Place | None, on: date) -> list[Item]:
    answering = queries.Answering(at, on) if at else None
    helpers = (
        [unit.name for unit in answering.assists(one)]
        if answering else _functions(one, Part.ASSIST)
    )  # fmt: skip
    told = [
        Item(_("清单"), one.get_kind_display()), Item(_("分组"), one.group),
        Item(_("牵头"), _leads(one, answering)), Item(_("协同"), "、".join(helpers)),
        Item(_("时限类别"), one.get_time_class_display()),
        Item(_("群众也这样说"), "、".join(one.words)), Item(_("说明"), one.says),
        Item(_("依据"), one.source), Item(_("编号"), one.code), Item(_("执行时间"), one.start),
    ]  # fmt: skip
    return [item for item in told if item.value]


def _version_columns() -> list[Column]:
    return [
        Column("name", _("事项")), Column("list", _("清单")), Column("start", _("从"), "date"),
        Column("last", _("到"), "date"),
    ]  # fmt: skip


def _version(one: Matter) -> dict[str, Any]:
    return {
        "name": name_of(one), "list": str(one.get_kind_display()), "start": one.start,
        "last": one.period.last_day,
    }  # fmt: skip
