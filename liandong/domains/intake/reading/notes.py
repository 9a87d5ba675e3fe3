"""What the notes of a sheet say about empty cells, and for which columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .definition import Blank, Dimension, LedgerDefinition
from .text import compact

_SENTENCE = re.compile(
    r"([^;；。\n]*?)(?:空白|空格|空着|留空|为空|未填|不填|没有填)(?:的|处|项|格|栏|者|单元格)*"
    r"(?:均|都|则|一律|也)*(不|并非|并不)?(?:表示|视为|视同|代表|即为|即|是指|指|是|为|等于|按)"
    r"([^;；。,，\n]*)"
)
_UNKNOWN = re.compile(
    r"不详|未知|不清楚|不明|不了解|未统计|未掌握|未上报|未报|待核|待查|缺失|缺数|没有数据|无数据"
)
_LONGEST = 1_000
_ZERO = re.compile(r"没有|无|零|^0|为0|是0|没配|未配|未安排|未设|不存在")
_TOPICS: tuple[tuple[re.Pattern[str], Dimension], ...] = (
    (re.compile(r"经费|资金|款|金额"), Dimension.MONEY),
    (re.compile(r"面积|用房|场所"), Dimension.AREA),
    (re.compile(r"户数|户籍|住户"), Dimension.HOUSEHOLDS),
    (re.compile(r"人员|专干|人数|人口|副书记|工作者|配备"), Dimension.PEOPLE),
)


@dataclass(frozen=True, slots=True)
class BlankNote:
    """A note's word on blanks: the fields it speaks of, and what it says."""

    fields: frozenset[str]
    meaning: Blank
    text: str


def blank_notes(text: str, definition: LedgerDefinition) -> list[BlankNote]:
    """Every statement about empty cells in `text`."""
    found = []
    for match in _SENTENCE.finditer(compact(text[:_LONGEST])):
        before, negated, after = match[1], match[2], match[3]
        meaning = _meaning(after)
        if meaning is None or negated:
            meaning = Blank.ASK
        fields = _fields(before, after, definition)
        found.append(BlankNote(fields, meaning, match[0].strip("说明注备:：,，")))
    return found


def _meaning(after: str) -> Blank | None:
    if _UNKNOWN.search(after):
        return Blank.UNKNOWN
    return Blank.ZERO if _ZERO.search(after) else None


def _fields(before: str, after: str, definition: LedgerDefinition) -> frozenset[str]:
    """The fields a note names; by heading first, then by topic; else all that may be none."""
    for text in (before, after):
        named = {
            one.code
            for one in definition.fields
            if any(len(head) > 2 and compact(head) in text for head in one.headers)
        }
        if named:
            return frozenset(named)
        topics = {dimension for pattern, dimension in _TOPICS if pattern.search(text)}
        if topics:
            return frozenset(f.code for f in definition.fields if f.dimension in topics)
    # Where a blank can never mean none (households), only a note that names the field counts.
    return frozenset(f.code for f in definition.fields if f.blank is Blank.ASK)
