"""The three rates of a place and a period, by class and by unit below; with what they count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import queries
from liandong.domains.casework.queries import Rate, Rates, Three
from liandong.domains.catalogue.enums import TimeClass
from liandong.domains.orgs import queries as orgs
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Column
from liandong.web.periods import PeriodForm
from liandong.web.supervision import book
from liandong.web.supervision.asking import Asked, PlacePeriodForm, asked, crumbs, records_url

NAMES = ("response", "resolution", "satisfaction")


def titles() -> dict[str, str]:
    return {
        "response": _("响应率"), "resolution": _("解决率"), "satisfaction": _("满意率")
    }  # fmt: skip


def meanings() -> dict[str, str]:
    """What each rate is, for people who check it."""
    return {
        "response": _("在联系时限内联系上的件数，除以应当联系的件数。"),
        "resolution": _("回访说“已解决”的次数，除以有效回访的次数。"),
        "satisfaction": _("回访说“满意”的次数，除以有效回访的次数。"),
    }


def reasons() -> dict[str, str]:
    """Why something is left out."""
    return {
        "merged": _("已合并"), "withdrawn": _("已撤回"), "excluded": _("经审核不予办理"),
        "not_dispatched": _("还没有派发"), "not_due_yet": _("联系时限未到"),
        "no_way_to_reach": _("没有留联系方式"), "unreached": _("没有联系上"),
        "appeal_upheld": _("回访申诉成立"), "not_answered": _("没有回答"),
        "no_opinion": _("没有评价"), "not_called_back_yet": _("还没有回访"),
    }  # fmt: skip


@access.needs(Permission.SUPERVISE_REQUESTS)
def rates(request: HttpRequest) -> HttpResponse:
    """The same numbers as `liandong requests rates` gives."""
    form = PlacePeriodForm(request.GET or None)
    said = asked(request, form)
    shown = counted(form, said, lambda one: f"{reverse('supervision-rates')}?{one.query()}")
    shown |= {
        "crumbs": crumbs(said.place, _("三率")), "excel_url": _excel_url(said),
        "records_url": records_url(said), "clear_url": reverse("supervision-rates"),
    }  # fmt: skip
    status = 400 if form.errors else 200
    return render(request, "supervision/rates.html", shown, status=status)


def counted(
    form: PeriodForm, said: Asked, page_of: Callable[[Asked], str], above: Sequence[Place] = ()
) -> dict[str, Any]:
    """The rates of a place and a period as a page shows them: in all, by class, and by unit below,
    each with its own page. `above`: the line down to it, of whoever has it at hand."""
    below = orgs.children(said.place)
    found, units = queries.rates_and_below(
        said.place, below, start=said.start, end=said.after, above=above
    )
    return {
        "form": form, "said": said, "found": found, "least": found.total.response.least,
        "three": _three(found.total), "columns": columns(), "excluded": _excluded(found.total),
        "excluded_columns": [Column("why", _("原因")), *_three_columns()],
        "classes": [row(_klass(name), one) for name, one in _by_class(found)],
        "units": [
            row(one.name, units[one.id]) | {"of_url": page_of(replace(said, place=one))}
            for one in below
        ],
        "unit_columns": columns(_("单位")),
    }  # fmt: skip


@access.needs(Permission.SUPERVISE_REQUESTS)
def excel(request: HttpRequest) -> FileResponse:
    """The same as .xlsx, with the definitions on a second sheet."""
    return workbook(asked(request, PlacePeriodForm(request.GET or None)))


def workbook(said: Asked) -> FileResponse:
    """The rates of a place and a period, by class and by unit below, to take away."""
    below = orgs.children(said.place)
    found, units = queries.rates_and_below(said.place, below, start=said.start, end=said.after)
    lines = [(said.place.code, said.place.name, "", found.total)]
    lines += [(said.place.code, said.place.name, _klass(k), o) for k, o in _by_class(found)]
    lines += [(one.code, one.name, "", units[one.id]) for one in below]
    return book.rates(found, lines, titles(), meanings(), reasons())


def _excel_url(said: Asked) -> str:
    return f"{reverse('supervision-rates-excel')}?{said.query()}"


def _by_class(found: Rates) -> list[tuple[str, Three]]:
    """The most urgent first; what has no class yet at the end."""
    order = {name: n for n, name in enumerate(TimeClass.values)}
    return sorted(found.by_class.items(), key=lambda one: order.get(one[0], len(order)))


def _klass(name: str) -> str:
    return capfirst(str(TimeClass(name).label)) if name in TimeClass.values else name


def _three(total: Three) -> list[dict[str, Any]]:
    return [
        {"title": titles()[name], "means": meanings()[name], "rate": getattr(total, name)}
        for name in NAMES
    ]


def _three_columns() -> list[Column]:
    return [Column(name, titles()[name], "number") for name in NAMES]


def columns(first: str = "") -> list[Column]:
    """Each rate as a share, with so many of so many under it."""
    shares = [Column(name, titles()[name], "percent", 1, help=meanings()[name]) for name in NAMES]
    return [Column("of", first or _("时限类别")), *shares]


def row(name: str, three: Three) -> dict[str, Any]:
    """A line of a comparison: no share where there are too few to compare."""
    line: dict[str, Any] = {"of": name}
    for code in NAMES:
        rate: Rate = getattr(three, code)
        counts = f"{rate.numerator} / {rate.denominator}"
        if rate.enough and rate.denominator:
            line |= {code: rate.value, f"{code}_note": counts}
        else:
            few = _("不足 {n} 件，不比较").format(n=rate.least)
            line |= {f"{code}_mark": few if rate.denominator else _("没有"), code: None}
            line[f"{code}_note"] = f"n = {rate.denominator}"
    return line


def _excluded(total: Three) -> list[dict[str, Any]]:
    """What was left out of each, by reason."""
    known = reasons()
    codes = sorted({code for name in NAMES for code in getattr(total, name).excluded})
    return [
        {"why": capfirst(known.get(code, code))}
        | {name: getattr(total, name).excluded.get(code, 0) for name in NAMES}
        for code in codes
    ]
