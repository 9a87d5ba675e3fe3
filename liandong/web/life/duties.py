"""应办 of an organisation and those below: how many stand how, and which; filter, print, export."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.standards.life.catalogue import BY_CODE, STANDARDS
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import figures, life_duties
from liandong.domains.orgs import queries
from liandong.web import access
from liandong.web.dashboard.words import said
from liandong.web.life.lines import OPEN, Lines
from liandong.web.party.look import PartyLook, frame, look_inside

PAGE, EVERY = 50, "all"
FILTERS = ("standard", "status", "before")
SHOWN = (
    DutyStatus.MET, DutyStatus.DUE, DutyStatus.OVERDUE, DutyStatus.EXEMPT, DutyStatus.UNKNOWN,
)  # fmt: skip


class NarrowForm(forms.Form):
    """Which duties."""

    standard = forms.ChoiceField(label=gettext_lazy("应办"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    before = forms.DateField(
        label=gettext_lazy("到期日在这天之前"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="narrow_%s")
        self.fields["standard"].choices = [  # type: ignore[attr-defined]
            ("", _("全部")), *((one.code, said(one.title)) for one in STANDARDS)
        ]  # fmt: skip
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            ("", _("还没有完成的")), (EVERY, _("全部")),
            *((one.value, capfirst(said(one.text))) for one in SHOWN),
        ]  # fmt: skip

    def wanted(self) -> life_duties.Wanted:
        """The filter as the queries take it; what makes no sense is left out. Unless somebody
        asks otherwise, what is still open."""
        data = self.cleaned_data if self.is_valid() else {}
        status = data.get("status")
        statuses = frozenset(OPEN) if not status else frozenset[DutyStatus]()
        if status and status != EVERY:
            statuses = frozenset({DutyStatus(status)})
        return life_duties.Wanted(
            standard=BY_CODE.get(data.get("standard", "")), statuses=statuses,
            due_before=data.get("before"),
        )  # fmt: skip


@access.signed_in
def duties(request: HttpRequest, code: str) -> HttpResponse:
    """Counts by standard, then the duties themselves, the most urgent first."""
    look = look_inside(request, code, Permission.SEE_LIFE)
    form = NarrowForm(request.GET)
    after = request.GET.get("after") or None
    sight = figures.sight(look.place, look.on)
    page = life_duties.page(
        look.place, on=look.on, wanted=form.wanted(), after=after, limit=PAGE, sight=sight
    )
    lines = Lines(_places(look, [one.unit for one in page.duties]), look.on, look.rights)
    kept = {key: request.GET[key] for key in FILTERS if request.GET.get(key)}
    shown = frame(look, "organisation-duties") | {
        "form": form, "counts": _counts(look, sight),
        "lines": [lines.of(one) for one in page.duties],
        "more_url": _at(look, kept, after=page.next) if page.next else "",
        "first_url": _at(look, kept) if request.GET.get("after") else "",
        "kept": kept, "supervises": look.may(Permission.SUPERVISE_LIFE) and not look.is_branch,
        "excel_url": look.at("organisation-duties-excel", code),
        "may_export": look.may(Permission.EXPORT), "clear_url": _at(look, {}),
        "narrowed": bool(kept), "whose": not look.is_branch,
    }  # fmt: skip
    return render(request, "life/duties.html", shown)


def _at(look: PartyLook, kept: dict[str, str], **more: str) -> str:
    return look.at("organisation-duties", look.place.code, **kept, **more)


def _places(look: PartyLook, units: list[int]) -> list[queries.Place]:
    return queries.places_of(units, look.place.hierarchy)


def _counts(look: PartyLook, sight: figures.Sight) -> list[dict[str, Any]]:
    """For each standard how many stand how, the current period of each; with ways into the list."""
    own = life_duties.own_counts(sight, look.place)
    rows = []
    for one in STANDARDS:
        by_status = own.get(one.key, {})
        total = sum(by_status.values())
        if total:
            rows.append(_count(look, one.code, by_status))
    return rows


def _count(look: PartyLook, code: str, by_status: dict[DutyStatus, int]) -> dict[str, Any]:
    cells = [
        {
            "status": status.value, "count": by_status.get(status, 0),
            "label": capfirst(said(status.text)),
            "url": _at(look, {"standard": code, "status": status.value}),
        }
        for status in SHOWN
    ]  # fmt: skip
    title, url = said(BY_CODE[code].title), _at(look, {"standard": code, "status": EVERY})
    return {"title": title, "url": url, "cells": cells, "often": said(BY_CODE[code].cut.text)}
