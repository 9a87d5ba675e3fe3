"""One number of one unit on one day, opened; and its list taken away as a workbook."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import exports, listing
from liandong.web import access
from liandong.web.components.paging import page_of
from liandong.web.dashboard.look import frame, look_at, look_inside
from liandong.web.dashboard.words import said
from liandong.web.workspace import lists, numbers
from liandong.web.workspace.forms import NarrowForm

PAGE = 50


@access.signed_in
def explain(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The whole explanation as a page; asked for by htmx, its short form beside the number."""
    look = look_at(request, code)
    opened = listing.opened(indicator, look.place, on=look.on, way=look.line, ledger_days=look.days)
    if not look.full:
        opened = replace(opened, lines=())  # what is public is the number, never the list
    by = lists.narrowing(request.GET, opened)
    page = page_of(request, listing.narrow(opened, by), PAGE)
    parts = [(one.short, one.name) for one in opened.parts]
    context = {
        **frame(look),
        **numbers.context(look, opened),
        "columns": lists.columns(opened, by),
        "rows": lists.rows(look, opened, page.object_list),
        "tabs_of_list": lists.tabs(request.GET, opened, by),
        "form": NarrowForm({"within": by.within, "name": by.name}, parts),
        "narrowing": by, "status_asked": by.status.value if by.status else lists.ALL,
        "page": page, "sort": by.sort or lists.usual_sort(opened),
        "may_export": look.full and look.rights.may(Permission.EXPORT, look.place),
        "export_url": look.workbook(indicator), "noun": _("个社区"),
        "nothing": _("没有符合条件的社区"),
    }  # fmt: skip
    context["crumbs"] = lists.crumbs(look, opened)
    return render(request, "workspace/explain.html", context)


@access.signed_in
def export(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The list as it was narrowed, as .xlsx. Taking it away is put on record, so it is a POST;
    whoever follows the bare address is led to the page with the button."""
    look = look_inside(request, code, Permission.EXPORT)
    if request.method != "POST":
        return redirect(look.explanation(indicator) + "#list")
    opened = listing.opened(indicator, look.place, on=look.on, way=look.line)
    book = exports.failing_workbook(
        indicator, look.place, on=look.on, narrowing=lists.narrowing(request.POST, opened),
        language=translation.get_language() or "zh-hans", by=look.rights.username,
        by_name=str(request.user), at=timezone.now(),
    )  # fmt: skip
    return HttpResponse(
        book,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": _named(opened)},
    )


def _named(opened: listing.Opened) -> str:
    """A file name in Chinese for those who can, in plain letters for the others."""
    one = opened.explanation
    name = f"{one.unit.name}_{said(one.indicator.title)}_{one.on}.xlsx"
    plain = f"{one.unit.short}-{one.indicator.code}-{one.on}.xlsx"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
