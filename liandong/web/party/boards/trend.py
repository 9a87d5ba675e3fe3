"""One kind of meeting over the last months, from the runs that were kept of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from liandong.core.indicators.model import Figure, read
from liandong.core.indicators.suppression import is_small
from liandong.core.standards.life.catalogue import BY_CODE
from liandong.core.standards.life.model import LifeStandard
from liandong.domains.observatory.figures import Sight
from liandong.web.components.shapes import Chart, Column, Link
from liandong.web.dashboard.words import day, percent_of, said
from liandong.web.party.boards.meetings import asked_for
from liandong.web.party.boards.sums import Totals, present
from liandong.web.party.look import PartyLook

# Before anybody chooses: what every branch with a committee owes each month.
USUAL = "life.committee_meeting"
Point = tuple[date, Figure]


def drawn(
    look: PartyLook, own: Totals, sights: Mapping[date, Sight], asked: str, of: str
) -> dict[str, Any]:
    """The picture of the meeting that was asked for, and the ways to the others."""
    standards = asked_for(own)
    if not standards:
        return {"chart": None, "choices": []}
    usual = BY_CODE[USUAL] if BY_CODE[USUAL] in standards else standards[0]
    chosen = next((one for one in standards if one.code == asked), usual)
    choices = [
        Link(said(one.title), look.at("organisation-board", look.place.code, of=of,
             meeting=one.code) + "#trend", current=one is chosen)
        for one in standards
    ]  # fmt: skip
    points = _points(look, chosen, sights)
    return {"chart": _chart(look, chosen, points) if len(points) > 1 else None, "choices": choices}


def _points(look: PartyLook, standard: LifeStandard, sights: Mapping[date, Sight]) -> list[Point]:
    one = present(standard)
    names = tuple(dict.fromkeys((*one.numerator, *one.denominator, one.unknown, one.excluded)))
    found = []
    for on, sight in sights.items():
        parts = sight.parts(look.place, names)
        figure = parts and read(one, parts)
        if figure and figure.denominator and (look.full or not _small(figure)):
            found.append((on, figure))
    return found


def _small(figure: Figure) -> bool:
    return figure.denominator is not None and is_small(figure.numerator, figure.denominator)


def _chart(look: PartyLook, standard: LifeStandard, points: list[Point]) -> Chart:
    rows = [
        {"on": on, "value": f.numerator / f.denominator, "met": int(f.numerator),
         "n": int(f.denominator)}
        for on, f in points if f.denominator
    ]  # fmt: skip
    line = [
        [on.isoformat(), None if f.value is None else round(float(f.value), 1),
         int(f.denominator or 0)]
        for on, f in points
    ]  # fmt: skip
    # The last point is of a period that is not over: it stands for itself.
    name = look.place.name
    lines = [
        {"name": name, "points": line[:-1]},
        {"name": _("本期至今"), "points": line[-2:], "open": True},
    ]
    return Chart(
        "trend", "trend", _says(standard, points),
        {"unit": "%", "digits": 1, "target": 100,
         "series": lines},
        [Column("on", _("截至"), "date"), Column("value", _("本期已完成"), "share"),
         Column("met", _("已完成"), "number"), Column("n", _("应完成的组织"), "number")],
        rows, note=_note(standard), excel_url=look.explanation(present(standard).code) + "#list",
        size="small",
    )  # fmt: skip


def _says(standard: LifeStandard, points: list[Point]) -> str:
    """What the picture tells: where it stands now, and where it stood at the end of last month."""
    (before, past), (on, now) = points[-2:]
    told = {
        "title": said(standard.title), "before": day(before), "past": percent_of(past.value),
        "on": day(on), "now": percent_of(now.value),
    }  # fmt: skip
    return _("{title}：截至{before}完成 {past}，本期至今（{on}）完成 {now}").format(**told)


def _note(standard: LifeStandard) -> str:
    often = said(standard.cut.text)
    return _("{often}一期；每点为当天所在的一期完成的比例，月末的点是当月的结果").format(
        often=often
    )
