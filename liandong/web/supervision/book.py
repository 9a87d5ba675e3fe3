"""Workbooks of supervision: the numbers, and on a second sheet what they mean."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from liandong.domains.casework.queries import Course, Rates, Three
from liandong.web.components.tags.numbers import moment
from liandong.web.imports.uploading import XLSX

Line = tuple[str, str, str, Three]


def answer(stream: io.BytesIO, name: str) -> FileResponse:
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)


def rates(
    found: Rates, lines: Iterable[Line], titles: Mapping[str, str], meanings: Mapping[str, str],
    reasons: Mapping[str, str],
) -> io.BytesIO:  # fmt: skip
    """Each line: numerator, denominator, share (only where there are enough), left out."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        share = book.add_format({"num_format": "0.0%"})
        sheet = book.add_worksheet(_("三率"))
        heads = [_("编号"), _("单位"), _("时限类别")]
        for title in titles.values():
            heads += [f"{title} {part}" for part in (_("分子"), _("分母"), "%", _("不计入"))]
        sheet.write_row(0, 0, heads)
        sheet.freeze_panes(1, 0)
        for n, (code, name, klass, three) in enumerate(lines, 1):
            for column, text in enumerate((code, name, klass)):
                sheet.write_string(n, column, text)
            for m, key in enumerate(titles):
                rate = getattr(three, key)
                sheet.write_row(n, 3 + 4 * m, [rate.numerator, rate.denominator])
                if rate.enough and rate.value is not None:
                    sheet.write_number(n, 5 + 4 * m, rate.value, share)
                left = [f"{reasons.get(w, w)} {k}" for w, k in sorted(rate.excluded.items())]
                sheet.write_string(n, 6 + 4 * m, "；".join(left))
        _definition(book.add_worksheet(_("说明")), found, titles, meanings)
    stream.seek(0)
    return stream


def _definition(
    sheet: Worksheet, found: Rates, titles: Mapping[str, str], meanings: Mapping[str, str]
) -> None:
    said = [
        f"{found.of.name} {found.of.code}",
        _("收到时间：{start} 起，{end} 之前").format(start=found.start, end=found.end),
        _("按 {at} 已有的记录计算").format(at=moment(found.known_at)),
        *(f"{titles[key]}：{meanings[key]}" for key in titles),
        _("不足 {n} 件的不给比率，不排名次。").format(n=found.total.response.least),
    ]
    sheet.set_column(0, 0, 90)
    for n, line in enumerate(said):
        sheet.write_string(n, 0, line)


def spots(found: Iterable[Course], months: list[date], least: int) -> io.BytesIO:
    """Hot spots month by month; what is withheld is an empty cell."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("集中的问题"))
        heads = [_("编号"), _("事项"), _("地点"), *(f"{m:%Y-%m}" for m in months), _("合计")]
        sheet.write_row(0, 0, heads)
        for n, one in enumerate(found, 1):
            for column, text in enumerate((one.spot.matter, one.spot.matter_name,
                                           one.spot.place_name)):  # fmt: skip
                sheet.write_string(n, column, text)
            numbers = [*(one.by_month[m] for m in months), one.total]
            for column, number in enumerate(numbers, 3):
                if number is not None:
                    sheet.write_number(n, column, number)
        said = book.add_worksheet(_("说明"))
        said.write_string(
            0, 0, _("空白：少于 {n} 件，或能推算出这样的数，不列出。").format(n=least)
        )
    stream.seek(0)
    return stream
