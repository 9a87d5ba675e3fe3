"""Where the same matter comes again and again: counts by matter and place, month by month, and
early signs of a conflict. Never who asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.core.indicators.suppression import THRESHOLD
from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import queries
from liandong.domains.casework.queries import Course
from liandong.domains.casework.queries.counts import months
from liandong.domains.observatory import days
from liandong.web import access
from liandong.web.components.shapes import Column
from liandong.web.supervision import book, signs
from liandong.web.supervision.asking import PlacePeriodForm, asked, crumbs

# More months than these are no table for a screen; the workbook has them all.
SHOWN = 6


@access.needs(Permission.SUPERVISE_REQUESTS)
def spots(request: HttpRequest) -> HttpResponse:
    """The twenty thickest, as they went; signs of today."""
    form = PlacePeriodForm(request.GET or None)
    said = asked(request, form)
    found = queries.spots_by_month(said.place, said.start, said.after)
    shown_months = months(said.start, said.after)[-SHOWN:]
    shown = {
        "form": form, "said": said, "least": THRESHOLD, "columns": _columns(shown_months),
        "crumbs": crumbs(said.place, _("集中的问题")),
        "rows": [_row(one, shown_months) for one in found],
        "signs": signs.rows(queries.signs(said.place, days.today())),
        "sign_columns": signs.columns(), "clear_url": reverse("supervision-spots"),
        "excel_url": f"{reverse('supervision-spots-excel')}?{said.query()}",
    }  # fmt: skip
    status = 400 if form.errors else 200
    return render(request, "supervision/spots.html", shown, status=status)


@access.needs(Permission.SUPERVISE_REQUESTS)
def excel(request: HttpRequest) -> FileResponse:
    """The same as .xlsx."""
    said = asked(request, PlacePeriodForm(request.GET or None))
    found = queries.spots_by_month(said.place, said.start, said.after)
    return book.spots(found, months(said.start, said.after), THRESHOLD)


def _columns(shown: list[date]) -> list[Column]:
    by_month = [Column(f"m{day:%Y%m}", f"{day:%Y-%m}", "number") for day in shown]
    return [Column("matter", _("事项")), Column("place", _("地点")), *by_month,
            Column("total", _("合计"), "number")]  # fmt: skip


def _row(one: Course, shown: list[date]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "matter": book.matter_name(one.spot), "matter_note": one.spot.matter,
        "place": one.spot.place_name,
    }  # fmt: skip
    told = {f"m{day:%Y%m}": one.by_month[day] for day in shown} | {"total": one.total}
    few = _("不列出")
    for key, number in told.items():
        row |= {key: number} if number is not None else {key: None, f"{key}_mark": few}
    return row
