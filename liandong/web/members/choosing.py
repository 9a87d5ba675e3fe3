"""A Party organisation chosen by its name, without script: search, press one, go on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from liandong.core.kernel.scope import Scope
from liandong.domains.observatory import days
from liandong.domains.orgs import party, queries, searching, tree
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Position, Seat, Unit
from liandong.domains.orgs.queries import Place
from liandong.web.components.shapes import Link

SHOWN, AREAS = 30, 5
BRANCHES = party.BRANCHES
TAKING = party.KINDS - {Kind.PARTY_GROUP}


def every(kinds: Collection[str]) -> QuerySet[Position]:
    """All Party organisations of some kinds: that they exist is no secret among them."""
    return Position.objects.filter(hierarchy=Hierarchy.PARTY, unit__kind__in=kinds)


def below(place: Place) -> QuerySet[Position]:
    """The branches at and below an organisation."""
    return tree.subtree(place.path, Hierarchy.PARTY).filter(unit__kind__in=BRANCHES)


def inside(scope: Scope) -> QuerySet[Position]:
    """The branches in somebody's reach."""
    return queries.visible(scope, Hierarchy.PARTY).filter(unit__kind__in=BRANCHES)


def chosen(request: HttpRequest, among: QuerySet[Position]) -> Unit | None:
    """The one in `?to=`; the only one there is; or none yet."""
    code = request.GET.get("to", "").replace("\x00", "")
    if code:
        found = among.filter(unit__code=code).select_related("unit").first()
        return found.unit if found else None
    two = list(among.select_related("unit")[:2])
    return two[0].unit if len(two) == 1 else None


def offer(
    request: HttpRequest, among: QuerySet[Position], *, shown: Mapping[str, Any],
    near: bool = False, others: Collection[Link] = (),
) -> HttpResponse:  # fmt: skip
    """The page to choose on: the first there are, or those that match what is typed. `near`: also
    those that sit in an area of that name."""
    text = request.GET.get("q", "").strip()[:60]
    kept = {name: value for name, value in request.GET.items() if name not in ("q", "to")}
    usual = {
        "lead": "",
        "links": links(among, text, near=near, **kept),
        "q": text,
        "others": others,
        "near": near,
        "kept": kept,
    }
    return render(request, "members/choose.html", {**usual, **shown})


def links(
    among: QuerySet[Position], text: str, *, near: bool = False, **kept: str
) -> list[Link]:  # fmt: skip
    """Those that match what is typed, each a way on with `?to=`."""
    return [
        Link(one.unit.name, f"?{urlencode({**kept, 'to': one.unit.code})}", _note(one))
        for one in _found(among, text, near)
    ]


def _found(among: QuerySet[Position], text: str, near: bool) -> list[Position]:
    asked = among.select_related("unit", "parent")
    if not text:
        return [] if near else list(asked.order_by("path")[:SHOWN])
    named = searching.best(among, text.lower())
    found = list(named.select_related("unit", "parent")[:SHOWN])
    if near and len(found) < SHOWN:
        known = {one.pk for one in found}
        there = asked.filter(unit__in=_sitting(text)).order_by("depth", "path")
        found += [one for one in there[:SHOWN] if one.pk not in known]
    return found[:SHOWN]


def _sitting(text: str) -> QuerySet[Seat, Any]:
    """The organisations that sit in areas whose name fits, or below these."""
    everywhere = Position.objects.filter(hierarchy=Hierarchy.TERRITORY)
    areas = Q(pk__in=[])
    for area in searching.best(everywhere, text.lower())[:AREAS]:
        areas |= tree.below(area.path)
    inside = everywhere.filter(areas).values("unit_id")
    return Seat.objects.on(days.today()).filter(community__in=inside).values("unit_id")


def _note(one: Position) -> str:
    above = one.parent.name if one.parent else ""
    return f"{Kind(one.unit.kind).label} · {above}" if above else str(Kind(one.unit.kind).label)
