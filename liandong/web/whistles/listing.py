"""The whistles of whoever looks: calls that wait for them first, then those of their streets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import ON_REQUESTS, Permission
from liandong.domains.casework import queries
from liandong.web import access
from liandong.web.components.shapes import Column, Crumb, Tab
from liandong.web.components.tags.numbers import moment
from liandong.web.whistles import asked, lines

PAGE = 30
MOST_CALLS = 50


@access.needs(*ON_REQUESTS)
def whistles(request: HttpRequest) -> HttpResponse:
    """Calls to my departments that still run; whistles going on, or those that ended."""
    rights, at = access.rights(request), timezone.now()
    ended = request.GET.get("state") == "ended"
    found = queries.running(rights, closed=ended, after=request.GET.get("after", ""), limit=PAGE)
    calls = [] if ended else queries.calls_open(rights)[:MOST_CALLS]
    may_blow = rights.may(Permission.WHISTLE)
    asks = queries.whistles_asked(rights)[:MOST_CALLS] if may_blow and not ended else []
    shown = {
        "crumbs": [Crumb(_("吹哨报到"))], "views": _views(ended), "columns": _columns(),
        "rows": [lines.row(one, at) for one in found.rows], "ended": ended,
        "calls": [call_row(one, at) for one in calls], "call_columns": call_columns(),
        "asks": [asked.row(one) for one in asks], "ask_columns": asked.columns(),
        "may_blow": may_blow, "next_url": _next(ended, found.next),
        "may_compare": rights.may(Permission.SUPERVISE_REQUESTS) or rights.may(Permission.WHISTLE),
    }  # fmt: skip
    return render(request, "whistles/list.html", shown)


def _views(ended: bool) -> list[Tab]:
    here = reverse("whistles")
    return [Tab(_("进行中"), here, not ended), Tab(_("已办结"), f"{here}?state=ended", ended)]


def _next(ended: bool, after: str | None) -> str:
    if not after:
        return ""
    asked = {"state": "ended", "after": after} if ended else {"after": after}
    return f"{reverse('whistles')}?{urlencode(asked)}"


def _columns() -> list[Column]:
    return [
        Column("what", _("事由")), Column("street", _("街道")), Column("blown", _("吹哨时间")),
        Column("there", _("已报到")), Column("state", _("状态"), "status"),
    ]  # fmt: skip


def call_columns() -> list[Column]:
    return [
        Column("what", _("事由")), Column("unit", _("被叫单位")), Column("due", _("报到时限")),
        Column("state", _("状态"), "status"),
    ]  # fmt: skip


def call_row(one: Any, at: Any) -> dict[str, Any]:
    status, word, says = lines.how_it_stands(one, at)
    return {
        "what": one.whistle.what, "what_url": reverse("whistle", args=[one.whistle_id]),
        "what_note": f"{one.whistle.street.name} · {one.whistle.where}", "unit": one.unit.name,
        "due": moment(one.due_at), "due_note": says, "state": status, "state_word": word,
    }  # fmt: skip
