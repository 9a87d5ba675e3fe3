"""What waits for the desk, by time left: to classify, to send on, to call back, to moderate."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import queries
from liandong.domains.casework.enums import TO_ANOTHER, WITH_DESK
from liandong.domains.casework.models import Case
from liandong.web import access
from liandong.web.components.shapes import Column, Crumb, Tab
from liandong.web.requests import lines

PAGE = 50


def kinds() -> dict[str, str]:
    return {
        "": _("全部"), "received": _("待分类"), "classified": _("待派发"),
        "redispatching": _("待改派"), "objected": _("异议审核中"), "replied": _("待回访"),
        "moderate": _("待审核公开"),
    }  # fmt: skip


@access.needs(Permission.TAKE_REQUESTS)
def inbox(request: HttpRequest) -> HttpResponse:
    """One kind of work, or all; a page at a time."""
    rights, now = access.rights(request), timezone.now()
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in kinds() else ""
    after, counts = request.GET.get("after"), queries.desk_counts(rights, at=now)
    if kind == "moderate":
        found = queries.oldest_first(queries.to_moderate(rights), after, PAGE)
    else:
        states = _states(kind) if kind else {*WITH_DESK, "objected"}
        found = queries.desk_inbox(rights, at=now, states=states, after=after, limit=PAGE)
    here = reverse("desk-inbox")
    more = urlencode({"kind": kind, "after": found.next}) if found.next else ""
    shown = {
        "crumbs": [Crumb(_("受理台"), reverse("desk")), Crumb(_("待办"))], "columns": _columns(),
        "rows": [_row(one, now) for one in found.rows], "tabs": _tabs(kind, counts, here),
        "next_url": f"{here}?{more}" if more else "", "late": counts["late"],
    }  # fmt: skip
    return render(request, "desk/inbox.html", shown)


def _states(kind: str) -> frozenset[str]:
    """What is to go to another unit is one kind of work, classified anew or not."""
    return TO_ANOTHER if kind in TO_ANOTHER else frozenset({kind})


def _tabs(kind: str, counts: dict[str, int], here: str) -> list[Tab]:
    every = sum(n for key, n in counts.items() if key not in ("late", "moderate"))
    return [
        Tab(name, f"{here}?kind={key}" if key else here, key == kind,
            sum(counts.get(one, 0) for one in _states(key)) if key else every)
        for key, name in kinds().items()
    ]  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("number", _("诉求")), Column("matter", _("事项")), Column("place", _("发生地")),
        Column("due", _("时限")),
    ]  # fmt: skip


def _row(one: Case, now: Any) -> dict[str, Any]:
    return {
        "number": one.number, "number_url": lines.url_of(one), "number_note": one.text[:60],
        "matter": lines.matter_of(one), "matter_note": kinds().get(
            "redispatching" if one.state in TO_ANOTHER else one.state, ""
        ),
        "place": one.place.name, **lines.due_of(one, now),
    }  # fmt: skip
