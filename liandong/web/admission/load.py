"""How much is asked of communities: of a place, of those below it, month by month. For everybody:
it is counted from what is published."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liandong.domains.admission import queries
from liandong.domains.admission.enums import ItemKind
from liandong.domains.admission.queries import Load, Point
from liandong.domains.admission.queries.load import own_matters
from liandong.web.admission.asking import Asked, PlaceDayForm, asked
from liandong.web.components.shapes import Chart, Column, Crumb, Item
from liandong.web.components.tags.numbers import day, figure
from liandong.web.workbooks import Sheet, taken
from liandong.web.workbooks import said as note


def load(request: HttpRequest) -> HttpResponse:
    """Of one's own place, today, unless another is asked for."""
    form = PlaceDayForm(request.GET or None)
    said = asked(request, form)
    points, below = queries.picture(said.place, said.on)
    now = points[-1].load
    home = reverse("admission") if request.user.is_authenticated else ""
    shown = {
        "crumbs": [Crumb(_("事项准入"), home), Crumb(_("社区负担"))],
        "form": form, "said": said, "load": now, "each": _each(now), "items": _items(now, said),
        "register_url": f"{reverse('admission-register')}?{said.query()}",
        "chart": _chart(said, points), "columns": _columns(),
        "rows": [
            {"unit": one.place.name, "unit_url": _page(said, one.place), **_cells(one.load)}
            for one in below
        ],
        "excel_url": f"{reverse('admission-load-excel')}?{said.query()}",
        "clear_url": reverse("admission-load"),
    }  # fmt: skip
    return render(request, "admission/load.html", shown, status=400 if form.errors else 200)


def _page(said: Asked, place: Any) -> str:
    return f"{reverse('admission-load')}?{said.query(place)}"


def _each(one: Load) -> str:
    if one.communities == 1:
        return figure(one.total)
    return figure(one.each, 1) if one.each is not None else "—"


def _items(one: Load, said: Asked) -> list[Item]:
    """The parts of the number: by kind, without money, hours, what the lists give besides."""
    kinds = [
        Item(capfirst(str(kind.label)), one.kinds[kind.value])
        for kind in ItemKind if one.kinds.get(kind.value)
    ]  # fmt: skip
    return [
        *kinds, Item(_("没有经费的"), one.unpaid),
        Item(_("每年小时数（合计）"), figure(one.hours, 1)),
        Item(_("清单上每个社区自己的事项"), own_matters(said.on)),
    ]  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("unit", _("单位")), Column("communities", _("社区数"), "number"),
        Column("each", _("每个社区平均"), "number", 1), Column("total", _("合计"), "number"),
        Column("unpaid", _("没有经费的"), "number"),
        Column("hours", _("每年小时数（合计）"), "number", 1),
    ]  # fmt: skip


def _cells(one: Load) -> dict[str, Any]:
    each = round(one.each, 1) if one.each is not None else None
    return {"communities": one.communities, "each": each, "total": one.total,
            "unpaid": one.unpaid, "hours": one.hours}  # fmt: skip


def _chart(said: Asked, points: list[Point]) -> Chart | None:
    """Month by month; nothing where nothing was ever asked."""
    if not any(one.load.total for one in points):
        return None
    rows = [{"on": one.day, **_cells(one.load)} for one in points]
    line = [[one.day.isoformat(), _number(one.load), one.load.communities] for one in points]
    return Chart(
        "load", "trend", _title(points),
        {"unit": "", "digits": 1, "series": [{"name": said.place.name, "points": line}]},
        [Column("on", _("日期"), "date"), *_columns()[1:]], rows,
        note=_("每个社区平均要办的准入事项"), size="small",
        excel_url=f"{reverse('admission-load-excel')}?{said.query()}",
    )  # fmt: skip


def _number(one: Load) -> float:
    return float(round(one.each or Decimal(0), 1))


def _title(points: list[Point]) -> str:
    first, last = _number(points[0].load), _number(points[-1].load)
    if first == last:
        return _("一年来每个社区平均 {n} 项，没有变化").format(n=figure(last, 1))
    return _("一年来每个社区平均从 {first} 项到 {last} 项").format(
        first=figure(first, 1), last=figure(last, 1)
    )


def excel(request: HttpRequest) -> FileResponse:
    """Units below, and month by month, as .xlsx."""
    said = asked(request, PlaceDayForm(request.GET or None))
    heads = [str(one.label) for one in _columns()]
    points, rows = queries.picture(said.place, said.on)
    own = [said.place.name, *_cells(points[-1].load).values()]
    below = ([one.place.name, *_cells(one.load).values()] for one in rows)
    months = ([one.day.isoformat(), *_cells(one.load).values()] for one in points)
    told = [f"{said.place.name} {said.place.code}", _("截至 {at}").format(at=day(said.on)),
            _("按今天的区划，数正在执行的准入事项；不排名次。")]  # fmt: skip
    return taken(
        "load.xlsx", Sheet(_("社区负担"), heads, [own, *below]),
        Sheet(_("按月"), [_("日期"), *heads[1:]], months), note(_("说明"), told),
    )  # fmt: skip
