"""The pictures of a unit by one share: over time, on the map, down the tree, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from liandong.core.indicators.model import Figure, Indicator, read
from liandong.domains.observatory import days
from liandong.domains.orgs.enums import Kind
from liandong.web.components.shapes import Chart, Column
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.presenters import messages
from liandong.web.dashboard.presenters.below import Part, Parts
from liandong.web.dashboard.presenters.messages import Point
from liandong.web.dashboard.presenters.tables import share_cell
from liandong.web.dashboard.words import day, exact, named, said

MAPPED = "46"


def pictures(look: Look, one: Indicator, found: Parts, points: Sequence[Point]) -> list[Chart]:
    """Those that this unit has: a trend needs two days, a map shapes, a comparison two units."""
    own = read(one, found.own.totals)
    shown = []
    if len(points) > 1:
        shown.append(_trend(look, one, points))
    if look.place.kind == Kind.PROVINCE and look.place.short == MAPPED:
        shown.append(_map(look, one, found, own))
    with_units = [part for part in found.children if part.n]
    if with_units and not found.of_communities:
        if len(with_units) > 1:
            shown.append(_bars(look, one, found))
        shown.append(_tree(look, one, found, own))
    return shown


def _note(look: Look, one: Indicator, own: Figure) -> str:
    n = own.denominator or 0
    parts = [said(one.title), day(look.on), f"n = {exact(n)}"]
    if own.unknown:
        parts.append(_("未知 {n}").format(n=exact(own.unknown)))
    return " · ".join(parts)


def _percent(figure: Figure) -> float | None:
    return None if figure.value is None else float(round(figure.value, 1))


def _trend(look: Look, one: Indicator, points: Sequence[Point]) -> Chart:
    invented = days.invented_ledgers()
    rows = [
        {
            "on": on,
            "on_note": _file(invented, on),
            **share_cell("value", figure),
            "n": int(figure.denominator or 0),
        }
        for on, figure in points
    ]
    line = [
        [on.isoformat(), _percent(figure), int(figure.denominator or 0)] for on, figure in points
    ]
    return Chart(
        "trend", "trend", messages.trend_says(points),
        {"unit": "%", "digits": 1, "target": 100,
         "series": [{"name": look.place.name, "points": line}]},
        [Column("on", _("台账日期"), "date"), Column("value", _("达标率"), "share"),
         Column("n", _("能判断的社区"), "number")],
        rows, note=_trend_note(one, points, invented), excel_url=look.workbook(one.code),
        size="small",
    )  # fmt: skip


def _file(invented: Mapping[date, str], *asked: date) -> str:
    """The files of those ledgers that belong to a demo."""
    files = named([invented[on] for on in asked if on in invented])
    return _("演示虚构：{file}").format(file=files) if files else ""


def _trend_note(one: Indicator, points: Sequence[Point], invented: Mapping[date, str]) -> str:
    made_up = _file(invented, *(on for on, _figure in points))
    return f"{said(one.title)} · {made_up}" if made_up else said(one.title)


def _columns() -> list[Column]:
    return [
        Column("name", _("单位")), Column("value", _("达标率"), "share"),
        Column("unmet", _("未达标"), "number"), Column("n", _("社区数"), "number"),
    ]  # fmt: skip


def _row(part: Part, one: Indicator) -> dict[str, object]:
    figure = part.figure(one)
    return {
        "name": part.place.name, "name_url": part.url, "n": part.n,
        "unmet": int(figure.unmet), **share_cell("value", figure),
    }  # fmt: skip


def _item(part: Part, one: Indicator) -> dict[str, object]:
    return {
        "code": part.place.short, "name": part.place.name, "value": _percent(part.figure(one)),
        "n": part.n, "status": "", "url": part.url,
    }  # fmt: skip


def _bars(look: Look, one: Indicator, found: Parts) -> Chart:
    # Places without a single community have nothing to compare.
    children = [part for part in found.children if part.n]
    ranked = sorted(children, key=lambda part: -(part.figure(one).value or -1))
    return Chart(
        "bars", "bars", messages.bars_say(children, one),
        {"unit": "%", "digits": 1, "target": 100, "items": [_item(part, one) for part in children]},
        _columns(), [_row(part, one) for part in ranked],
        note=_note(look, one, read(one, found.own.totals)), excel_url=look.workbook(one.code),
        size="large" if len(children) > 8 else "medium",
    )  # fmt: skip


def _map(look: Look, one: Indicator, found: Parts, own: Figure) -> Chart:
    children = found.children
    return Chart(
        "map", "map", messages.map_says(children, one, own),
        {"unit": "%", "digits": 1, "items": [_item(part, one) for part in children]},
        _columns(), [_row(part, one) for part in children],
        note=_("示意图") + " · " + _note(look, one, own), excel_url=look.workbook(one.code),
        size="large",
    )  # fmt: skip


def _tree(look: Look, one: Indicator, found: Parts, own: Figure) -> Chart:
    root = {
        **_counts(own), "name": look.place.name, "url": "",
        "n": int(found.own.totals["communities"]),
        "children": [_node(part, one, found) for part in found.children if part.n],
    }  # fmt: skip
    rows = []
    for part in found.children:
        if part.n:
            rows.append(_row(part, one))
            rows += [
                _row(under, one) | {"name_note": part.place.name}
                for under in found.deeper.get(part.place.id, []) if under.n
            ]  # fmt: skip
    return Chart(
        "tree", "icicle", messages.tree_says(found.children, one, own), {"root": root},
        _columns(), rows, note=_note(look, one, own), excel_url=look.workbook(one.code),
        size="large",
    )  # fmt: skip


def _node(part: Part, one: Indicator, found: Parts) -> dict[str, Any]:
    deeper = [under for under in found.deeper.get(part.place.id, []) if under.n]
    return {
        **_counts(part.figure(one)), "name": part.place.name, "url": part.url, "n": part.n,
        "children": [_node(under, one, found) for under in deeper],
    }  # fmt: skip


def _counts(figure: Figure) -> dict[str, int]:
    met = int(figure.numerator)
    return {"met": met, "unmet": int(figure.unmet), "unknown": int(figure.unknown)}
