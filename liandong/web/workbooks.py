"""A table taken away as .xlsx: text stays text, so that no cell is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from django.http import FileResponse
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Share:
    """A share of one, shown as a percentage."""

    value: float | Decimal


Cell = str | int | float | Decimal | Share | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the heads of its columns (none for plain lines), its rows."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def said(title: str, lines: Iterable[str]) -> Sheet:
    """A sheet of sentences: what is counted, as of when."""
    return Sheet(title, (), ((line,) for line in lines))


def taken(name: str, *sheets: Sheet) -> FileResponse:
    """The workbook as a file to keep."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
        for one in sheets:
            _fill(book.add_worksheet(one.title), one, bold, share)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)


def _fill(sheet: Worksheet, of: Sheet, bold: Format, share: Format) -> None:
    for column, head in enumerate(of.heads):
        sheet.write_string(0, column, str(head), bold)
    first = 1 if of.heads else 0
    sheet.freeze_panes(first, 0)
    sheet.set_column(0, max(len(of.heads) - 1, 0), 18 if of.heads else 90)
    for n, row in enumerate(of.rows, first):
        for column, value in enumerate(row):
            _write(sheet, n, column, value, share)


def _write(sheet: Worksheet, row: int, column: int, value: Cell, share: Format) -> None:
    if isinstance(value, Share):
        sheet.write_number(row, column, float(value.value), share)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, float(value))
