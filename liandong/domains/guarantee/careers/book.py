"""The workers of an area as a workbook; that it was taken away is on record."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime

import xlsxwriter

from liandong.core.kernel.errors import Text
from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.guarantee.careers.models import Service
from liandong.domains.orgs.queries import Place

_HEADS = (
    (Text("社区", "Community"), 28), (Text("工号", "Number"), 16), (Text("姓名", "Name"), 16),
    (Text("岗位", "Post"), 10), (Text("等级", "Grade"), 8), (Text("任职日期", "Since"), 12),
)  # fmt: skip


def workbook(
    rows: Iterable[Service], *, of: Place, on: date, language: str, by: str, at: datetime
) -> bytes:
    """The rows as .xlsx, values as text so that no cell is ever a formula."""
    stream, count = io.BytesIO(), 0
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(Text("社区工作者", "Workers").in_language(language))
        bold = book.add_format({"bold": True})
        for place, (head, width) in enumerate(_HEADS):
            sheet.write_string(0, place, head.in_language(language), bold)
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        for count, one in enumerate(rows, 1):
            name = one.worker.user.display_name if one.worker.user else ""
            said = (one.unit.name, one.worker.number, name, str(one.get_post_display()))
            for place, value in enumerate(said):
                sheet.write_string(count, place, value)
            sheet.write_number(count, len(said), one.grade)
            sheet.write_string(count, len(said) + 1, one.start.isoformat())
    with explained():
        record(action="guarantee.career.export", by=by, at=at, subject="workers", unit=of.code,
               after={"on": on, "rows": count})  # fmt: skip
    return stream.getvalue()
