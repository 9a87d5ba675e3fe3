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
from liandong.web.dashboard.words import day, said


def overview(look: Look, asked: str, sort: str) -> dict[str, Any]:
    """Everything `dashboard/area.html` shows."""
    sights = figures.sights(look.place, {*look.days, look.on})
    found = parts(look, sights[look.on])
    past = earlier_day(look)
    boards = {one: sights[one].own(look.place) for one in look.days if one != look.on}
    boards[look.on] = found.own
    first, others = cards(look, found.own, past and boards[past])
    chosen = _chosen(asked, found.own)
    shown: dict[str, Any] = {
        "first": first,
        "others": others,
        "chosen": chosen and said(chosen.title),
        "idle": said(indicator(asked).title) if asked and not chosen else "",
        "communities": int(found.own.totals["communities"]),
        "latest": look.at("unit", look.place.short, on=look.newest.isoformat()),
        "stale": _stale(look, found.own),
        "party_url": look.at("unit-party", look.place.short),
    }
    shown["choices"] = [
        Link(said(one.title), look.at("unit", look.place.short, indicator=one.code) + "#pictures",
             current=one is chosen)
        for one in shares_in_force(found.own)
    ]  # fmt: skip
    shown["charts"] = []
    if chosen:
        points = [
            (one, read(chosen, boards[one].totals))
            for one in look.days
            if boards[one].totals["communities"]
        ]
        shown["charts"] = pictures(look, chosen, found, points)
    shown["matrix"] = None
    if found.of_communities:
        columns, rows = children_table(found, sort)
        shown["matrix"] = {"columns": columns, "rows": rows}
    return shown


def _stale(look: Look, own: Board) -> Link | None:
    """The last ledger, where nothing can be judged any more on the day that is looked at."""
    shares = [figure for one, figure in own.figures() if one.form is Form.SHARE]
    judged = any(figure.denominator for figure in shares)
    last = max((one for one in look.days if one < look.on), default=None)
    if judged or last is None or not any(figure.unknown for figure in shares):
        return None
    return Link(day(last), look.at("unit", look.place.short, on=last.isoformat()))


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
