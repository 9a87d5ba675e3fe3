"""The sheet to fill in: made from the ledger's definition, the communities already named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import xlsxwriter

from liandong.domains.guarantee.ledger import LEDGER
from liandong.domains.intake.reading.units import BASE
from liandong.domains.orgs.queries import Place, lines

KINDS = {"community"}
# Offices keep their accounts of these in ten thousands.
_USUAL = {"work_funds": "万元", "special_fund": "万元"}
_WIDTH = 14


def _headings() -> list[str]:
    places = [level.headers[0] for level in LEDGER.levels[1:]]
    values = [
        f"{field.headers[0]}({_USUAL.get(field.code, BASE[field.dimension].name)})"
        for field in LEDGER.fields
    ]
    return [*places, *values]


def write(stream: BinaryIO, communities: Iterable[Place], area: str) -> None:
    """Write the workbook: one row for each community, figures empty, and a sheet that explains."""
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("社区保障台账")
        title = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format(
            {"bold": True, "bg_color": "#E8EDF2", "border": 1, "text_wrap": True, "valign": "top"}
        )
        page.write_string(0, 0, f"{area}社区保障台账", title)
        page.write_string(1, 0, "截至日期：")
        page.write_string(2, 0, "说明：没有的填 0；空白表示不详。")
        for column, heading in enumerate(_headings()):
            page.write_string(3, column, heading, head)
        for row, names in enumerate(_rows(list(communities)), 4):
            for column, name in enumerate(names):
                page.write_string(row, column, name)
        page.set_column(0, len(_headings()) - 1, _WIDTH)
        page.set_row(3, 48)
        page.freeze_panes(4, len(LEDGER.levels) - 1)
        _explain(book, title)


def _rows(communities: list[Place]) -> Iterable[list[str]]:
    """For each community the names of its city, district and street, and its own."""
    for community, way in zip(communities, lines(communities).values(), strict=True):
        names = []
        rest = way[1:-1]
        for level in LEDGER.levels[1:-1]:
            fits = rest and rest[0].kind in level.kinds
            names.append(rest.pop(0).name if fits else "")
        yield [*names, community.name]


def _explain(book: Any, title: Any) -> None:
    page = book.add_worksheet("填写说明")
    page.write_string(0, 0, "填写说明", title)
    lines_ = [
        "1. 在“截至日期：”右边的格里写日期，如 2016-12-31。",
        "2. 一行一个社区，名称不要改动；可以只留要报的行。",
        "3. 数字只写数字，单位已写在表头；金额的单位是万元。",
        "4. 没有的填 0，不清楚的留空；系统不会把空白当成 0。",
    ]
    for row, text in enumerate(lines_, 2):
        page.write_string(row, 0, text)
    page.write_row(7, 0, ["项目", "单位", "例"])
    for row, field in enumerate(LEDGER.fields, 8):
        unit = _USUAL.get(field.code, BASE[field.dimension].name)
        page.write_row(row, 0, [field.label.zh, unit, field.example])
    page.set_column(0, 0, 60)
