"""The records behind a number of open requests: by time left, a page at a time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import queries
from liandong.domains.casework.models import Case
from liandong.web import access
from liandong.web.components.shapes import Column, Tab
from liandong.web.requests import lines
from liandong.web.supervision.asking import crumbs, place_of
from liandong.web.supervision.page import open_url

PAGE = 50
KINDS = ("", "late", "soon")


@access.needs(Permission.SUPERVISE_REQUESTS)
def open_requests(request: HttpRequest) -> HttpResponse:
    """What is open, late or due soon at a place."""
    here, now = place_of(request), timezone.now()
    which = request.GET.get("which", "")
    found = queries.open_in(
        access.rights(request), here, at=now, which=which, after=request.GET.get("after"),
        limit=PAGE,
    )  # fmt: skip
    names = (_("未办结"), _("已超期"), _("24 小时内到期"))
    more = urlencode({"after": found.next}) if found.next else ""
    shown = {
        "here": here, "crumbs": crumbs(here, _("未办结的诉求")), "columns": _columns(),
        "rows": [_row(one, now) for one in found.rows],
        "next_url": f"{open_url(here, which)}&{more}" if more else "",
        "tabs": [Tab(name, open_url(here, kind), kind == which)
                 for kind, name in zip(KINDS, names, strict=True)],
    }  # fmt: skip
    return render(request, "supervision/open.html", shown)


def _columns() -> list[Column]:
    return [
        Column("number", _("诉求")), Column("place", _("发生地")), Column("unit", _("由谁办")),
        Column("due", _("时限")),
    ]  # fmt: skip


def _row(one: Case, now: Any) -> dict[str, Any]:
    return {
        "number": one.number, "number_url": lines.url_of(one),
        "number_note": lines.matter_of(one), "place": one.place.name,
        "unit": one.handler.name if one.handler else _("受理台"),
        **lines.due_of(one, now),
    }  # fmt: skip
