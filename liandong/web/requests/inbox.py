"""What waits for whoever has signed in, the least time left first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import ON_REQUESTS, Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.web import access
from liandong.web.admission import inbox as admission
from liandong.web.components.shapes import Crumb, Tab
from liandong.web.requests import lines
from liandong.web.whistles.listing import call_columns, call_row

PAGE = 30
FEW = 20


@access.needs(*ON_REQUESTS)
def inbox(request: HttpRequest) -> HttpResponse:
    """What my units handle, and whistles that call them. A desk has its own inbox, a supervisor
    their own page: both are led to where requests are found."""
    rights, at = access.rights(request), timezone.now()
    if not rights.may(Permission.HANDLE_REQUESTS):
        return redirect("requests-all")
    late = {"late": True, "waiting": False}.get(request.GET.get("show", ""))
    after = request.GET.get("after") or None
    found = queries.inbox(rights, at=at, late=late, after=after, limit=PAGE)
    calls = [] if after else queries.calls_open(rights)[:FEW]
    shown = {
        "crumbs": [Crumb(_("诉求办理"))], "views": _views(request), "columns": lines.columns(),
        "rows": lines.rows(found.rows, at), "narrowed": late is not None,
        "calls": [call_row(one, at) for one in calls], "call_columns": call_columns(),
        "next_url": _next(request, found.next), "asked": [] if after else _asked(rights, at),
        "asked_columns": admission.columns(),
    }  # fmt: skip
    return render(request, "requests/inbox.html", shown)


def _asked(rights: Rights, at: datetime) -> list[dict[str, Any]]:
    """A department's own turn in what it asks of communities: it has one inbox."""
    if not rights.may(Permission.APPLY_ADMISSION):
        return []
    return [admission.row(one, at) for one in admission.waiting_for(rights, at)[:FEW]]


def _views(request: HttpRequest) -> list[Tab]:
    asked, here = request.GET.get("show", ""), reverse("requests")
    named = (("", _("全部待办")), ("late", _("已超时")), ("waiting", _("还有时间")))
    return [Tab(label, f"{here}?show={key}" if key else here, asked == key) for key, label in named]


def _next(request: HttpRequest, after: str | None) -> str:
    if not after:
        return ""
    asked: dict[str, Any] = {"show": request.GET["show"]} if request.GET.get("show") else {}
    return f"{reverse('requests')}?{urlencode(asked | {'after': after})}"
