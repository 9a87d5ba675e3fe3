"""变更记录: what happened to a unit, for those who may read it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from liandong.domains.accounts.enums import Permission
from liandong.domains.audit import queries
from liandong.web import access
from liandong.web.dashboard.look import frame, look_inside
from liandong.web.dashboard.presenters.history import chapters, told
from liandong.web.dashboard.presenters.tabs import HISTORY, tabs

_PER_PAGE = 50


@access.signed_in
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Names and places of the unit; who did what to it. Accounts are for auditors only."""
    look = look_inside(request, code, *HISTORY)
    people = look.rights.may(Permission.READ_AUDIT, look.place)
    page = Paginator(queries.of_unit(look.place.code, people=people), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = frame(look, tabs(look, "unit-history"))
    past, done = told(chapters(look.place), page)
    shown |= {"chapters": past, "deeds": done, "page": page, "people": people}
    return render(request, "dashboard/history.html", shown)
