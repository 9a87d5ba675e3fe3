"""Other systems: their keys, where they are told, what waits, what was given up and sent again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from liandong.domains.accounts.enums import Permission
from liandong.domains.partners import hooks, queries
from liandong.domains.slices import newest_first
from liandong.web import access
from liandong.web.acting import how
from liandong.web.components.shapes import Crumb, Tab
from liandong.web.partners import lines

PAGE = 50


@access.needs(Permission.MIND_PARTNERS)
def partners(request: HttpRequest) -> HttpResponse:
    """Each system, and its deliveries; those that were given up first of all."""
    scope, dead = access.scope(request, Permission.MIND_PARTNERS), _dead(request)
    name = request.GET.get("partner", "").strip().replace("\x00", "")
    every = queries.partners(scope)
    found = newest_first(
        queries.deliveries(partner=name, dead=dead, scope=scope), request.GET.get("after"), PAGE
    )
    given_up = sum(one.dead for one in every if name in ("", one.name))
    shown = {
        "crumbs": [Crumb(_("对接系统"))], "partners": [lines.partner(one) for one in every],
        "partner_columns": lines.partner_columns(), "name": name, "dead": dead,
        "views": _views(name, dead=dead), "given_up": given_up, "columns": lines.columns(),
        "rows": [lines.delivery(one, timezone.now()) for one in found.rows],
        "next_url": found.next and _url(name, dead=dead, after=found.next),
        "every_url": _url("", dead=dead),
    }  # fmt: skip
    return render(request, "partners/page.html", shown)


@require_POST
@access.needs(Permission.MIND_PARTNERS)
def again(request: HttpRequest) -> HttpResponse:
    """What was given up, of one system or of all, is tried anew."""
    name = request.POST.get("partner", "").strip().replace("\x00", "")
    scope = access.scope(request, Permission.MIND_PARTNERS)
    n = hooks.send_again(queries.deliveries(partner=name, dead=True, scope=scope), **how(request))
    said = ngettext("{n} 件将重新投递。", "{n} 件将重新投递。", n).format(n=n)
    messages.success(request, said if n else _("没有要重新投递的。"))
    return redirect(_url(name, dead=False))


def _dead(request: HttpRequest) -> bool:
    return request.GET.get("show") == "dead"


def _url(name: str, *, dead: bool, after: str = "") -> str:
    said = {"partner": name, "show": "dead" if dead else "", "after": after}
    asked = urlencode({key: value for key, value in said.items() if value})
    return f"{reverse('partners')}?{asked}" if asked else reverse("partners")


def _views(name: str, *, dead: bool) -> list[Tab]:
    return [
        Tab(_("全部"), _url(name, dead=False), not dead),
        Tab(_("未送达"), _url(name, dead=True), dead),
    ]
