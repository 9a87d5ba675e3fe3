"""A .csv as offices export it: UTF-8 or GB18030, with commas, tabs or semicolons."""

from __future__ import annotations

import csv
from pathlib import Path

from liandong.core.kernel.errors import Text

from .errors import unreadable

MAX_BYTES = 200 * 2**20


def read_csv(path: Path, max_rows: int, max_columns: int) -> list[list[object]]:
    """All rows as text; `UnreadableFile` when the bytes are no text or no table."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        limit = f"{MAX_BYTES // 2**20} MB"
        raise unreadable("too_big", size=f"{size // 2**20} MB", limit=limit)
    text = _decode(path.read_bytes())
    head = "\n".join(text.splitlines()[:30])
    delimiter = max(",\t;", key=head.count)
    if head.count(delimiter) == 0:
        raise unreadable("wrong_type", what=Text("没有分列的纯文本", "plain text without columns"))
    rows: list[list[object]] = []
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            rows.append(list(row))
            if len(rows) > max_rows or len(row) > max_columns:
                cell = Text(f"第 {len(rows)} 行", f"row {len(rows)}")
                said = {"cell": cell, "rows": max_rows, "columns": max_columns}
                raise unreadable("too_many_rows", sheet=path.name, **said)
    except csv.Error as error:
        why = Text("有一格过长或引号不成对", "a cell is too long, or a quotation mark is unpaired")
        raise unreadable("broken", why=why) from error
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _decode(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise unreadable("wrong_type", what=Text("二进制文件", "a binary file"))
