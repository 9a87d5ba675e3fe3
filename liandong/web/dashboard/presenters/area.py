"""The overview of an area, put together: cards, the share chosen, its pictures."""

from __future__ import annotations

from typing import Any

from liandong.core.indicators.catalogue import indicator
from liandong.core.indicators.model import Form, Indicator, read
from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.observatory import figures
from liandong.domains.observatory.figures import Board
from liandong.web.components.shapes import Link
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.presenters.below import parts
from liandong.web.dashboard.presenters.cards import cards, earlier_day
from liandong.web.dashboard.presenters.pictures import pictures
from liandong.web.dashboard.presenters.tables import children_table, shares_in_force
from liandong.web.dashboard.words import said


def overview(look: Look, asked: str, sort: str) -> dict[str, Any]:
    """Everything `dashboard/area.html` shows."""
    sights = figures.sights(look.place, {*look.days, look.on})
    found = parts(look, sights[look.on])
    past = earlier_day(look)
    boards = {day: sights[day].own(look.place) for day in look.days if day != look.on}
    boards[look.on] = found.own
    first, others = cards(look, found.own, past and boards[past])
    chosen = _chosen(asked, found.own)
    shown: dict[str, Any] = {
        "first": first,
        "others": others,
        "chosen": chosen and said(chosen.title),
        "communities": int(found.own.totals["communities"]),
    }
    shown["choices"] = [
        Link(said(one.title), look.at("unit", look.place.short, indicator=one.code) + "#pictures",
             current=one is chosen)
        for one in shares_in_force(found.own)
    ]  # fmt: skip
    shown["charts"] = []
    if chosen:
        points = [
            (day, read(chosen, boards[day].totals))
            for day in look.days
            if boards[day].totals["communities"]
        ]
        shown["charts"] = pictures(look, chosen, found, points)
    shown["matrix"] = None
    if found.of_communities:
        columns, rows = children_table(found, sort)
        shown["matrix"] = {"columns": columns, "rows": rows}
    return shown


def _chosen(asked: str, own: Board) -> Indicator | None:
    """The share that the pictures show: the one asked for, or the first in force."""
    shares = shares_in_force(own)
    if not asked:
        return shares[0] if shares else None
    one = indicator(asked)
    if one.form is not Form.SHARE:
        raise LiandongError(
            "no_share",
            Text(
                f"“{one.title.zh}”没有达标率，不能画图。请改选一项达标率指标。",
                f"“{one.title.en}” is no share and cannot be drawn. Choose a share.",
            ),
        )
    return one if one in shares else None
