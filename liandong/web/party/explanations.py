"""One number of Party life of one organisation on one day, opened; and its list as a workbook."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import life_exports, life_listing
from liandong.domains.observatory.life_listing import Lines, Opened
from liandong.domains.orgs import queries
from liandong.web import access
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Crumb
from liandong.web.dashboard.words import said
from liandong.web.party import explained, listed
from liandong.web.party.look import PartyLook, frame, look_at_sums, look_inside

PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access.signed_in
def explain(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The whole explanation as a page; asked for by htmx, its short form beside the number. Whoever
    sees only sums here is told the number, never the list."""
    look = look_at_sums(request, code)
    opened = life_listing.opened(indicator, look.place, on=look.on)
    if not look.full:
        opened = Opened(opened.explanation, opened.sight, opened.listed)
    shown = frame(look, "") | explained.context(look, opened)
    shown["crumbs"] = [*shown["crumbs"], Crumb(shown["title"])]
    if look.full and not shown["own"]:
        shown |= _list(request, look, opened)
    return render(request, "party/explain.html", shown)


def _list(request: HttpRequest, look: PartyLook, opened: Opened) -> dict[str, Any]:
    parts = [] if look.stands_alone else queries.children(look.place)
    by = listed.narrowing(request.GET, opened, parts)
    page = page_of(request, Lines(opened.explanation, opened.sight, by), PAGE)
    status = listed.status_asked(request.GET, opened)
    return {
        "columns": listed.columns(opened, status), "narrowing": by, "status_asked": status,
        "rows": listed.rows(look, opened, page.object_list), "page": page,
        "tabs_of_list": listed.tabs(request.GET, opened), "form": listed.form(request.GET, parts),
        "sort": by.sort or listed.usual_sort(opened),
        "may_export": look.may(Permission.EXPORT), "noun": _("行"),
        "nothing": _("没有符合条件的组织"),
        "export_url": look.at(
            "organisation-indicator-excel", look.place.code, opened.explanation.indicator.code
        ),
    }  # fmt: skip


@access.signed_in
def export(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The list as it was narrowed, as .xlsx. Taking it away is put on record, so it is a POST;
    whoever follows the bare address is led to the page with the button."""
    look = look_inside(request, code, Permission.EXPORT)
    if request.method != "POST":
        return redirect(look.explanation(indicator) + "#list")
    opened = life_listing.opened(indicator, look.place, on=look.on)
    parts = queries.children(look.place)
    book = life_exports.workbook(
        opened, listed.narrowing(request.POST, opened, parts), by=look.rights.username,
        by_name=str(request.user), language=get_language() or "zh-hans", at=timezone.now(),
    )  # fmt: skip
    named = {"Content-Disposition": _named(opened)}
    return HttpResponse(book, content_type=EXCEL, headers=named)


def _named(opened: Opened) -> str:
    """A file name in Chinese for those who can, in plain letters for the others."""
    one = opened.explanation
    name = f"{one.unit.name}_{said(one.indicator.title)}_{one.on}.xlsx"
    plain = f"{one.unit.code}-{one.indicator.code}-{one.on}.xlsx"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
