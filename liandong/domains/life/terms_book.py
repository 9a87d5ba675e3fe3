"""Terms of bodies as a workbook: the list as it was narrowed, and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.audit.actions import record
from liandong.domains.orgs.queries import Place

Cell = str | date | None


def workbook(
    of: Place, rows: Iterable[Sequence[Cell]], *, on: date, narrowed: str, by: str, by_name: str,
    at: datetime,
) -> bytes:  # fmt: skip
    """Take the list away as .xlsx; who took what is put on record in the same breath. `rows` as
    `heads`."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(out, options) as book, transaction.atomic():
        bold = book.add_format({"bold": True, "bg_color": "#F0F2F4", "bottom": 1})
        written = _list(book.add_worksheet(_("任期换届")), rows, bold)
        about = (
            (_("党组织"), f"{of.name} {of.code}"), (_("截至"), on.isoformat()),
            (_("筛选"), narrowed), (_("行数"), str(written)), (_("导出人"), by_name or by),
            (_("导出时间"), f"{timezone.localtime(at):%Y-%m-%d %H:%M}"),
        )  # fmt: skip
        _about(book.add_worksheet(_("说明")), about, bold)
        record(
            action="life.export_terms", by=by, at=at, subject="terms", unit=of.code,
            after={"on": on, "rows": written, "narrowed": narrowed},
        )  # fmt: skip
    return out.getvalue()


def _list(page: Any, rows: Iterable[Sequence[Cell]], bold: Any) -> int:
    """The list itself; how many rows. Text is always written as text."""
    written = 0
    for column, (head, width) in enumerate(heads()):
        page.set_column(column, column, width)
        page.write_string(0, column, head, bold)
    for written, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(written, column, datetime(*value.timetuple()[:3]))  # noqa: DTZ001
            elif value:
                page.write_string(written, column, value)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(written, 1), len(heads()) - 1)
    return written


def _about(page: Any, lines: Iterable[tuple[str, str]], bold: Any) -> None:
    page.set_column(0, 1, 30)
    for number, (term, value) in enumerate(lines):
        page.write_string(number, 0, term, bold)
        page.write_string(number, 1, value)


def heads() -> tuple[tuple[str, int], ...]:
    """What the columns are called, and how wide they are."""
    return (
        (_("组织"), 34), (_("代码"), 22), (_("类别"), 12), (_("书记"), 12), (_("本届起"), 12),
        (_("任期届满"), 12), (_("延期至"), 12), (_("状态"), 12), (_("换届进度"), 26),
        (_("换届期限"), 12),
    )  # fmt: skip
