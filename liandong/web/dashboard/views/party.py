"""党组织: from an area to its own Party organisation, and that one's numbers on the area's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from liandong.domains.accounts.enums import Permission
from liandong.web import access
from liandong.web.dashboard.look import frame, look_inside
from liandong.web.dashboard.presenters.organisations import panel
from liandong.web.dashboard.presenters.tabs import tabs


@access.needs(Permission.SEE_FIGURES)
def party(request: HttpRequest, code: str) -> HttpResponse:
    """To the statistics of the area's own Party organisation. Asked for as a piece of the area's
    page, its main numbers: they come after the page, and cost it nothing."""
    look = look_inside(request, code, Permission.SEE_FIGURES)
    found = None if look.judged else panel(look)
    if request.htmx and not request.htmx.boosted:
        return render(request, "dashboard/_party.html", {"party": found, "shown": True})
    if found:
        return redirect(found["url"])
    shown = frame(look, tabs(look, "unit-party")) | {"unit_url": look.unit(look.place)}
    return render(request, "dashboard/no_party.html", shown)
