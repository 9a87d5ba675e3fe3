"""今日: what waits for me, why, by when; of every room in which I work, on one page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from liandong.domains.accounts.queries import Rights
from liandong.domains.observatory import days
from liandong.web import access
from liandong.web.admission import waiting as admission
from liandong.web.careers import waiting as careers
from liandong.web.dashboard import waiting as dashboard
from liandong.web.desk import waiting as desk
from liandong.web.imports import waiting as imports
from liandong.web.life.today import desks
from liandong.web.panels import Panel
from liandong.web.requests import waiting as requests
from liandong.web.supervision import signs
from liandong.web.supervision import waiting as supervision
from liandong.web.whistles import waiting as whistles

# In the order of the page. Each answers None to whoever does no such work.
ROOMS: tuple[Callable[[Rights, datetime], Panel | None], ...] = (
    whistles.panel, whistles.asked_panel, signs.panel, requests.panel, admission.panel, desk.panel,
    supervision.panel, careers.panel, careers.own_panel, dashboard.panel, imports.panel,
)  # fmt: skip


@access.signed_in
def today(request: HttpRequest) -> HttpResponse:
    """What waits at each organisation and in each room the person works for."""
    rights, at = access.rights(request), timezone.now()
    panels = [one for room in ROOMS if (one := room(rights, at))]
    shown = {"desks": desks(rights, days.today()), "panels": panels, "on": days.today(),
             "begins_elsewhere": bool(rights.homes)}  # fmt: skip
    return render(request, "today/today.html", shown)
