"""统计分析: how an organisation and all below it stand, in sums; every number opens."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from liandong.domains.life.queries.progress import stands
from liandong.domains.members.flows import flows
from liandong.domains.observatory import days, figures, life_levels
from liandong.domains.orgs import queries
from liandong.web import access
from liandong.web.party.boards import meetings, moving, people, trend
from liandong.web.party.look import PartyLook, frame, look_at_sums

NAME = "organisation-board"


@access.signed_in
def board(request: HttpRequest, code: str) -> HttpResponse:
    """Meetings, elections, floating members, structure, training. A branch has its own page."""
    look = look_at_sums(request, code)
    if look.stands_alone:
        return redirect(look.at("organisation", code))
    of = meetings.YEAR if request.GET.get("of") == meetings.YEAR else meetings.NOW
    shown = frame(look, NAME) | sections(look, of, request.GET.get("meeting", ""))
    return render(request, "party/board.html", shown)


def sections(look: PartyLook, of: str, meeting: str) -> dict[str, Any]:
    """Everything the page shows, from the runs and three questions to the records."""
    sights = figures.at_hand(look.place, look.on, days.months(days.today()))
    sight = sights[look.on]
    view, norms = sight.view(look.place), life_levels.norms(look.place, sight)
    own, children = view.own.totals, queries.children(look.place)
    away = flows(look.place, on=look.on)
    between = moving.table(look, away)
    kept = {"meeting": meeting} if meeting else {}
    return {
        "head": people.head(look, own), "full": look.full,
        "by_kind": meetings.by_kind(look, own),
        "by_level": meetings.by_level(look, life_levels.totals(look.place, sight)),
        "below": meetings.below(look, own, children, view.below, of),
        "ways": meetings.ways(look, of, **kept),
        "trend": trend.drawn(look, own, sights, meeting, of),
        "elections": people.elections(look, own, stands(look.place, on=look.on)),
        "states": moving.states(look, away), "duties": moving.duties(look, own),
        "flow": moving.picture(look, between, children),
        "in_and_out": moving.in_and_out(look, between, children),
        "structure": people.structure(look, own, norms),
        "training": people.training(look, own, norms),
        "area_url": f"/units/{look.area.short}/" if look.area else "",
        "area": look.area.name if look.area else "",
    }  # fmt: skip
