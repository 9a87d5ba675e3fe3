"""One request on one page: what was said, who has it by when, what happened, what to do now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import ON_REQUESTS, Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.enums import Moderation
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries.happened import Happening
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.components.shapes import Crumb, Item
from liandong.web.components.tags.numbers import moment
from liandong.web.dashboard.words import said
from liandong.web.requests import history, lines, offered
from liandong.web.stepping import limits


@access.needs(*ON_REQUESTS)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a request, for whoever may read it."""
    rights, at = access.rights(request), timezone.now()
    one = queries.case_for(rights, number)
    prefetch_related_objects([one], "reviews")
    happened = queries.happened(one)
    state = definitions.of(one.process).state(one.state)
    reviews = offered.reviews(rights, one)
    shown = {
        "crumbs": [Crumb(_("诉求办理"), reverse("requests")), Crumb(one.number)], "case": one,
        "state": said(state.title), "says": said(state.says), "items": _items(one, at, happened),
        "late": one.closed_at is None and one.due_at is not None and one.due_at <= at,
        "clocks": limits(one.process, at, _("暂停计时，等审核结果")),
        "person": person_of(rights, one),
        "photos": sorted(each.pk for each in happened if each.kind == "photo"),
        "events": history.events(one, happened), "deeds": offered.deeds(rights, one),
        "reviews": reviews, "mine": any(review["url"] for review in reviews),
        "contested": _contested(one, happened),
        "may_whistle": one.closed_at is None and queries.may(rights, Permission.WHISTLE, one),
    }  # fmt: skip
    return render(request, "requests/case.html", shown)


def _contested(one: Case, happened: list[Happening]) -> str:
    """What a resident said is not resolved, while it is dealt with again."""
    contests = [each.said for each in happened if each.kind == "contest"]
    return contests[-1] if contests and one.state == "working" else ""


def _items(one: Case, at: datetime, happened: list[Happening]) -> list[Item]:
    told = [
        Item(_("编号"), one.number), Item(_("收到"), moment(one.received_at)),
        Item(_("来源"), str(one.get_channel_display())), Item(_("发生地"), one.place.name),
        Item(_("地址"), one.address), Item(_("附上的位置"), _spot(one)),
        Item(_("事项"), lines.matter_of(one),
             url=reverse("matter", args=[one.matter_code]) if one.matter_code else ""),
        Item(_("时限类别"), str(one.get_time_class_display())),
        Item(_("受理台"), one.desk.name),
        Item(_("承办单位"), one.handler.name if one.handler else ""),
        Item(_("投诉对象"), one.about.name if one.about else ""),
        Item(_("公开审核"), _("不公开") if one.private else Moderation(one.moderation).label),
    ]  # fmt: skip
    joined = sum(each.kind == "joined" for each in happened)
    if joined:
        told.append(Item(_("加入的居民"), joined))
    return [item for item in told if item.value]


def _spot(one: Case) -> str:
    """Latitude and longitude, for a map or a navigator of one's own."""
    if one.latitude is None or one.longitude is None:
        return ""
    return f"{one.latitude.normalize():f}, {one.longitude.normalize():f}"


def person_of(rights: Rights, one: Case) -> dict[str, Any]:
    """Whether there is somebody to reach, and whether this person may open how."""
    person = one.requester
    desk = queries.may(rights, Permission.TAKE_REQUESTS, one)
    sees = queries.may(rights, Permission.SEE_REQUESTER, one)
    return {
        "reachable": bool(person and person.reachable), "hidden": one.hide_name and not desk,
        "erased": one.erased_at is not None, "may_open": sees and not (one.hide_name and not desk),
    }  # fmt: skip
