"""What headings, kinds and days are called in sheets."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from liandong.domains.intake.reading.text import compact
from liandong.domains.life.enums import MeetingKind

HEADINGS: dict[str, tuple[str, ...]] = {
    "unit": (
        "支部", "党支部", "党组织", "党组织名称", "组织", "组织名称", "支部名称", "党支部名称",
        "所属支部", "单位", "召开组织", "unit", "branch",
    ),
    "code": ("代码", "组织代码", "党组织代码", "支部代码", "编码", "组织编码", "code"),
    "kind": (
        "类别", "会议类别", "会议类型", "类型", "活动类别", "活动类型", "会议种类", "kind", "type",
    ),
    "on": (
        "日期", "召开日期", "会议日期", "活动日期", "召开时间", "会议时间", "活动时间", "时间",
        "date",
    ),
    "entitled": ("应到", "应到人数", "应到会人数", "应参加人数", "应参会人数", "entitled"),
    "present": (
        "实到", "实到人数", "实到会人数", "到会人数", "实际参加人数", "参加人数", "参会人数",
        "present",
    ),
    "guests": ("列席", "列席人数", "guests"),
    "venue": ("地点", "会议地点", "召开地点", "活动地点", "place", "venue"),
    "topic": ("议题", "主题", "会议主题", "会议议题", "活动主题", "内容", "主要内容", "topic"),
}  # fmt: skip
_BY_HEADING = {heading: field for field, names in HEADINGS.items() for heading in names}
_NOTE = re.compile(r"[(（].*?[)）]|[*:：]")

_KINDS = {
    "党员大会": MeetingKind.ASSEMBLY, "支部党员大会": MeetingKind.ASSEMBLY,
    "支部大会": MeetingKind.ASSEMBLY, "支部委员会": MeetingKind.COMMITTEE,
    "支委会": MeetingKind.COMMITTEE, "支部委员会会议": MeetingKind.COMMITTEE,
    "支委会议": MeetingKind.COMMITTEE, "党小组会": MeetingKind.GROUP,
    "党小组会议": MeetingKind.GROUP, "小组会": MeetingKind.GROUP, "党课": MeetingKind.LESSON,
    "上党课": MeetingKind.LESSON, "主题党日": MeetingKind.THEMED_DAY,
    "主题党日活动": MeetingKind.THEMED_DAY, "党日活动": MeetingKind.THEMED_DAY,
    "组织生活会": MeetingKind.ORGANISATION_LIFE, "专题组织生活会": MeetingKind.ORGANISATION_LIFE,
    "民主评议": MeetingKind.APPRAISAL, "民主评议党员": MeetingKind.APPRAISAL,
    "民主评议党员会": MeetingKind.APPRAISAL,
} | {kind.value: kind for kind in MeetingKind}  # fmt: skip
_BETWEEN = re.compile(r"[、,，+＋/;；暨和及&]|\s{2,}")
_DAY = re.compile(r"((?:19|20)\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?(?:\D.*)?|((?:19|20)\d{6})")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(32_874, 54_789)  # 1990 to 2049


def field_of(heading: str) -> str | None:
    """What a column with this heading holds."""
    return _BY_HEADING.get(_NOTE.sub("", compact(heading)).casefold())


def kinds_of(text: str) -> list[MeetingKind] | None:
    """The kinds a cell names, the first one first; `None` when one of them is none of ours."""
    parts = [compact(part) for part in _BETWEEN.split(text.strip()) if part.strip()]
    found = [_KINDS.get(part.casefold()) for part in parts]
    return [one for one in found if one] if found and all(found) else None


def day_of(value: object) -> date | None:
    """The day a cell says, as a date, a text, or the number Excel keeps for one."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and int(value) in _SERIALS:
        return _EPOCH + timedelta(days=int(value))
    found = _DAY.fullmatch(compact(str(value)))
    if found is None:
        return None
    year, month, day, plain = found.groups()
    if plain:
        year, month, day = plain[:4], plain[4:6], plain[6:]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def count_of(value: object) -> int | None:
    """A whole number of people, `人` allowed; `None` for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value >= 0 and value == int(value) else None
    text = compact(str(value)).removesuffix("人").removesuffix("名")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
