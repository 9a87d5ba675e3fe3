"""What can be sent in this room: a roster of members, a list of meetings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.intake.passing import Said
from liandong.domains.life import passing as meetings
from liandong.domains.members.imports import passing as members
from liandong.domains.observatory import days

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: who may send it, what it is called, how it is read and taken. `blank`:
    headings of an empty sheet, the words a column may hold, a line that explains."""

    code: str
    permission: Permission
    back: str
    title: Words
    list: Words
    file: Words
    help: Words
    about: tuple[Words, ...]
    noun: Words
    look: Callable[..., Said]
    take: Callable[..., dict[str, int]]
    mark: Callable[..., None]
    targets: Callable[[], list[tuple[str, Text]]]
    when: Callable[[datetime], dict[str, Any]]
    blank: tuple[tuple[str, ...], dict[str, list[str]], str]

    def name(self, step: str) -> str:
        """The name of an address of this kind."""
        return f"{self.code}-import-{step}"


def _today(at: datetime) -> dict[str, Any]:
    return {"on": days.today()}


def _now(at: datetime) -> dict[str, Any]:
    return {"at": at}


MEMBERS = Kind(
    code="members", permission=Permission.IMPORT_MEMBERS, back="organisation-members",
    title=_("导入名册"), list=_("党员"), file=_("党员名册"), noun=_("人"),
    help=_("Excel 或 WPS 表格（.xlsx、.xls），也可以是 .csv。一行一个人。"),
    about=(
        _("您平时用的花名册就可以：标题、多行表头、合并单元格、合计行都认得。"),
        _("要有姓名；最好有身份证号码，用来查重和核对出生日期。支部以下的名册可以不写党支部。"),
        _("认得的列：姓名、身份证号码、党支部或党组织代码、党小组、人员类别、性别、出生日期、民族、学历、"
          "联系电话、入党日期、转正日期、进入本支部日期。"),
    ),
    look=members.look, take=members.take, mark=members.mark, targets=members.targets, when=_today,
    blank=(
        ("姓名", "身份证号码", "党支部", "党小组", "人员类别", "联系电话", "民族", "学历",
         "入党日期", "转正日期", "进入本支部日期"),
        {"人员类别": ["正式党员", "预备党员", "发展对象", "入党积极分子", "入党申请人"]},
        "一行一个人。日期写成 2019-05-01；身份证号码设为文本格式。",
    ),
)  # fmt: skip

MEETINGS = Kind(
    code="meetings", permission=Permission.RECORD_LIFE, back="organisation-meetings",
    title=_("导入会议"), list=_("会议"), file=_("会议台账"), noun=_("次会议"),
    help=_("Excel 或 WPS 表格（.xlsx、.xls），也可以是 .csv。一行一次会议。"),
    about=(
        _("您平时用的“三会一课”台账就可以：标题、合并单元格、合计行都认得。"),
        _("要有这几列：组织（或组织代码）、类别、日期、实到；应到可以不写，按当天名册计算。"),
        _("一次会议兼作几类，用顿号隔开，如“党员大会、党课”。谁没有到不在这里写，在会议页登记。"),
    ),
    look=meetings.look, take=meetings.take, mark=meetings.mark, targets=lambda: [], when=_now,
    blank=(
        ("党支部", "会议类别", "召开日期", "应到", "实到", "列席", "地点", "主题"),
        {"会议类别": [
            "党员大会", "支委会", "党小组会", "党课", "主题党日", "组织生活会", "民主评议",
        ]},
        "一行一次会议。日期写成 2026-06-15；应到可以不写，按当天名册计算。",
    ),
)  # fmt: skip

KINDS = {one.code: one for one in (MEMBERS, MEETINGS)}
# What the fields of a list of meetings are called; those of a roster say it themselves.
FIELDS: dict[str, Words] = {
    "unit": _("召开的组织"), "code": _("组织代码"), "kind": _("会议类别"), "on": _("日期"),
    "entitled": _("应到"), "present": _("实到"), "guests": _("列席"), "venue": _("地点"),
    "topic": _("主题"),
}  # fmt: skip
