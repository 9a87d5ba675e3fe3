"""The day for which a sheet holds, in the many ways offices write it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from liandong.core.kernel.errors import Text

from .text import address, compact, shown

_KEYWORD = re.compile(r"截至|截止|时点|统计日期|统计时间|数据日期|数据时间|基准日|asof", re.I)
_OTHER_DATE = re.compile(r"填报|填表|制表|打印|报送|上报|印发|审核|编制")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_LONGEST = 500
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月)?(?:([一二三四五六七八九十]{1,3})日)?"
)
_DAY = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})(?!\d)日?")
_PACKED = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(\d\d)(\d\d)(?!\d)")
_YEAR_END = re.compile(r"(?<!\d)((?:19|20|21)\d\d)年?度?(?:年?底|年?末|年终)")
_QUARTER = re.compile(r"(?<!\d)((?:19|20|21)\d\d)年第?([一二三四1-4])季度")
_HALF = re.compile(r"(?<!\d)((?:19|20|21)\d\d)年(上|下)半年")
_MONTH = re.compile(
    r"(?<!\d)((?:19|20|21)\d\d)(?:年|[-./])(\d{1,2})(?:月(?:份?底|份?末)?|(?![\d./-]))"
)


_Ends = Callable[[re.Match[str]], tuple[int, int, int | None]]
_READERS: tuple[tuple[re.Pattern[str], _Ends], ...] = (
    (_DAY, lambda m: (int(m[1]), int(m[2]), int(m[3]))),
    (_PACKED, lambda m: (int(m[1]), int(m[2]), int(m[3]))),
    (_YEAR_END, lambda m: (int(m[1]), 12, 31)),
    (_QUARTER, lambda m: (int(m[1]), _QUARTERS[m[2]], None)),
    (_HALF, lambda m: (int(m[1]), 6 if m[2] == "上" else 12, None)),
    (_MONTH, lambda m: (int(m[1]), int(m[2]), None)),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A date written in the cell at `row` (from 1) and `column` (from 0); `day` is None when
    there is no such day (2月30日). `said` when words such as 截至 stand before it."""

    day: date | None
    text: str
    row: int
    column: int
    said: bool

    @property
    def cell(self) -> str:
        """The cell as people write it: K2."""
        return address(self.row, self.column)


def dates_in(text: str) -> list[date | None]:
    """Every date written in `text`; None for one that does not exist."""
    return [_day(*one) for one in _written(text)]


def no_such_day(text: str) -> Text | None:
    """Why the first date written in `text` that does not exist does not; None when all do."""
    for year, month, day in _written(text):
        if not 1 <= month <= 12:
            return Text(f"没有 {month} 月", f"there is no month {month}")
        if _day(year, month, day) is None:
            return Text(f"{year}年{month}月没有 {day} 日", f"{year}-{month:02} has no day {day}")
    return None


def _written(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Year, month and day of every date written in `text`, whether it exists or not."""
    tight = _CHINESE.sub(_in_digits, compact(text[:_LONGEST]))
    for pattern, ends in _READERS:
        yield from (ends(match) for match in pattern.finditer(tight))
        tight = pattern.sub(" ", tight)


def _day(year: int, month: int, day: int | None) -> date | None:
    """A day, None when there is no such day; a `day` of None is the last of the month."""
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = last if day is None else day
    return date(year, month, day) if 1 <= day <= last else None


def _in_digits(match: re.Match[str]) -> str:
    text = match[1].translate(_DIGITS) + "年"
    for part, unit in ((match[2], "月"), (match[3], "日")):
        if part:
            tens, ten, ones = part.rpartition("十")
            number = int((ones or "0").translate(_DIGITS))
            text += f"{number + (int((tens or '一').translate(_DIGITS)) * 10 if ten else 0)}{unit}"
    return text


def dates_of_row(number: int, cells: list[object]) -> Iterable[Seen]:
    """The dates of one row; `said` where words such as 截至 stand before them."""
    waiting = False
    for column, cell in enumerate(cells):
        text = shown(cell)
        if not text:
            continue
        keyword = _KEYWORD.search(compact(text))
        after = compact(text)[keyword.end() :] if keyword else text
        days = dates_in(after) or (dates_in(text) if keyword else [])
        if not keyword and not waiting and _OTHER_DATE.search(text):
            continue
        for day in days[:1] if keyword or waiting else days:
            yield Seen(day, text, number, column, bool(keyword) or waiting)
        waiting = bool(keyword) and not days


def choose(seen: list[Seen]) -> tuple[Seen | None, list[Seen]]:
    """The one date meant, if it is clear; else the ones that compete."""
    for group in ([s for s in seen if s.said], seen):
        if group:
            clear = {s.day for s in group}
            return (group[0], []) if len(clear) == 1 and group[0].day else (None, group)
    return None, []
