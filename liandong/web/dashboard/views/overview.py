"""Where one begins: the unit one works for; or, without figures, what one's role may do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from liandong.domains.accounts.enums import BEGINS_TODAY
from liandong.web import access
from liandong.web.components.shapes import Link
from liandong.web.dashboard.presenters import roles


@access.signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """To the page of the person's unit; several units are offered to choose from. Whoever has
    no figures but work that waits is led there."""
    rights = access.rights(request)
    if not rights.homes and rights.may_any(*BEGINS_TODAY):
        return redirect("today")
    if not rights.homes:
        return render(request, "dashboard/role.html", {"duties": roles.duties(rights)})
    if len(rights.homes) == 1:
        to = redirect("unit", rights.homes[0].short)
        query = request.GET.urlencode()
        to["Location"] += f"?{query}" if query else ""
        return to
    homes = [Link(one.name, f"/units/{one.short}/") for one in rights.homes]
    return render(request, "dashboard/choose.html", {"homes": homes})
