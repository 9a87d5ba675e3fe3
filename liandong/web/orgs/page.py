"""One unit in the tree: where it stands, what is below it, what can be changed, what was."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liandong.domains.audit.queries import done_to
from liandong.domains.orgs import chronicle, queries
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Name, Placement, Unit
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.paging import page_of as paged
from liandong.web.components.shapes import Column, Item
from liandong.web.dashboard.look import path_to
from liandong.web.dashboard.presenters.history import told
from liandong.web.dashboard.presenters.tabs import HISTORY
from liandong.web.dashboard.words import day
from liandong.web.orgs.forms import kinds_below
from liandong.web.orgs.sight import crumbs, unit_of
from liandong.web.orgs.sight import page_of as page_url
from liandong.web.orgs.verbs import CHANGES, CORRECTIONS, VERBS

PAGE, LAST = 50, 30
DEEDS = (
    *(f"orgs.{one}" for one in (*CHANGES, *CORRECTIONS)), "orgs.insert_placement",
)  # fmt: skip


@access.signed_in
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit that stands, or stood."""
    one, near = unit_of(request, code)
    stands = near.id == one.pk
    placements = [
        row for row in chronicle.placements_of(one.pk)
        if row.hierarchy == Hierarchy.TERRITORY and row.voided_at is None
    ]  # fmt: skip
    below = paged(request, queries.children(near) if stands else [], PAGE)
    _past, done = told((), done_to([one.code], DEEDS, LAST))
    shown = {
        "unit": one, "kind": Kind(one.kind).label, "stands": stands,
        "crumbs": crumbs(request, one, near), "items": _items(one, near, placements),
        "verbs": _verbs(one) if stands else [], "insert": VERBS["insert"],
        "insert_url": _change(one, "insert"), "below": below,
        "below_columns": [Column("name", _("单位")), Column("kind", _("类别")),
                          Column("code", _("代码"), "word")],
        "below_rows": [_child(each) for each in below],
        "placed_columns": _placed_columns(),
        "placed": [_placed(one, row) for row in placements], "deeds": done,
        "named_columns": _named_columns(), "end_url": _end(one, placements),
        "named": [_named(one, row) for row in chronicle.names_of(one.pk) if not row.voided_at],
        "links": _links(request, one, near) if stands else [],
    }  # fmt: skip
    return render(request, "orgs/unit.html", shown)


def _items(unit: Unit, near: Place, placements: list[Placement]) -> list[Item]:
    items = [Item(_("代码"), unit.code)]
    if near.id != unit.pk and placements:
        last = placements[0]
        items.append(Item(_("撤销"), last.end) if last.end else Item(_("设立"), last.start))
    for one in chronicle.successions_of(unit.pk):
        went = one.predecessor_id == unit.pk
        other = one.successor if went else one.predecessor
        term = _("由谁承继") if went else _("承继自")
        items.append(Item(term, other.name, note=day(one.on), url=page_url(other)))
    return items


def _change(unit: Unit, verb: str) -> str:
    return reverse("tree-change", args=[queries.short_code(unit.code), verb])


def _verbs(unit: Unit) -> list[dict[str, Any]]:
    offered = [one for one in CHANGES if one != "create" or kinds_below(unit.kind)]
    return [
        {"title": VERBS[one].title, "says": VERBS[one].says, "url": _change(unit, one)}
        for one in offered
    ]


def _child(one: Place) -> dict[str, Any]:
    return {
        "name": one.name, "name_url": path_to("tree-unit", one.short),
        "kind": str(Kind(one.kind).label), "code": one.code,
    }  # fmt: skip


def _placed_columns() -> list[Column]:
    return [
        Column("above", capfirst(_("上级"))), Column("start", _("从"), "date"),
        Column("last", _("到")), Column("correct", _("记错了")),
    ]  # fmt: skip


def _placed(unit: Unit, row: Placement) -> dict[str, Any]:
    short = queries.short_code(unit.code)
    return {
        "above": row.parent.name if row.parent else _("最上级"), "start": row.start,
        "last": day(row.period.last_day) if row.end else _("至今"), "correct": _("更正"),
        "correct_url": reverse("tree-correct", args=[short, row.pk]),
    }  # fmt: skip


def _named_columns() -> list[Column]:
    return [
        Column("name", _("名称")), Column("start", _("从"), "date"), Column("last", _("到")),
        Column("correct", _("记错了")),
    ]  # fmt: skip


def _named(unit: Unit, row: Name) -> dict[str, Any]:
    short = queries.short_code(unit.code)
    return {
        "name": row.name, "start": row.start,
        "last": day(row.period.last_day) if row.end else _("至今"), "correct": _("更正"),
        "correct_url": reverse("tree-name", args=[short, row.pk]),
    }  # fmt: skip


def _end(unit: Unit, placements: list[Placement]) -> str:
    """Where an end that was recorded wrongly is put right; "" for a unit that has none."""
    last = placements[0] if placements else None
    if last is None or last.end is None:
        return ""
    return reverse("tree-end", args=[queries.short_code(unit.code), last.pk])


def _links(request: HttpRequest, unit: Unit, near: Place) -> list[tuple[str, str]]:
    """The unit's own pages, for those who may open them as well."""
    rights = access.rights(request)
    found = []
    if rights.may(access.Permission.SEE_FIGURES, near):
        found.append((_("这个单位的数字"), path_to("unit", near.short)))
    if any(rights.may(one, near) for one in HISTORY):
        found.append((_("全部变更记录"), path_to("unit-history", near.short)))
    return found
