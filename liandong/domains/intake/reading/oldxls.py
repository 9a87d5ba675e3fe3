"""Old .xls files, read in a process of their own.

The Rust reader ends the whole process (not with an exception) on some damaged .xls files, by asking
for more memory than there is. So it runs in a child with bounded memory, which may die alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from liandong.core.kernel.errors import Text

from .errors import unreadable

_MEMORY = 2 * 2**30
_SECONDS = 120
_ENCRYPTED = 3


def list_sheets(path: Path) -> list[tuple[str, bool, bool]]:
    """Name, whether it is a worksheet, and whether it is hidden, of each sheet."""
    return [(str(name), bool(work), bool(hidden)) for name, work, hidden in _ask(path)]


def read_sheet(path: Path, name: str) -> tuple[list[list[object]], list[tuple[int, int, int, int]]]:
    """The cells of a sheet, and its merges as first row, column, last row, column, from 0."""
    found = _ask(path, name)
    rows = [[_decoded(cell) for cell in row] for row in found["rows"]]
    return rows, [(m[0], m[1], m[2], m[3]) for m in found["merges"]]


def _ask(path: Path, *name: str) -> Any:
    command = [sys.executable, "-m", __name__, str(path.resolve()), *name]
    why = Text("工作簿结构不完整", "the structure of the workbook is incomplete")
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise unreadable("broken", why=why) from error
    if done.returncode == _ENCRYPTED:
        raise unreadable("encrypted")
    if done.returncode != 0:
        raise unreadable("broken", why=why)
    return json.loads(done.stdout)


def _encoded(cell: object) -> object:
    if isinstance(cell, date | time):
        return {type(cell).__name__: cell.isoformat()}
    return {"timedelta": cell.total_seconds()} if isinstance(cell, timedelta) else cell


def _decoded(cell: object) -> object:
    if not isinstance(cell, dict):
        return cell
    ((kind, value),) = cell.items()
    makers: dict[str, Any] = {"date": date, "datetime": datetime, "time": time}
    return makers[kind].fromisoformat(value) if kind in makers else timedelta(seconds=value)


def _bound_memory() -> None:
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(path: str, name: str | None = None) -> object:
    book = CalamineWorkbook.from_path(path)
    if name is None:
        return [
            (m.name, m.typ == SheetTypeEnum.WorkSheet, m.visible != SheetVisibleEnum.Visible)
            for m in book.sheets_metadata
        ]
    sheet = book.get_sheet_by_name(name)
    rows = [[_encoded(c) for c in row] for row in sheet.to_python(skip_empty_area=False)]
    return {"rows": rows, "merges": [(*a, *b) for a, b in sheet.merged_cell_ranges or []]}


if __name__ == "__main__":
    _bound_memory()
    try:
        sys.stdout.write(json.dumps(_answer(*sys.argv[1:])))
    except PasswordError:
        sys.exit(_ENCRYPTED)
