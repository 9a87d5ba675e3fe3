"""How departments answered whistles: counts of calls in time, late, not answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.queries import Timeliness
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Column, Crumb
from liandong.web.periods import PeriodForm
from liandong.web.workbooks import Share, Sheet, said, taken

YEAR = timedelta(days=365)
FIELDS = ("called", "in_time", "late", "absent", "good", "fair", "poor")


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
    return Asked(tuple(places), *form.period(YEAR))


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
    heads = [_("编号"), *(str(one.label) for one in _columns())]
    rows = (
        [row.unit.code, row.unit.name, *(getattr(row, key) for key in FIELDS),
         None if row.share is None else Share(row.share)]
        for row in asked.rows()
    )  # fmt: skip
    lines = [
        f"{asked.start.isoformat()} – {asked.end.isoformat()}",
        "、".join(one.name for one in asked.places),
        _("按时率：按时报到的次数除以到了时限的次数。时限未到的不计。"),
    ]
    return taken("whistles.xlsx", Sheet(_("报到情况"), heads, rows), said(_("说明"), lines))
