"""Where the pages of Party organisations begin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from liandong.domains.accounts.enums import Permission
from liandong.domains.orgs import queries
from liandong.domains.orgs.enums import Kind
from liandong.web import access
from liandong.web.components.shapes import Link
from liandong.web.party.look import frame, look_inside


@access.needs(Permission.SEE_LIFE)
def organisations(request: HttpRequest) -> HttpResponse:
    """To the organisation one works for; several are offered to choose from."""
    homes = access.rights(request).party_homes
    if len(homes) == 1:
        return redirect("organisation", homes[0].code)
    links = [Link(one.name, f"/organisations/{one.code}/", Kind(one.kind).label) for one in homes]
    return render(request, "party/choose.html", {"links": links})


@access.needs(Permission.SEE_LIFE)
def siblings(request: HttpRequest, code: str) -> HttpResponse:
    """What opens under a step of the breadcrumb: the organisations beside it."""
    look = look_inside(request, code, Permission.SEE_LIFE)
    beside = [one for one in queries.siblings(look.place) if look.organisation(one)]
    links = [
        Link(one.name, look.organisation(one), current=one.id == look.place.id) for one in beside
    ]
    return render(request, "dashboard/siblings.html", frame(look, "") | {"links": links})
