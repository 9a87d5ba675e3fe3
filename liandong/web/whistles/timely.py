"""How departments answered whistles: counts of calls in time, late, not answered."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import xlsxwriter
from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.queries import Timeliness
from liandong.domains.observatory import days
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Column, Crumb
from liandong.web.imports.uploading import XLSX
from liandong.web.members.forms import day_field

YEAR = timedelta(days=365)
FIELDS = ("called", "in_time", "late", "absent", "good", "fair", "poor")


class PeriodForm(forms.Form):
    """From when to when; the last year to begin with."""

    start = day_field(gettext_lazy("从"), required=False)
    end = day_field(gettext_lazy("到"), required=False)

    def period(self) -> tuple[date, date]:
        data = self.cleaned_data if self.is_valid() else {}
        end = data.get("end") or days.today()
        return data.get("start") or end - YEAR, end


@dataclass(frozen=True, slots=True)
class Asked:
    """The areas and the period of a page."""

    places: tuple[Place, ...]
    start: date
    end: date

    def rows(self) -> list[Timeliness]:
        at = timezone.now()
        return [
            row for of in self.places for row in queries.timeliness(of, self.start, self.end, at=at)
        ]


def _asked(rights: Rights, form: PeriodForm) -> Asked:
    places = queries.watched_by(rights)
    if not places:
        rights.require(Permission.WHISTLE)
    return Asked(tuple(places), *form.period())


@access.signed_in
def timeliness(request: HttpRequest) -> HttpResponse:
    """Department by department, of the whistles in the person's area."""
    form = PeriodForm(request.GET or None)
    asked = _asked(access.rights(request), form)
    rows, url = asked.rows(), reverse("whistle-timeliness")
    query = urlencode({"start": asked.start.isoformat(), "end": asked.end.isoformat()})
    shown = {
        "crumbs": [Crumb(_("吹哨报到"), reverse("whistles")), Crumb(_("报到情况"))],
        "form": form, "columns": _columns(), "rows": [_row(one) for one in rows], "asked": asked,
        "excel_url": f"{reverse('whistle-timeliness-excel')}?{query}", "clear_url": url,
    }  # fmt: skip
    return render(request, "whistles/timeliness.html", shown, status=400 if form.errors else 200)


def _columns() -> list[Column]:
    heads = {"called": _("被叫次数"), "in_time": _("按时报到"), "late": _("迟到"),
             "absent": _("超时未报到"), "good": _("评价好"), "fair": _("评价一般"),
             "poor": _("评价差")}  # fmt: skip
    share = Column("share", _("按时率"), "percent", help=_("按时报到的次数除以到了时限的次数。"))
    return [
        Column("unit", _("部门")),
        *(Column(key, heads[key], "number") for key in FIELDS),
        share,
    ]


def _row(one: Timeliness) -> dict[str, Any]:
    row = {key: getattr(one, key) for key in FIELDS}
    return row | {"unit": one.unit.name, "unit_note": one.unit.code, "share": one.share}


@access.signed_in
def excel(request: HttpRequest) -> FileResponse:
    """The same as .xlsx, with what is counted on a second sheet."""
    asked = _asked(access.rights(request), PeriodForm(request.GET or None))
    columns = [Column("code", _("编号")), *_columns()]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("报到情况"))
        sheet.write_row(0, 0, [str(one.label) for one in columns])
        for n, row in enumerate(asked.rows(), 1):
            sheet.write_string(n, 0, row.unit.code)
            sheet.write_string(n, 1, row.unit.name)
            sheet.write_row(n, 2, [getattr(row, key) for key in FIELDS])
            if row.share is not None:
                sheet.write_number(n, 2 + len(FIELDS), float(row.share))
        said = book.add_worksheet(_("说明"))
        said.write_column(0, 0, [
            f"{asked.start.isoformat()} – {asked.end.isoformat()}",
            "、".join(one.name for one in asked.places),
            _("按时率：按时报到的次数除以到了时限的次数。时限未到的不计。"),
        ])  # fmt: skip
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename="whistles.xlsx", content_type=XLSX)
