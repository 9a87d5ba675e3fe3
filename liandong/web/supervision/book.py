"""Workbooks of supervision: the numbers, and on a second sheet what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.http import FileResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.domains.casework.queries import Course, Rates, Spot, Three
from liandong.web.components.tags.numbers import moment
from liandong.web.workbooks import Cell, Share, Sheet, said, taken

Line = tuple[str, str, str, Three]


def rates(
    found: Rates, lines: Iterable[Line], titles: Mapping[str, str], meanings: Mapping[str, str],
    reasons: Mapping[str, str],
) -> FileResponse:  # fmt: skip
    """Each line: numerator, denominator, share (only where there are enough), left out."""
    heads = [_("编号"), _("单位"), _("时限类别")]
    for title in titles.values():
        heads += [f"{title} {part}" for part in (_("分子"), _("分母"), "%", _("不计入"))]
    rows = (
        [*line, *(cell for key in titles for cell in _cells(three, key, reasons))]
        for *line, three in lines
    )
    return taken(
        "rates.xlsx",
        Sheet(_("三率"), heads, rows),
        said(_("说明"), _meant(found, titles, meanings)),
    )


def _cells(three: Three, key: str, reasons: Mapping[str, str]) -> Iterator[Cell]:
    rate = getattr(three, key)
    yield rate.numerator
    yield rate.denominator
    yield Share(rate.value) if rate.enough and rate.value is not None else None
    left = [f"{reasons.get(why, why)} {n}" for why, n in sorted(rate.excluded.items())]
    yield "；".join(left)


def _meant(
    found: Rates, titles: Mapping[str, str], meanings: Mapping[str, str]
) -> Iterator[str]:  # fmt: skip
    yield f"{found.of.name} {found.of.code}"
    yield _("收到时间：{start} 起，{end} 之前").format(start=found.start, end=found.end)
    yield _("按 {at} 已有的记录计算").format(at=moment(found.known_at))
    for key, title in titles.items():
        yield f"{title}：{meanings[key]}"
    yield _("不足 {n} 件的不给比率，不排名次。").format(n=found.total.response.least)


def spots(found: Iterable[Course], months: list[date], least: int) -> FileResponse:
    """Hot spots month by month; what is withheld is an empty cell."""
    heads = [_("编号"), _("事项"), _("地点"), *(f"{m:%Y-%m}" for m in months), _("合计")]
    rows = (
        [one.spot.matter, matter_name(one.spot), one.spot.place_name,
         *(one.by_month[month] for month in months), one.total]
        for one in found
    )  # fmt: skip
    note = _("空白：少于 {n} 件，或能推算出这样的数，不列出。").format(n=least)
    return taken("hot-spots.xlsx", Sheet(_("集中的问题"), heads, rows), said(_("说明"), [note]))


def matter_name(one: Spot) -> str:
    """What its matter is called in the language of the page."""
    english = (get_language() or "").startswith("en")
    return one.matter_english or one.matter_name if english else one.matter_name
