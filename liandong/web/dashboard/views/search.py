"""Find a unit by two characters of its name, its pinyin or its code, within one's own scope."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.orgs import queries
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.choosing import options
from liandong.web.components.shapes import Link

SHOWN, MOST = 10, 100


@access.needs(Permission.SEE_FIGURES)
def search(request: HttpRequest) -> HttpResponse:
    """The same results as a page, while typing as a list under the search box, and with `as` as
    the suggestions for a box called `of`."""
    text = " ".join(request.GET.get(request.GET.get("of", "q"), "").split())
    on = request.GET.get("on", "")
    typing = bool(request.htmx) and not request.htmx.boosted
    error = _("请至少输入两个字。") if len(text) == 1 else ""
    most = SHOWN if typing else MOST
    found = [] if error else queries.search(text, access.scope(request), limit=most + 1)
    if request.GET.get("as") == "options":
        places = found[:SHOWN]
        lines = queries.lines(places)
        return HttpResponse(options(places, [_where(lines[one.id]) for one in places]))
    more = reverse("search") + "?" + urlencode({"q": text} | ({"on": on} if on else {}))
    shown = {
        "text": text, "error": error, "typing": typing, "results": _links(found[:most], on),
        "more_url": more if typing and len(found) > most else "",
        "cut": not typing and len(found) > most, "most": most,
    }  # fmt: skip
    return render(request, "dashboard/search.html", shown)


def _where(line: list[Place]) -> str:
    one = line[-1]
    kind = str(Kind(one.kind).label)
    return " · ".join([*(above.name for above in line[:-1]), kind, one.short])


def _links(places: list[Place], on: str) -> list[Link]:
    lines = queries.lines(places)
    kept = f"?{urlencode({'on': on})}" if on else ""
    return [
        Link(
            one.name,
            reverse("unit", args=[one.short]) + kept,
            _where(lines[one.id]),
        )
        for one in places
    ]  # fmt: skip
