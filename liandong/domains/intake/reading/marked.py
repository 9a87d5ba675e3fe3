"""Hand the workbook back with every finding marked in its cell and listed on a sheet in front.

The sender's own .xlsx keeps its looks and formulas. For a .csv, an old .xls, or a very long sheet
the values are written into a new .xlsx instead.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook as NewBook
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from liandong.core.kernel.errors import Severity

from .filetype import Kind
from .findings import Finding
from .marklist import AUTHOR, COLUMNS, FILLS, LIST_NAME, clean, comment_of, grouped, lines
from .marklong import write_values
from .result import Reading
from .workbook import Workbook, open_workbook

LONG = 30_000
"""Rows above which the cells are copied rather than the workbook edited: much less memory."""
MAX_COMMENTS = 2_000
_WIDTHS = (10, 10, 60, 60)
_LINKS = 5_000


def write_marked(
    source: str | Path, reading: Reading, target: str | Path, *, language: str = "zh-hans"
) -> None:
    """Write to `target` (.xlsx) the workbook `source` as read in `reading`, its findings marked."""
    book = open_workbook(source)
    last = max((row.number for row in reading.rows), default=0)
    if book.kind is not Kind.XLSX or last > LONG or not _edit(book, reading, target, language):
        write_values(book.read(reading.sheet), reading, Path(target), language)


def _edit(book: Workbook, reading: Reading, target: str | Path, language: str) -> bool:
    """Mark the sender's workbook; False when openpyxl cannot open what calamine could."""
    try:
        opened = load_workbook(book.path, keep_links=False)
        sheet = opened[reading.sheet]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, zipfile.BadZipFile):
        return False
    _unmark(opened, sheet)
    anchors = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        if area.size["rows"] * area.size["columns"] < LONG
        for row, column in area.cells
    }
    for number, ((row, column), findings) in enumerate(grouped(reading.findings).items()):
        at = anchors.get((row, column + 1), (row, column + 1))
        _mark(sheet.cell(*at), findings, language, comment=number < MAX_COMMENTS)
    _list(opened, reading, language)
    opened.save(target)
    return True


def _unmark(book: NewBook, sheet: Worksheet) -> None:
    """Take away what an earlier marking left, so that a mended cell no longer looks wrong."""
    for name in (LIST_NAME.zh, LIST_NAME.en):
        if name in book.sheetnames and name != sheet.title:
            del book[name]
    ours = {f"00{colour}" for colour in FILLS.values()} | {f"FF{c}" for c in FILLS.values()}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            if cell.comment and cell.comment.author == AUTHOR:
                cell.comment = None
            if cell.has_style and cell.fill.fgColor.rgb in ours:
                cell.fill = PatternFill()


def _mark(cell: Any, findings: list[Finding], language: str, *, comment: bool) -> None:
    worst = min(findings, key=lambda one: list(Severity).index(one.severity))
    cell.fill = PatternFill("solid", fgColor=FILLS[worst.severity])
    if comment:
        text = comment_of(findings, language)
        if cell.comment:
            text = f"{cell.comment.text}\n----\n{text}"
        cell.comment = Comment(text, AUTHOR, width=320, height=120)


def _list(book: NewBook, reading: Reading, language: str) -> None:
    sheet = book.create_sheet(LIST_NAME.in_language(language), 0)
    for number, line in enumerate(lines(reading, language), 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column)
            _say(cell, text)
    for column in range(1, len(COLUMNS) + 1):
        sheet.cell(3, column).font = Font(bold=True)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for index, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCD"[index]].width = width
    sheet.freeze_panes = "A4"
    quoted = reading.sheet.replace("'", "''")
    for number, one in enumerate(reading.findings[:_LINKS], 4):
        cell = sheet.cell(number, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{one.cell}")
        cell.font = Font(color="0563C1", underline="single")
        sheet.cell(number, 2).fill = PatternFill("solid", fgColor=FILLS[one.severity])
    for other in book.worksheets:
        other.sheet_view.tabSelected = False
    book.active = 0


def _say(cell: Cell | MergedCell, text: str) -> None:
    """Write words as words: a sender's `=…` must not become a formula of ours."""
    cell.value = clean(text)
    if isinstance(cell, Cell):
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=cell.row > 2, vertical="top")
