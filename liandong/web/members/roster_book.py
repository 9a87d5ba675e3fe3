"""A roster as a workbook: numbers masked, a second sheet that says whose, when, by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from io import BytesIO
from urllib.parse import quote

import xlsxwriter
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from liandong.domains.audit.actions import record
from liandong.domains.members import queries
from liandong.domains.members.enums import Stage
from liandong.domains.members.queries import Row
from liandong.domains.orgs.queries import Place
from liandong.web.components.tags.numbers import day, moment
from liandong.web.imports.uploading import XLSX

MOST, _PIECE = 50_000, 2_000


def taken(
    place: Place, *, on: date, stages: Collection[str], text: str, by: str, by_name: str,
    at: datetime,
) -> bytes:  # fmt: skip
    """The file; who took how many lines is put on record, whom they looked for is not."""
    rows = list(_every(place, on, stages, text))
    stream = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        bold = book.add_format({"bold": True})
        _list(book.add_worksheet(_("党员名册")), rows, bold)
        about = book.add_worksheet(_("说明"))
        stages_said = _("、").join(str(Stage(one).label) for one in stages)
        for line, (term, value) in enumerate((
            (_("组织"), place.name), (_("截至"), day(on)), (_("阶段"), stages_said),
            (_("人数"), str(len(rows))), (_("导出人"), by_name), (_("导出时间"), moment(at)),
            (_("提示"), _("身份证号和电话已打码。名册仅供党务工作使用，用后请妥善保管。")),
        )):  # fmt: skip
            about.write_string(line, 0, term, bold)
            about.write_string(line, 1, value)
        about.set_column(0, 1, 30)
    with transaction.atomic():
        record(action="members.export", by=by, at=at, subject=f"organisation:{place.code}",
               unit=place.code, after={"on": on, "rows": len(rows), "stages": list(stages),
                                       "narrowed": bool(text)})  # fmt: skip
    return stream.getvalue()


def _every(place: Place, on: date, stages: Collection[str], text: str) -> Iterator[Row]:
    after, left = "", MOST
    while left > 0:
        page = queries.roster(place, on=on, stages=stages, text=text, after=after,
                              limit=min(_PIECE, left))  # fmt: skip
        yield from page.rows
        after, left = page.next, left - len(page.rows)
        if not after:
            return


def _list(sheet: object, rows: list[Row], bold: object) -> None:
    heads = (
        _("姓名"), _("性别"), _("出生日期"), _("民族"), _("学历"), _("党支部"), _("党小组"),
        _("阶段"), _("党籍"), _("从"), _("身份证号"), _("电话"), _("备注"),
    )  # fmt: skip
    sheet.write_row(0, 0, heads, bold)  # type: ignore[attr-defined]
    for line, one in enumerate(rows, 1):
        for column, text in enumerate(_cells(one)):
            sheet.write_string(line, column, text)  # type: ignore[attr-defined]
    sheet.set_column(0, len(heads) - 1, 16)  # type: ignore[attr-defined]
    sheet.freeze_panes(1, 1)  # type: ignore[attr-defined]
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)  # type: ignore[attr-defined]


def _cells(one: Row) -> tuple[str, ...]:
    person, held = one.person, one.membership
    return (
        person.name, str(person.get_sex_display()),
        person.birth_date.isoformat() if person.birth_date else "", person.ethnicity,
        person.education, held.unit.name, held.group.name if held.group else "",
        str(held.get_stage_display()), str(held.get_standing_display()), held.start.isoformat(),
        person.identity.masked(), person.phone.masked(),
        _("演示虚构") if person.invented else "",
    )  # fmt: skip


def answer(book: bytes, name: str, plain: str) -> HttpResponse:
    """A download, its name in Chinese for those who can, in plain letters for the others."""
    said = f"attachment; filename=\"{plain}.xlsx\"; filename*=UTF-8''{quote(name)}.xlsx"
    return HttpResponse(book, content_type=XLSX, headers={"Content-Disposition": said})
