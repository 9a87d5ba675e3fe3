"""What a picture says, as its title: one sentence, reckoned from the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from liandong.core.indicators.model import Figure, Indicator
from liandong.web.dashboard.presenters.below import Part
from liandong.web.dashboard.words import day, exact, named, percent_of

Point = tuple[date, Figure]


def trend_says(points: Sequence[Point]) -> str:
    """From where to where."""
    first, last = (percent_of(figure.value) for _day, figure in (points[0], points[-1]))
    words = {"a": first, "b": last, "day": day(points[0][0])}
    values = [figure.value for _day, figure in (points[0], points[-1])]
    if None in values or values[0] == values[1]:
        return _("{day} 以来保持在 {b}").format(**words)
    if values[0] < values[1]:
        return _("从 {a} 升到 {b}").format(**words)
    return _("从 {a} 降到 {b}").format(**words)


def _known(children: Sequence[Part], one: Indicator) -> list[tuple[Decimal, str]]:
    figures = [(part.figure(one).value, part.place.name) for part in children]
    return sorted((value, name) for value, name in figures if value is not None)


def bars_say(children: Sequence[Part], one: Indicator) -> str:
    """Who leads and who is last."""
    known = _known(children, one)
    if not known:
        return _("还没有能判断的数据")
    (low, last), (high, best) = known[0], known[-1]
    if low == high:
        return _("各地都是 {value}").format(value=percent_of(low))
    top = [name for value, name in known if value == high]
    if len(top) > 1:
        best = _("{name}等 {n} 个").format(name=top[0], n=len(top))
    bottom = [name for value, name in known if value == low]
    if len(bottom) > 1:
        last = _("{name}等 {n} 个").format(name=bottom[0], n=len(bottom))
    return _("{best}最高（{high}），{last}最低（{low}）").format(
        best=best, high=percent_of(high), last=last, low=percent_of(low)
    )


def map_says(children: Sequence[Part], one: Indicator, own: Figure) -> str:
    """How many are above the whole."""
    known = _known(children, one)
    if not known:
        return _("还没有能判断的数据")
    above = [name for value, name in known if own.value is not None and value > own.value]
    return _("{n} 个市县中，{above} 个高于全省的 {value}").format(
        n=len(known), above=len(above), value=percent_of(own.value)
    )


def tree_says(children: Sequence[Part], one: Indicator, own: Figure) -> str:
    """Where the gap lies."""
    if not own.denominator:
        return _("还没有能判断的数据")
    if not own.unmet:
        return _("能判断的社区全部达标")
    ranked = sorted(children, key=lambda part: -part.figure(one).unmet)
    short = [part for part in ranked if part.figure(one).unmet][:3]
    share = sum(part.figure(one).unmet for part in short) / own.unmet * 100
    words = {
        "n": exact(own.unmet), "names": named([part.place.name for part in short]),
        "share": percent_of(share),
    }  # fmt: skip
    if share == 100:
        return _("未达标的 {n} 个社区都在{names}").format(**words)
    return _("未达标的 {n} 个社区，{share} 在{names}").format(**words)
