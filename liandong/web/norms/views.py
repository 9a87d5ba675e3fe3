"""What holds: the catalogue of a place and a day, and one norm with its history."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import catalogue as norms
from liandong.domains.observatory import days
from liandong.domains.orgs import queries
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Crumb, Link, Tab
from liandong.web.norms import rows


def where(request: HttpRequest) -> Place:
    """The place asked for by `?unit=`; one's own, or the top. Norms are no secret anywhere."""
    said = request.GET.get("unit", "").strip()
    if said:
        return queries.place(said)
    return access.rights(request).home or queries.roots()[0]


def frame(request: HttpRequest, at: Place | None = None) -> dict:
    """What every page of norms shows around: place, day, tabs."""
    at = at or where(request)
    on = access.as_of(request)
    query = "?" + urlencode({"unit": at.short, "on": on.isoformat()})
    steps = [
        Crumb(one.name, "?" + urlencode({"unit": one.short, "on": on.isoformat()}))
        for one in queries.line(at)
    ]
    return {
        "at": at, "on": on, "query": query, "steps": steps, "dates": days.ledger_days(),
        "today": days.today(), "tabs": _tabs(request, query),
    }  # fmt: skip


def _tabs(request: HttpRequest, query: str) -> list[Tab]:
    named = [(_("生效的规范"), "/norms/")]
    if access.rights(request).may(Permission.PROPOSE_NORMS):
        named += [(_("试算改动"), "/norms/try/"), (_("本地采用"), "/norms/adopted/")]
    return [Tab(label, url + query, current=request.path == url) for label, url in named]


@access.signed_in
def catalogue(request: HttpRequest) -> HttpResponse:
    """The norms in force at a place on a day."""
    page = frame(request)
    found = norms.in_force(page["at"], on=page["on"])
    below = [
        Link(one.name, "?" + urlencode({"unit": one.short, "on": page["on"].isoformat()}))
        for one in queries.children(page["at"])
    ]
    page |= {
        "columns": rows.catalogue_columns(),
        "rows": rows.held(found, page["on"], page["query"]),
        "below": below,
    }
    return render(request, "norms/catalogue.html", page)


@access.signed_in
def norm(request: HttpRequest, code: str) -> HttpResponse:
    """One norm: what it asks, what holds here, its history, what rests on it."""
    page = frame(request)
    found = {one.parameter.code: one for one in norms.in_force(page["at"], on=page["on"])}
    if code not in found:
        raise Http404(code)
    parameter, applied = found[code].parameter, found[code].applied
    units = f"/units/{page['at'].short}/indicators"
    page |= {
        "title": rows.said(parameter.title),
        "explanation": rows.said(parameter.explanation),
        "code": code,
        "effect": rows.effect(parameter.effect),
        "citation": applied and rows.citation(parameter, applied.entry),
        "held_up": applied and applied.held_up and rows.value(parameter, applied.held_up.value),
        "columns": rows.timeline_columns(),
        "rows": rows.timeline(parameter, norms.timeline(parameter), page["on"]),
        "uses": [
            Link(rows.said(one.title), f"{units}/{one.code}/?on={page['on'].isoformat()}", one.code)
            for one in norms.indicators_of(code)
        ],
        "may_try": access.rights(request).may(Permission.PROPOSE_NORMS),
    }
    return render(request, "norms/norm.html", page)
