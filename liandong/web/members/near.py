"""找附近的党支部: a place by its name, then the branches around it, the nearest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.members import nearness
from liandong.domains.members.nearness import Ring
from liandong.domains.observatory import days
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import Place, UnknownUnit, place, place_of
from liandong.web.components.shapes import Link
from liandong.web.members import choosing

LONGEST = 60


def offer(
    request: HttpRequest, *, shown: Mapping[str, Any], besides: Unit, known: Unit | None = None
) -> HttpResponse:
    """The page to choose on. `known`: where the member is said to live, asked about at first."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    areas = nearness.areas(text)
    at = _asked(request, text, areas, known)
    found = nearness.rings(at, on=days.today(), besides={besides.pk}) if at else []
    listed = {host.unit.code for one in found for host in one.hosts}
    usual = {
        "q": text, "at": at, "rings": [_ring(one, at) for one in found if at],
        "areas": [_area(one, text) for one in areas if at is None or one.unit_id != at.id],
        "named": _named(text, besides.pk, listed) if text else [],
    }  # fmt: skip
    return render(request, "members/near.html", {**usual, **shown})


def _asked(
    request: HttpRequest, text: str, areas: list[Position], known: Unit | None
) -> Place | None:
    """The area chosen; the only one of that name; at first the one that is known."""
    code = request.GET.get("area", "").replace("\x00", "")
    if code:
        try:
            return place(code)
        except UnknownUnit:
            return None
    if text:
        exact = [one for one in areas if one.unit.name == text] or areas
        return place_of(exact[0].unit_id) if len(exact) == 1 else None
    return place_of(known.pk) if known else None


def _ring(one: Ring, at: Place) -> dict[str, Any]:
    links = [
        Link(host.unit.name, f"?{urlencode({'to': host.unit.code})}", _note(host))
        for host in one.hosts
    ]
    same = _("就在{area}") if one.area.id == at.id else _("同在{area}")
    return {"title": same.format(area=one.area.name), "links": links}


def _note(host: nearness.Host) -> str:
    contact = _("联系：{contact}").format(contact=host.contact) if host.contact else ""
    return " · ".join(part for part in (host.area, contact) if part)


def _area(one: Position, text: str) -> Link:
    above = one.parent.name if one.parent else ""
    note = f"{Kind(one.unit.kind).label} · {above}" if above else str(Kind(one.unit.kind).label)
    return Link(one.unit.name, f"?{urlencode({'q': text, 'area': one.unit.code})}", note)


def _named(text: str, besides: int, listed: Collection[str]) -> Collection[Link]:
    """Branches of that very name, not listed yet: somebody may know whom they look for."""
    among = choosing.every(choosing.BRANCHES).exclude(unit=besides).exclude(unit__code__in=listed)
    return choosing.links(among.exclude(unit__hosting__takes=False), text)[:10]
