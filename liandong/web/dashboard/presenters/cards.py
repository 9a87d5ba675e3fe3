"""The figures of a unit as number cards: those that are owed first, the others below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from liandong.core.indicators.catalogue import BY_CODE, INDICATORS
from liandong.core.indicators.model import Figure, Form, Headline, Indicator, read
from liandong.domains.observatory.figures import Board
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.presenters.change import change
from liandong.web.dashboard.presenters.norms import why_not
from liandong.web.dashboard.words import counted, said


@dataclass(frozen=True)
class Card:
    """What `{% number %}` is given."""

    label: str
    value: Decimal | None
    unit: str
    digits: int
    numerator: int | None
    denominator: int | None
    unknown: int
    not_applicable: int
    target: int | None
    code: str
    change: str
    url: str
    of: str


def applies(one: Indicator, figure: Figure) -> bool:
    """Whether there is anything to judge or to count."""
    if one.form in {Form.COUNT, Form.TOTAL}:
        return True
    return bool(figure.denominator or figure.unknown)


def cards(look: Look, board: Board, earlier: Board | None) -> tuple[list[Card], list[Card]]:
    """What is owed (communities, and each share in force); and everything else."""
    first, others = [], []
    for one in INDICATORS.values():
        figure = read(one, board.totals)
        past = read(one, earlier.totals) if earlier else None
        card = _card(look, one, figure, change(one, figure, past, earlier and earlier.on))
        owed = one.form in {Form.COUNT, Form.SHARE} and applies(one, figure)
        (first if owed else others).append(card)
    # What has a value comes before what does not apply yet.
    others.sort(key=lambda card: card.code == "not_applicable")
    return first, others


def _card(look: Look, one: Indicator, figure: Figure, moved: str) -> Card:
    share = one.form is Form.SHARE
    there = applies(one, figure)
    missing = share and one.headline is Headline.UNMET
    value = figure.unmet if missing and figure.denominator else figure.value
    return Card(
        label=said(one.title),
        value=value,
        unit=counted(_unit(one, missing=missing), value),
        digits=1 if one.form is Form.RATE or (share and not missing) else 0,
        numerator=int(figure.numerator) if share and there else None,
        denominator=int(figure.denominator or 0) if share and there else None,
        unknown=int(figure.unknown),
        not_applicable=int(figure.excluded) if there else 0,
        target=100 if share and there and not missing else None,
        code="" if there else "not_applicable",
        change=moved if there else _why_not(look, one, figure),
        url=look.explanation(one.code),
        of=_("个社区达标") if missing else _("个社区"),
    )


def _why_not(look: Look, one: Indicator, figure: Figure) -> str:
    standard = BY_CODE.get(one.code)
    return why_not(look, look.book, standard.norm) if standard and figure.excluded else ""


def _unit(one: Indicator, *, missing: bool) -> str:
    if missing:
        return _("个社区{how}").format(how=said(one.failing))
    return said(one.unit)


def earlier_day(look: Look) -> date | None:
    """The ledger before the day shown."""
    before = [one for one in look.days if one < look.on]
    # The day shown may lie after its own ledger: that one is not earlier.
    own = max((one for one in look.days if one <= look.on), default=None)
    return max((one for one in before if one != own), default=None)
