"""A roster as a workbook: numbers masked, or opened for those who may, which is audited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.audit.actions import record
from liandong.domains.members import queries
from liandong.domains.members.queries import Row
from liandong.domains.orgs.queries import Place
from liandong.domains.sealing import Sealed

_PIECE = 1_000
MOST = 100_000


def write(
    stream: BinaryIO, of: Place, *, on: date, by: str, at: datetime, opened: bool = False,
    reason: str = "", **narrowed: Any,
) -> int:  # fmt: skip
    """Write the roster of an organisation and those below it; the number of people.

    `narrowed`: as `queries.roster` takes it (stages, group, text, standing, floating). Whether
    somebody may have it, and `opened`, is for the caller's rights to say; opened needs a reason.
    Raises `LiandongError` `reason_missing`.
    """
    if opened and not reason.strip():
        raise LiandongError(
            "reason_missing",
            Text(
                "带完整号码的名册要写明用途。请填写后再导出。",
                "A roster with whole numbers needs its purpose. Say it, then export.",
            ),
        )
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        count = _people(book, of, on, opened, narrowed)
        _about(book, of, on=on, by=by, at=at, count=count, opened=opened)
    record(
        action="members.export", by=by, at=at, subject=f"unit:{of.code}", unit=of.code,
        after={"persons": count, "on": on, "opened": opened}, reason=reason.strip(),
    )  # fmt: skip
    return count


def _people(book: Any, of: Place, on: date, opened: bool, narrowed: dict[str, Any]) -> int:
    page = book.add_worksheet(_("党员名册"))
    heads = (
        _("姓名"), _("性别"), _("身份证号码"), _("出生日期"), _("民族"), _("学历"), _("联系电话"),
        _("党支部"), _("党小组"), _("人员类别"), _("党籍"), _("入党日期"), _("转正日期"),
        _("进入本支部日期"),
    )  # fmt: skip
    page.freeze_panes(1, 0)
    page.set_column(0, len(heads) - 1, 16)
    page.write_row(0, 0, heads, book.add_format({"bold": True}))
    count = 0
    for one in _everybody(of, on, narrowed):
        count += 1
        for column, said in enumerate(_cells(one, opened)):
            page.write_string(count, column, said)
    return count


def _everybody(of: Place, on: date, narrowed: dict[str, Any]) -> Iterator[Row]:
    after, seen = "", 0
    while seen < MOST:
        page = queries.roster(of, on=on, after=after, limit=_PIECE, **narrowed)
        yield from page.rows
        seen, after = seen + len(page.rows), page.next
        if not after:
            return


def _cells(one: Row, opened: bool) -> tuple[str, ...]:
    person, row = one.person, one.membership

    def number(value: Sealed) -> str:
        return value.opened() if opened else value.masked()

    return (
        person.name, str(person.get_sex_display()), number(person.identity),
        str(person.birth_date or ""), person.ethnicity, person.education, number(person.phone),
        row.unit.name, row.group.name if row.group else "", str(row.get_stage_display()),
        str(row.get_standing_display()), str(person.joined_on or ""), str(person.full_on or ""),
        row.start.isoformat(),
    )  # fmt: skip


def _about(
    book: Any, of: Place, *, on: date, by: str, at: datetime, count: int, opened: bool
) -> None:  # fmt: skip
    page = book.add_worksheet(_("说明"))
    lines = (
        (_("党组织"), of.name), (_("截至"), on.isoformat()), (_("人数"), str(count)),
        (_("导出人"), by), (_("导出时间"), f"{at:%Y-%m-%d %H:%M}"),
        (_("号码"), _("完整") if opened else _("已遮盖")),
    )  # fmt: skip
    for number, (term, value) in enumerate(lines):
        page.write_string(number, 0, term)
        page.write_string(number, 1, value)
    if count >= MOST:
        page.write_string(len(lines), 0, _("只导出前 100,000 人，请按下级组织分别导出。"))
