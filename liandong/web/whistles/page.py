"""One whistle as everybody on the spot sees it: who came when, what each found, the verdict."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import ON_REQUESTS, Permission
from liandong.domains.casework import queries
from liandong.domains.casework.models import Call, Whistle
from liandong.web import access
from liandong.web.catalogue.choosing import name_of
from liandong.web.components.shapes import Crumb, Item
from liandong.web.components.tags.numbers import moment
from liandong.web.whistles import lines


@access.needs(*ON_REQUESTS)
def whistle(request: HttpRequest, number: int) -> HttpResponse:
    """The page of a whistle, for the street, the departments called, and who supervises."""
    rights, at = access.rights(request), timezone.now()
    one = queries.whistle_for(rights, number)
    calls = list(one.calls.all())
    mine = queries.acting_for(rights, Permission.HANDLE_REQUESTS, [call.unit for call in calls])
    street = bool(queries.acting_for(rights, Permission.WHISTLE, [one.street]))
    ready = all(call.finding_at for call in calls)
    shown = {
        "crumbs": [Crumb(_("吹哨报到"), reverse("whistles")), Crumb(one.what)], "one": one,
        "items": _items(request, one), "street": street, "ready": ready,
        "calls": [_call(call, at, call.unit_id in mine, street) for call in calls],
        "missing": [call.unit.name for call in calls if not call.finding_at],
    }  # fmt: skip
    return render(request, "whistles/whistle.html", shown)


def _items(request: HttpRequest, one: Whistle) -> list[Item]:
    case = one.case
    reads = case and queries.readable(access.rights(request)).filter(pk=case.pk).exists()
    told = [
        Item(_("街道"), one.street.name), Item(_("集合地点"), one.where),
        Item(_("吹哨时间"), moment(one.blown_at)), Item(_("报到时限"), moment(one.due_at)),
        Item(_("事项"), name_of(one.matter) if one.matter else ""),
        Item(_("诉求"), case.number, url=reverse("request", args=[case.number]))
        if case and reads else Item(_("诉求"), ""),
        Item(_("共同结论"), one.verdict),
        Item(_("办结时间"), moment(one.closed_at) if one.closed_at else ""),
    ]  # fmt: skip
    return [item for item in told if item.value]


def _call(call: Call, at: datetime, mine: bool, street: bool) -> dict[str, Any]:
    status, word, says = lines.how_it_stands(call, at)
    running = call.released_at is None
    return {
        "pk": call.pk, "name": call.unit.name, "status": status, "word": word, "says": says,
        "finding": call.finding, "said_at": moment(call.finding_at) if call.finding_at else "",
        "may_come": mine and call.reported_at is None and running,
        "may_find": mine and call.reported_at is not None and running,
        "may_grade": street and not running and not call.graded_at,
        "grade": str(call.get_grade_display()) if call.grade else "", "why": call.graded_said,
    }  # fmt: skip
