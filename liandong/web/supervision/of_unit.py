"""诉求: the three rates on the page of every unit, for whoever sees its other figures."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from liandong.domains.accounts.enums import ON_REQUESTS, Permission
from liandong.web import access
from liandong.web.dashboard.look import Look, frame, look_inside
from liandong.web.dashboard.presenters.tabs import tabs
from liandong.web.periods import PeriodForm
from liandong.web.supervision import signs
from liandong.web.supervision.asking import USUAL, Asked, records_url
from liandong.web.supervision.rates import counted, workbook


@access.needs(Permission.SEE_FIGURES)
def unit_requests(request: HttpRequest, code: str) -> HttpResponse:
    """Of a period, not of a day: the last ninety days to begin with."""
    look = look_inside(request, code, Permission.SEE_FIGURES)
    form = PeriodForm(request.GET or None)
    said = Asked(look.place, *form.period(USUAL))
    shown = frame(look, tabs(look, "unit-requests")) | counted(form, said, _page, look.line)
    shown |= signs.beside(look.rights, look.place, look.line) | {
        "clear_url": reverse("unit-requests", args=[look.place.short]),
        "excel_url": _address("unit-requests-excel", said) if _takes(look) else "",
        "records_url": records_url(said) if _reads(look) else "",
    }  # fmt: skip
    return render(request, "supervision/unit.html", shown, status=400 if form.errors else 200)


@access.needs(Permission.EXPORT)
def excel(request: HttpRequest, code: str) -> FileResponse:
    """The same, with the definitions on a second sheet."""
    look = look_inside(request, code, Permission.SEE_FIGURES)
    look.rights.require(Permission.EXPORT, look.place)
    return workbook(Asked(look.place, *PeriodForm(request.GET or None).period(USUAL)))


def _page(said: Asked) -> str:
    return _address("unit-requests", said)


def _address(name: str, said: Asked) -> str:
    asked = {"start": said.start.isoformat(), "end": said.end.isoformat()}
    return f"{reverse(name, args=[said.place.short])}?{urlencode(asked)}"


def _takes(look: Look) -> bool:
    return look.rights.may(Permission.EXPORT, look.place)


def _reads(look: Look) -> bool:
    return any(look.rights.may(one, look.place) for one in ON_REQUESTS)
