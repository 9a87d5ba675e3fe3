"""One page for every level: figures of an area, duties of a community, or what is public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import figures
from liandong.web import access
from liandong.web.dashboard.look import Look, frame, look_at, look_inside
from liandong.web.dashboard.presenters import area, community, public
from liandong.web.dashboard.presenters import guarantee as standards
from liandong.web.dashboard.presenters.below import parts
from liandong.web.dashboard.presenters.tables import children_table
from liandong.web.dashboard.presenters.tabs import tabs


@access.needs(Permission.SEE_FIGURES)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """总览: of an area, of a community, or of a unit outside the person's scope."""
    look = look_at(request, code)
    if not look.full:
        return _public(request, look)
    if look.judged:
        return _community(request, look)
    shown = frame(look, tabs(look, "unit")) | area.overview(
        look, request.GET.get("indicator", ""), request.GET.get("sort", "")
    )
    return render(request, "dashboard/area.html", shown)


def _public(request: HttpRequest, look: Look) -> HttpResponse:
    sight = figures.sights(look.line[-2] if len(look.line) > 1 else look.place, [look.on])[look.on]
    shown = frame(look, tabs(look, "unit")) | {"page": public.page(look, sight)}
    return render(request, "dashboard/public.html", shown)


def _community(request: HttpRequest, look: Look) -> HttpResponse:
    owed = community.owed(look, figures.sights(look.place, {*look.days, look.on}))
    missed = sum(one.status == "unmet" for one in owed)
    shown: dict[str, Any] = frame(look, tabs(look, "unit"))
    return render(request, "dashboard/community.html", shown | {"owed": owed, "missed": missed})


@access.needs(Permission.SEE_FIGURES)
def guarantee(request: HttpRequest, code: str) -> HttpResponse:
    """保障: every standard with its source; for a community every fact with where it is from."""
    look = look_inside(request, code, Permission.SEE_FIGURES)
    shown = frame(look, tabs(look, "unit-guarantee"))
    if look.judged:
        columns, rows = community.ledger(look)
        return render(request, "dashboard/ledger.html", shown | {"columns": columns, "rows": rows})
    own = figures.sights(look.place, [look.on])[look.on].own(look.place)
    shown["sections"] = standards.sections(look, own)
    return render(request, "dashboard/guarantee.html", shown)


@access.needs(Permission.SEE_FIGURES)
def children(request: HttpRequest, code: str) -> HttpResponse:
    """下级: a dense table."""
    look = look_inside(request, code, Permission.SEE_FIGURES)
    sight = figures.sights(look.place, [look.on])[look.on]
    found = parts(look, sight, depth=1)
    columns, rows = children_table(found, request.GET.get("sort", ""))
    shown = frame(look, tabs(look, "unit-children"))
    shown |= {"columns": columns, "rows": rows, "of_communities": found.of_communities}
    return render(request, "dashboard/children.html", shown)
