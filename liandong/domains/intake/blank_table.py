"""An empty sheet to fill in: headings, the words a column may hold, a line that explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO

import xlsxwriter

_ROWS, _WIDTH = 1_000, 16


def write(
    stream: BinaryIO, title: str, headings: Sequence[str], choices: Mapping[str, list[str]],
    note: str,
) -> None:  # fmt: skip
    """Cells are text, so that no number loses its digits."""
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet(title[:31])
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "bg_color": "#E8EDF2", "border": 1})
        page.set_column(0, len(headings) - 1, _WIDTH, text)
        page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        page.write_string(1, 0, note)
        for column, heading in enumerate(headings):
            page.write_string(2, column, heading, head)
            if heading in choices:
                rule = {"validate": "list", "source": choices[heading],
                        "error_type": "information"}  # fmt: skip
                page.data_validation(3, column, _ROWS, column, rule)
        page.freeze_panes(3, 1)
