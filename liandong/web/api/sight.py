"""Who sees how much: everything in their own area, public shares with small cells masked outside,
as on the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from liandong.core.indicators.model import Figure, Form, Indicator, read
from liandong.core.indicators.suppression import masked
from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.observatory import figures
from liandong.domains.observatory.figures import Board
from liandong.domains.orgs import queries
from liandong.domains.orgs.queries import Place, short_code
from liandong.web import access
from liandong.web.dashboard.look import PUBLIC_KINDS


@dataclass(frozen=True)
class Seen:
    """A unit as the asker sees it; `full` inside their area."""

    place: Place
    full: bool


def seen(request: HttpRequest, code: str) -> Seen:
    """The unit with this code. Raises `UnknownUnit` (404) or `Forbidden` (403)."""
    rights = access.rights(request)
    rights.require(Permission.SEE_FIGURES)
    place = queries.place(code)
    if place.kind not in PUBLIC_KINDS:
        rights.require(Permission.SEE_FIGURES, place)
    return Seen(place, rights.may(Permission.SEE_FIGURES, place))


def only_inside(one: Seen, what: Text) -> None:
    """Raise `Forbidden` for what is not told outside one's own area."""
    if not one.full:
        raise Forbidden("forbidden", what)


def unit_data(place: Place) -> dict[str, str]:
    """A unit as it is named in every answer."""
    return {"code": short_code(place.code), "name": place.name, "kind": place.kind}


def figures_of(one: Seen, on: date, known_at: datetime | None) -> dict[str, Any]:
    """All figures that may be told of a unit."""
    if not one.full:
        return _public(one.place, on)
    board = figures.view(one.place, on=on, known_at=known_at).own
    told = [_figure(indicator, figure) for indicator, figure in board.figures()]
    return _answer(one, board, on, told)


def _answer(one: Seen, board: Board, on: date, told: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "unit": unit_data(one.place), "on": on, "as_of": board.run.as_of,
        "known_at": board.run.known_at, "public": not one.full, "figures": told,
    }  # fmt: skip


def _public(place: Place, on: date) -> dict[str, Any]:
    """Public shares, masked against the siblings' so that no subtraction gives one away."""
    above = queries.place_of(place.parent) if place.parent else place
    boards = figures.view(above, on=on)
    beside = boards.below if place.parent else {place.id: boards.own}
    own = beside.get(place.id) or boards.own
    told = [
        _masked(indicator, figure, hidden=place.id in _hidden(indicator, beside))
        for indicator, figure in own.figures()
        if indicator.public and indicator.form is Form.SHARE
    ] if place.id in beside else []  # fmt: skip
    return _answer(Seen(place, full=False), own, on, told)


def _hidden(indicator: Indicator, beside: dict[int, Board]) -> frozenset[int]:
    found = {unit: read(indicator, board.totals) for unit, board in beside.items()}
    return masked({u: (f.numerator, f.denominator or Decimal(0)) for u, f in found.items()})


def _words(text: Text | None) -> dict[str, str] | None:
    return text and {"zh": text.zh, "en": text.en}


def _figure(indicator: Indicator, figure: Figure) -> dict[str, Any]:
    judged = bool(indicator.standard)
    return {
        "code": indicator.code, "version": indicator.version, "title": _words(indicator.title),
        "form": indicator.form.value, "unit_of_value": _words(indicator.unit),
        "value": None if figure.value is None else round(figure.value, 4),
        "numerator": figure.numerator, "denominator": figure.denominator,
        "unmet": figure.unmet if judged else None, "unknown": figure.unknown,
        "not_applicable": figure.excluded, "gap": figure.gap if judged else None,
        "unit_of_gap": _words(indicator.gap_unit), "suppressed": False,
    }  # fmt: skip


def _masked(indicator: Indicator, figure: Figure, *, hidden: bool) -> dict[str, Any]:
    """Only the share and its two parts are public; none of it where cells are small."""
    shown = _figure(indicator, figure) | dict.fromkeys(("unknown", "not_applicable", "gap"))
    if hidden:
        shown |= dict.fromkeys(("value", "numerator", "denominator", "unmet"))
    return shown | {"suppressed": hidden}
