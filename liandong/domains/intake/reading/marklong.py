"""A marked copy of the values of a sheet, for inputs that cannot be edited in place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from liandong.core.kernel.errors import Severity

from .marklist import AUTHOR, FILLS, LIST_NAME, clean, comment_of, grouped, lines
from .result import Reading
from .text import address, shown
from .workbook import Sheet

MAX_COMMENTS = 2_000
_LINKS = 5_000
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def write_values(sheet: Sheet, reading: Reading, target: Path, language: str) -> None:
    """Write the cells of `sheet`, the findings of `reading` marked and listed, to `target`."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        _list(book, reading, language)
        name = sheet.name.translate(_FORBIDDEN).strip("'")[:31] or "Sheet1"
        page = book.add_worksheet(name if name != LIST_NAME.in_language(language) else "Sheet1")
        page.set_comments_author(AUTHOR)
        _cells(book, page, sheet, reading, language)
        page.freeze_panes(reading.header_rows[1], 0)


def _cells(
    book: xlsxwriter.Workbook, page: Any, sheet: Sheet, reading: Reading, language: str
) -> None:
    fills = {one: book.add_format({"bg_color": f"#{colour}"}) for one, colour in FILLS.items()}
    dated = {"num_format": "yyyy-mm-dd"}
    plain_date = book.add_format(dated)
    marks = grouped(reading.findings)
    worst = {
        at: min((one.severity for one in found), key=list(Severity).index)
        for at, found in marks.items()
    }
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            severity = worst.get((number, column))
            if cell == "" and severity is None:
                continue
            style = fills[severity] if severity else None
            if isinstance(cell, date) and style is None:
                style = plain_date
            broken = sheet.broken.get((number, column))
            _write(page, number - 1, column, broken or cell, style)
    for number, ((row_number, column), found) in enumerate(marks.items()):
        if number >= MAX_COMMENTS:
            break
        size = {"x_scale": 2.2, "y_scale": 1.2}
        page.write_comment(row_number - 1, column, comment_of(found, language), size)


def _write(page: Any, row: int, column: int, cell: object, style: object) -> None:
    if cell == "" or cell is None:
        page.write_blank(row, column, None, style)
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell, style)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell, style)
    elif isinstance(cell, datetime | date) and cell.year >= 1900:
        page.write_datetime(row, column, cell, style)
    elif isinstance(cell, time | timedelta):
        page.write_string(row, column, shown(cell), style)
    else:
        page.write_string(row, column, clean(shown(cell)), style)


def _list(book: xlsxwriter.Workbook, reading: Reading, language: str) -> None:
    page = book.add_worksheet(LIST_NAME.in_language(language))
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for width, letters in ((10, "A:B"), (60, "C:D")):
        page.set_column(letters, width)
    quoted = reading.sheet.translate(_FORBIDDEN)[:31].replace("'", "''")
    for number, line in enumerate(lines(reading, language)):
        for column, text in enumerate(line):
            page.write_string(number, column, clean(text), wrap if number > 2 else bold)
        if 3 <= number < _LINKS:
            one = reading.findings[number - 3]
            place = address(one.row, one.column)
            page.write_url(number, 0, f"internal:'{quoted}'!{place}", string=place)
    page.freeze_panes(3, 0)
