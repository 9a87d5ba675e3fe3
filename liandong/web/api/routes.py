"""The routes, each one question."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from liandong.core.indicators.catalogue import INDICATORS, indicator
from liandong.core.indicators.model import Indicator
from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import catalogue, days, explain
from liandong.domains.orgs import queries
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.api import shapes
from liandong.web.api.asked import (
    Code,
    KnownAt,
    OfUnit,
    On,
    PageNumber,
    PageSize,
    UnitCode,
    Words,
)
from liandong.web.api.service import ERRORS, api
from liandong.web.api.sight import figures_of, only_inside, seen, unit_data
from liandong.web.dashboard.look import PUBLIC_KINDS

_PARTS = ("value", "numerator", "denominator", "unmet", "unknown", "not_applicable", "gap")
_INSIDE = Text("这一项只能查自己辖区的。", "This is told of one's own area only.")


def _paged(items: list[Any], page: int, size: int) -> dict[str, Any]:
    shown = items[(page - 1) * size : page * size]
    return {"items": shown, "page": page, "size": size, "total": len(items)}


@api.get("/units", response={200: list[shapes.Unit], **ERRORS}, tags=["units"])
def own_units(request: HttpRequest) -> list[dict]:
    """The units one's own work begins at."""
    rights = access.rights(request)
    rights.require(Permission.SEE_FIGURES)
    return [unit_data(one) for one in rights.homes]


@api.get("/units/search", response={200: list[shapes.Unit], **ERRORS}, tags=["units"])
def search(request: HttpRequest, q: Words, size: PageSize = 20) -> list[dict]:
    """Units of one's own area by name, pinyin or code; best first."""
    rights = access.rights(request)
    rights.require(Permission.SEE_FIGURES)
    return [unit_data(one) for one in queries.search(q, rights.scope(), limit=size)]


@api.get("/units/{code}", response={200: shapes.UnitDetail, **ERRORS}, tags=["units"])
def unit(request: HttpRequest, code: UnitCode) -> dict:
    """A unit and the units above it."""
    place = seen(request, code).place
    above = [unit_data(one) for one in queries.line(place)[:-1]]
    figures = f"/api/v1/units/{place.short}/figures"
    return unit_data(place) | {"line": above, "figures": figures}


@api.get("/units/{code}/children", response={200: shapes.Page[shapes.Unit], **ERRORS},
         tags=["units"])  # fmt: skip
def children(
    request: HttpRequest, code: UnitCode, page: PageNumber = 1, size: PageSize = 50
) -> dict:
    """The units directly below; outside one's area those whose figures are public."""
    one = seen(request, code)
    below = [
        place for place in queries.children(one.place) if _opens(request, place)
    ]  # fmt: skip
    return _paged([unit_data(place) for place in below], page, size)


def _opens(request: HttpRequest, place: Place) -> bool:
    inside = access.rights(request).may(Permission.SEE_FIGURES, place)
    return inside or place.kind in PUBLIC_KINDS


@api.get("/units/{code}/figures", response={200: shapes.Figures, **ERRORS}, tags=["figures"])
def unit_figures(
    request: HttpRequest, code: UnitCode, on: On = None, known_at: KnownAt = None
) -> dict:
    """All figures of a unit as of a day; outside one's area public shares only."""
    one = seen(request, code)
    if known_at is not None:
        only_inside(one, _INSIDE)
    return figures_of(one, on or days.usual_day(), known_at)


@api.get("/units/{code}/indicators/{indicator_code}",
         response={200: shapes.Explanation, **ERRORS}, tags=["figures"])  # fmt: skip
def explanation(
    request: HttpRequest, code: UnitCode, indicator_code: Code, on: On = None,
    known_at: KnownAt = None,
) -> dict:  # fmt: skip
    """One number, opened: what it counts, its parts, the norm in force and its source."""
    one = seen(request, code)
    asked, day = indicator(indicator_code), on or days.usual_day()
    if known_at is not None:
        only_inside(one, _INSIDE)
    data = explain.as_data(asked.code, one.place, on=day, known_at=known_at)
    data |= {"public": not one.full, "suppressed": False, "failing": None}
    if one.full:
        where = f"/api/v1/units/{one.place.short}/indicators/{asked.code}/failing?on={day}"
        return data | {"failing": where if asked.standard and known_at is None else None}
    told = {figure["code"]: figure for figure in figures_of(one, day, None)["figures"]}
    if asked.code not in told:
        only_inside(one, _INSIDE)
    public = told[asked.code]
    return data | {part: public[part] for part in (*_PARTS, "suppressed")}


@api.get("/units/{code}/indicators/{indicator_code}/failing",
         response={200: shapes.Page[shapes.Failing], **ERRORS}, tags=["figures"])  # fmt: skip
def failing(
    request: HttpRequest, code: UnitCode, indicator_code: Code, on: On = None,
    page: PageNumber = 1, size: PageSize = 50,
) -> dict:  # fmt: skip
    """The units that miss the standard, the greatest gap first; within one's own area."""
    one = seen(request, code)
    only_inside(one, _INSIDE)
    day = on or days.usual_day()
    data = explain.as_data(indicator_code, one.place, on=day, failing=True)
    return _paged(data["failing"], page, size)


def _definition(one: Indicator) -> dict[str, Any]:
    def words(text: Text) -> dict[str, str]:
        return {"zh": text.zh, "en": text.en}

    return {
        "code": one.code, "version": one.version, "title": words(one.title),
        "counts": words(one.counts), "unit_of_value": words(one.unit), "form": one.form.value,
        "standard": one.standard or None,
    }  # fmt: skip


@api.get("/indicators", response={200: list[shapes.IndicatorOut], **ERRORS}, tags=["indicators"])
def indicators(request: HttpRequest) -> list[dict]:
    """The catalogue of indicators."""
    return [_definition(one) for one in INDICATORS.values()]


@api.get("/indicators/{indicator_code}", response={200: shapes.IndicatorOut, **ERRORS},
         tags=["indicators"])  # fmt: skip
def one_indicator(request: HttpRequest, indicator_code: Code) -> dict:
    """One indicator's definition."""
    return _definition(indicator(indicator_code))


def _norms(request: HttpRequest, unit_code: str | None, on: On) -> dict[str, Any]:
    """Norms are no secret: everybody signed in may ask them of every place."""
    home = access.rights(request).home or queries.roots()[0]
    place, day = queries.place(unit_code) if unit_code else home, on or days.usual_day()
    held = catalogue.in_force(place, on=day)
    return {"unit": unit_data(place), "on": day, "norms": [catalogue.held_data(h) for h in held]}


@api.get("/norms", response={200: shapes.Norms, **ERRORS}, tags=["norms"])
def norms(request: HttpRequest, unit: OfUnit = None, on: On = None) -> dict:
    """Every norm, with the value in force for a place on a day and its source."""
    return _norms(request, unit, on)


@api.get("/norms/{norm_code}", response={200: shapes.Norm, **ERRORS}, tags=["norms"])
def norm(request: HttpRequest, norm_code: Code, unit: OfUnit = None, on: On = None) -> dict:
    """One norm."""
    catalogue.known(norm_code)
    found = _norms(request, unit, on)["norms"]
    return next(one for one in found if one["code"] == norm_code)
