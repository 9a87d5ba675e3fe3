"""Supervision at a glance: what is late and where, what waits for a decision, who was told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import queries
from liandong.domains.casework.enums import ReviewKind
from liandong.domains.casework.models import Review
from liandong.domains.casework.queries import Escalated, Late
from liandong.domains.norms import books
from liandong.domains.orgs import queries as orgs
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.components.shapes import Column, Item
from liandong.web.components.tags.numbers import moment
from liandong.web.dashboard.words import said
from liandong.web.requests import lines
from liandong.web.supervision.asking import crumbs, place_of
from liandong.web.timing import last_moment

MOST = 50


@access.needs(Permission.SUPERVISE_REQUESTS)
def supervision(request: HttpRequest) -> HttpResponse:
    """A place of the supervisor's, the units below it, and what waits for them."""
    rights, now, here = access.rights(request), timezone.now(), place_of(request)
    below = orgs.children(here)
    total, units = queries.late_below(rights, here, below, at=now)
    own = not request.GET.get("at")
    reviews = list(queries.reviews_open(rights)[: MOST + 1]) if own else []
    told = queries.escalations(rights) if own else []
    shown = {
        "here": here, "crumbs": crumbs(here), "items": _items(total, here),
        "columns": _columns(), "rows": [_row(one, units[one.id]) for one in below],
        "review_columns": _review_columns(), "reviews": [_review(one) for one in reviews[:MOST]],
        "more_reviews": len(reviews) > MOST, "most": MOST,
        "escalation_columns": _escalation_columns(),
        "escalations": [_escalation(one) for one in told], "own": own,
        "query": urlencode({"at": here.short}), "at": now,
    }  # fmt: skip
    return render(request, "supervision/page.html", shown)


def _items(total: Late, here: Place) -> list[Item]:
    return [
        Item(_("未办结"), total.open, url=open_url(here)),
        Item(_("已超期"), total.late, url=open_url(here, "late"),
             status="overdue" if total.late else ""),
        Item(_("24 小时内到期"), total.soon, url=open_url(here, "soon"),
             status="due" if total.soon else ""),
    ]  # fmt: skip


def open_url(of: Place, which: str = "") -> str:
    """The records behind a number."""
    asked = {"at": of.short, **({"which": which} if which else {})}
    return f"{reverse('supervision-open')}?{urlencode(asked)}"


def _columns() -> list[Column]:
    return [
        Column("unit", _("单位")), Column("open", _("未办结"), "number"),
        Column("late", _("已超期"), "number"), Column("soon", _("24 小时内到期"), "number"),
    ]  # fmt: skip


def _row(one: Place, counts: Late) -> dict[str, Any]:
    return {
        "unit": one.name, "unit_url": f"{reverse('supervision')}?{urlencode({'at': one.short})}",
        "open": counts.open, "late": counts.late, "soon": counts.soon,
        "open_url": open_url(one) if counts.open else "",
        "late_url": open_url(one, "late") if counts.late else "",
        "soon_url": open_url(one, "soon") if counts.soon else "",
    }  # fmt: skip


def _review_columns() -> list[Column]:
    return [
        Column("kind", _("请您决定")), Column("case", _("诉求")), Column("unit", _("提出单位")),
        Column("asked", _("提出时间")),
    ]  # fmt: skip


def _review(one: Review) -> dict[str, Any]:
    return {
        "kind": str(ReviewKind(one.kind).label), "kind_url": reverse("review", args=[one.pk]),
        "kind_note": one.said[:60], "case": one.case.number, "case_note": one.case.place.name,
        "unit": one.unit.name if one.unit else "—", "asked": moment(one.asked_at),
    }  # fmt: skip


def _escalation_columns() -> list[Column]:
    return [
        Column("case", _("诉求")), Column("limit", _("超过的时限")),
        Column("told", _("已提醒")), Column("at", _("提醒时间")),
    ]  # fmt: skip


def _escalation(one: Escalated) -> dict[str, Any]:
    told, clock = one.escalation, one.clock
    names = {"street": _("街道"), "district": _("区县"), "city": _("市")}
    return {
        "case": told.case.number, "case_url": lines.url_of(told.case),
        "case_note": told.case.place.name, "limit": _clock(told.clock),
        "limit_note": _limit(clock), "told": names.get(told.level, told.level),
        "at": moment(told.at),
    }  # fmt: skip


def _clock(code: str) -> str:
    definition = definitions.newest("request")
    found = definition.clocks.get(code.partition(":")[0])
    return said(found.title) if found else code


def _norm(code: str) -> str:
    """What a norm is called; its code, if no book has it any more."""
    book = books.book()
    return said(book[code].title) if code in book else code


def _limit(clock: Any) -> str:
    if clock is None:
        return ""
    due: datetime | None = clock.due_at
    parts = (said(clock.limit.text), last_moment(due) if due else "", _norm(clock.norm))
    return " · ".join(part for part in parts if part)
