"""Where changes of the tree begin: a unit is found; what was changed lately."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from liandong.domains.audit.models import Event
from liandong.domains.audit.queries import done_to
from liandong.domains.orgs import chronicle, queries
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.choosing import options
from liandong.web.components.shapes import Column
from liandong.web.components.tags.numbers import moment
from liandong.web.dashboard.look import path_to
from liandong.web.dashboard.presenters.history import told
from liandong.web.orgs.page import DEEDS
from liandong.web.orgs.sight import EDIT, page_of, scope

FEW, MOST, LATELY = 10, 50, 30


@access.needs(EDIT)
def tree(request: HttpRequest) -> HttpResponse:
    """The page; with `as` the suggestions for a box called `of`."""
    text = " ".join(request.GET.get(request.GET.get("of", "q"), "").split())[:60]
    held = scope(request)
    if request.GET.get("as") == "options":
        found = queries.search(text, held, limit=FEW)
        return HttpResponse(options(found, _where(found)))
    found = queries.search(text, held, limit=MOST)
    shown = {
        "q": text, "columns": _found_columns(), "found": _found(found), "cut": len(found) == MOST,
        "lately_columns": _lately_columns(), "lately": _lately(request),
        "roots": [(one.name, path_to("tree-unit", one.short)) for one in queries.roots_of(held)],
    }  # fmt: skip
    return render(request, "orgs/tree.html", shown)


def _where(places: list[Place]) -> list[str]:
    lines = queries.lines(places)
    return [" · ".join(above.name for above in lines[one.id][:-1]) for one in places]


def _found_columns() -> list[Column]:
    return [Column("name", _("单位")), Column("kind", _("类别")), Column("where", _("在哪里")),
            Column("code", _("代码"), "word")]  # fmt: skip


def _found(places: list[Place]) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "name_url": path_to("tree-unit", one.short),
         "kind": str(Kind(one.kind).label), "where": where, "code": one.code}
        for one, where in zip(places, _where(places), strict=True)
    ]  # fmt: skip


def _lately_columns() -> list[Column]:
    return [Column("name", _("单位")), Column("what", _("改动")), Column("by", _("谁")),
            Column("at", _("什么时候"))]  # fmt: skip


def _lately(request: HttpRequest) -> list[dict[str, Any]]:
    units = chronicle.lately_changed()
    near, held = chronicle.nearest([one.pk for one in units]), scope(request)
    mine = {one.code: one for one in units if one.pk in near and held.holds(near[one.pk].path)}
    found = done_to(mine, DEEDS, LATELY)
    _past, done = told((), found)
    return [_row(mine[one.unit], said) for one, said in zip(found, done, strict=True)]


def _row(unit: Unit, said: Event) -> dict[str, Any]:
    return {
        "name": unit.name, "name_url": page_of(unit), "what": said.title, "what_note": said.note,
        "by": said.by, "at": moment(said.at),
    }  # fmt: skip
