"""The tree to walk: the person's units, what is below, what is beside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from liandong.domains.accounts.enums import Permission
from liandong.domains.orgs import queries
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Link
from liandong.web.dashboard.look import JUDGED_KINDS, Look, frame, look_at, look_inside


def _twig(look_url: str, branch_url: str, place: Place) -> dict[str, object]:
    leaf = place.kind in JUDGED_KINDS
    return {
        "name": place.name, "url": look_url, "kind": Kind(place.kind).label,
        "branch": "" if leaf else branch_url,
    }  # fmt: skip


def _twigs(look: Look, places: list[Place]) -> list[dict[str, object]]:
    return [_twig(look.unit(one), look.at("unit-branch", one.short), one) for one in places]


@access.signed_in
def units(request: HttpRequest) -> HttpResponse:
    """The person's own units, each opening into those below."""
    rights = access.rights(request)
    rights.require(Permission.SEE_FIGURES)
    looks = [look_inside(request, home.code, Permission.SEE_FIGURES) for home in rights.homes[:1]]
    if not looks:
        return render(request, "dashboard/units.html", {"homes": [], "public": []})
    look = looks[0]
    homes = [
        twig | {"below": _twigs(look, queries.children(home))}
        for home, twig in zip(rights.homes, _twigs(look, list(rights.homes)), strict=True)
    ]
    above = [Link(one.name, look.unit(one)) for one in look.line[:-1] if look.unit(one)]
    shown = {key: frame(look)[key] for key in ("on", "dates", "newest", "look")}
    return render(request, "dashboard/units.html", shown | {"homes": homes, "above": above})


@access.needs(Permission.SEE_FIGURES)
def branch(request: HttpRequest, code: str) -> HttpResponse:
    """What is directly below a unit, as a branch of the tree."""
    look = look_inside(request, code, Permission.SEE_FIGURES)
    shown = frame(look) | {"below": _twigs(look, queries.children(look.place))}
    return render(request, "dashboard/branch.html", shown)


@access.needs(Permission.SEE_FIGURES)
def siblings(request: HttpRequest, code: str) -> HttpResponse:
    """What opens under a step of the breadcrumb: the units beside it that may be opened."""
    look = look_at(request, code)
    beside = [one for one in queries.siblings(look.place) if look.opens(one)]
    links = [Link(one.name, look.unit(one), current=one.id == look.place.id) for one in beside]
    return render(request, "dashboard/siblings.html", frame(look) | {"links": links})
