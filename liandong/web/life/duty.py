"""One duty of an organisation, opened: the rule, its norm, each period of the year, the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.core.standards.life.model import Structure
from liandong.domains.accounts.enums import Permission
from liandong.domains.life.models import Meeting
from liandong.domains.observatory import life_duties
from liandong.domains.observatory.life_explain import Record, evidence_of, standard_named
from liandong.domains.observatory.life_norms import in_words
from liandong.web import access
from liandong.web.components.shapes import Crumb
from liandong.web.dashboard.words import said
from liandong.web.life.lines import OPEN, Lines
from liandong.web.party.look import frame, look_inside
from liandong.web.workspace.citing import cited


@access.signed_in
def duty(request: HttpRequest, code: str, standard: str) -> HttpResponse:
    """The rule in a sentence, what was done in each period, and on which records that rests."""
    look = look_inside(request, code, Permission.SEE_LIFE)
    asked = standard_named(standard)
    lines = Lines([look.place], look.on, look.rights)
    found = [one for one in life_duties.of_units([look.place.id], on=look.on)
             if one.standard is asked]  # fmt: skip
    found.sort(key=lambda one: one.key, reverse=True)
    applied = lines.norms.applied(asked, look.place.id, None)
    behind = evidence_of(found, on=look.on)
    rule = said(in_words(asked, applied))
    shown = frame(look, "organisation-duties")
    duties_url = look.at("organisation-duties", code)
    shown["crumbs"] = [
        *shown["crumbs"], Crumb(_("应办"), duties_url), Crumb(said(asked.title))
    ]  # fmt: skip
    shown |= {
        "title": said(asked.title), "rule": rule, "norm": cited(applied, rule),
        "often": said(asked.cut.text), "duties_url": duties_url,
        "remedy": said(asked.remedy) if isinstance(asked, Structure) else "",
        "periods": [_period(lines, *pair) for pair in zip(found, behind, strict=True)],
    }  # fmt: skip
    return render(request, "life/duty.html", shown)


def _period(lines: Lines, one: life_duties.Duty, records: Sequence[Record]) -> dict[str, Any]:
    shown = [_record(record) for record in records]
    return {"line": lines.of(one), "records": shown, "open": one.status in OPEN}


def _record(one: Record) -> dict[str, Any]:
    held = isinstance(one.about, Meeting)
    url = reverse("meeting", args=[one.about.pk]) if held else ""
    return {"on": one.on, "text": said(one.text), "counts": one.counts, "url": url}
