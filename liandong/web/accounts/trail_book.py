"""The audit trail as a workbook."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.audit.models import Event
from liandong.web.accounts.whose import People
from liandong.web.accounts.words import action_label
from liandong.web.components.tags.numbers import moment


def write(
    stream: BytesIO, events: Sequence[Event], narrowed: dict[str, str], *, by: str, most: int
) -> None:
    """One row for each event; a second sheet says who took it away, when, how narrowed."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        page, bold = book.add_worksheet(_("审计记录")), book.add_format({"bold": True})
        heads = (
            _("编号"), _("时间"), _("姓名"), _("用户名"), _("做了什么"), _("对象"),
            _("单位代码"), _("理由"), _("操作前"), _("操作后"), _("指纹"),
        )  # fmt: skip
        page.write_row(0, 0, heads, bold)
        people = People(events)
        for row, one in enumerate(events, 1):
            page.write_number(row, 0, one.pk)
            for column, text in enumerate(_cells(one, people), 1):
                page.write_string(row, column, text[:32_000])
        page.set_column(1, 9, 22)
        page.freeze_panes(1, 0)
        about = book.add_worksheet(_("说明"))
        lines = [
            (_("导出人"), by), (_("导出时间"), moment(timezone.now())),
            (_("条数"), str(len(events))), (_("上限"), str(most)),
            *narrowed.items(),
        ]  # fmt: skip
        for row, (term, value) in enumerate(lines):
            about.write_string(row, 0, term)
            about.write_string(row, 1, value)


def _cells(one: Event, people: People) -> tuple[str, ...]:
    said = [json.dumps(v, ensure_ascii=False) if v else "" for v in (one.before, one.after)]
    return (
        moment(one.at), people.doer(one).name, one.by, action_label(one.action), one.subject,
        one.unit, one.reason, *said, one.digest,
    )  # fmt: skip
