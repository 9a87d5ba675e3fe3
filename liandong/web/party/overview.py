"""总览 of a Party organisation: how it stands, what is open, what lies below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from liandong.core.indicators.families import FAMILIES
from liandong.core.standards.life.catalogue import BY_CODE
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import figures
from liandong.domains.orgs import queries
from liandong.domains.orgs.enums import Kind
from liandong.web import access
from liandong.web.components.shapes import Column
from liandong.web.dashboard.words import counted, said
from liandong.web.party.look import PartyLook, frame, look_inside

# Counted in the head of the page, in this order.
TOTALS = ("life.branches", "life.members", "life.full_members", "life.floating_out")
# How one organisation stands that owes a standard once.
WORST_FIRST = ("overdue", "due", "unknown", "met", "exempt")


@access.signed_in
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Numbers of the organisation and all below it; each opens what it is made of."""
    look = look_inside(request, code, Permission.SEE_LIFE)
    view = figures.view(look.place, on=look.on)
    shown = frame(look, "organisation") | {
        "totals": _totals(look, view.own), "standards": _standards(look, view.own),
        **_below(look, view),
    }  # fmt: skip
    return render(request, "party/organisation.html", shown)


def _totals(look: PartyLook, own: figures.Board) -> list[dict[str, Any]]:
    """The members of a group are counted in its branch: it has none of its own to show."""
    known = FAMILIES["life"].indicators
    if look.place.kind == Kind.PARTY_GROUP:
        return []
    values = {code: own.figure(code).numerator for code in TOTALS if code in known}
    return [
        {"label": said(known[code].title), "value": value, "url": look.explanation(code),
         "unit": counted(said(known[code].unit), value)}
        for code, value in values.items()
    ]  # fmt: skip


def _standards(look: PartyLook, own: figures.Board) -> list[dict[str, Any]]:
    """Every standard somebody owes here: how many stand how, this period."""
    rows = []
    for one in BY_CODE.values():
        count = {
            status.value: int(own.totals[f"{one.key}_{status.value}"])
            for status in DutyStatus if f"{one.key}_{status.value}" in own.totals
        }  # fmt: skip
        judged = sum(count.values()) - count.get("exempt", 0)
        if judged:
            rows.append({
                "title": said(one.title), "often": said(one.cut.text), "n": judged,
                "url": look.at("organisation-duties", look.place.code, standard=one.code),
                "share": count["met"] / judged, **count, "soon": False,
                "detail_url": look.at("organisation-duty", look.place.code, one.code),
                "status": next(name for name in WORST_FIRST if count.get(name)),
            })  # fmt: skip
    return rows


def _below(look: PartyLook, view: figures.View) -> dict[str, Any]:
    """The organisations directly below: members, what is met and what is overdue in each."""
    found = [one for one in queries.children(look.place) if one.id in view.below]
    columns = [
        Column("name", _("党组织")), Column("kind", _("类别")),
        Column("branches", _("党支部数"), "number"), Column("members", _("党员"), "number"),
        Column("met", _("本期已完成"), "share"), Column("overdue", _("逾期"), "number"),
    ]  # fmt: skip
    return {"columns": columns, "rows": [_row(look, one, view.below[one.id]) for one in found]}


def _row(look: PartyLook, place: queries.Place, board: figures.Board) -> dict[str, Any]:
    counted = {status: 0 for status in DutyStatus}
    for one in BY_CODE.values():
        for status in (DutyStatus.MET, DutyStatus.DUE, DutyStatus.OVERDUE, DutyStatus.UNKNOWN):
            counted[status] += int(board.totals[f"{one.key}_{status.value}"])
    asked = sum(counted.values())
    return {
        "name": place.name, "name_url": look.organisation(place),
        "kind": str(Kind(place.kind).label),
        "branches": int(board.totals["branches"]), "members": int(board.totals["members"]),
        "met": counted[DutyStatus.MET] / asked if asked else None,
        "overdue": counted[DutyStatus.OVERDUE],
        "overdue_url": look.at("organisation-duties", place.code, status="overdue"),
    }  # fmt: skip
