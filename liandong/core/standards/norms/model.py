"""What a norm is: a named parameter whose values are dated, scoped and sourced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from liandong.core.kernel.codes import DivisionCode, Level
from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import Period
from liandong.core.standards.model import Direction

NATION = "CN"  # the scope of a value for the whole country, above all division codes


class NormUnit(StrEnum):
    """What a value is counted in. Closed: a new unit needs a formula that knows it."""

    PERSON = "person"
    PERSON_PER_10000 = "person_per_10000"
    YUAN = "yuan"
    SQUARE_METRE_PER_100_HOUSEHOLDS = "square_metre_per_100_households"
    TIMES = "times"
    REQUEST = "request"
    HOUR = "hour"
    MINUTE = "minute"
    CLOCK_HOUR = "clock_hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"
    GRADE = "grade"
    SHARE = "share"  # of a whole: 0.5 is half
    PRESENCE = "presence"  # 1: it must be there, in any amount; 0: it need not

    @property
    def text(self) -> Text:
        """The words for screens."""
        return _UNIT_TEXTS[self]


_UNIT_TEXTS = {
    NormUnit.PERSON: Text("人", "persons"),
    NormUnit.PERSON_PER_10000: Text("人/万人", "persons per 10,000 residents"),
    NormUnit.YUAN: Text("元", "yuan"),
    NormUnit.SQUARE_METRE_PER_100_HOUSEHOLDS: Text("平方米/百户", "m² per 100 households"),
    NormUnit.TIMES: Text("次", "times"),
    NormUnit.REQUEST: Text("件", "requests"),
    NormUnit.HOUR: Text("学时", "hours of study"),
    NormUnit.MINUTE: Text("分钟", "minutes"),
    NormUnit.CLOCK_HOUR: Text("小时", "hours"),
    NormUnit.DAY: Text("天", "days"),
    NormUnit.WORKING_DAY: Text("个工作日", "working days"),
    NormUnit.MONTH: Text("个月", "months"),
    NormUnit.YEAR: Text("年", "years"),
    NormUnit.GRADE: Text("级", "grade"),
    NormUnit.SHARE: Text("（占比）", "(share)"),
    NormUnit.PRESENCE: Text("有无", "present or not"),
}


class Effect(StrEnum):
    """What missing the norm means: somebody owes something, a look is asked for, or nothing."""

    DUTY = "duty"
    WARN = "warn"
    INFO = "info"


class Tag(StrEnum):
    """How well the value is known."""

    NATIONAL = "N"
    LOCAL = "L"
    SPEECH = "S"
    UNCONFIRMED = "U"

    @property
    def text(self) -> Text:
        """The words for screens."""
        return _TAG_TEXTS[self]


_TAG_TEXTS = {
    Tag.NATIONAL: Text("国家文件", "national text"),
    Tag.LOCAL: Text("地方规定", "local rule"),
    Tag.SPEECH: Text("2017 年讲话", "2017 speech"),
    Tag.UNCONFIRMED: Text("未经证实", "unconfirmed"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value is written."""

    instrument: Text
    article: Text | None = None
    url: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of one norm, for one scope.

    `stated` is the period as its author wrote it, `period` the one in force after later entries of
    the same scope have ended earlier ones. `scope` is `CN` or a canonical 12-digit division code.
    """

    norm: str
    value: Decimal
    scope: str
    stated: Period
    period: Period
    floor: bool
    tag: Tag
    source: Source
    file: Path
    line: int

    @property
    def level(self) -> Level:
        return Level.NATION if self.scope == NATION else DivisionCode(self.scope).level

    @property
    def key(self) -> str:
        """Names this entry among all of a book: norm, scope and first day."""
        return f"{self.norm}@{self.scope}@{self.period.start}"

    def covers(self, other: Entry) -> bool:
        """Whether this entry's scope holds the other's."""
        if self.scope in (NATION, other.scope):
            return True
        return other.scope != NATION and DivisionCode(self.scope).covers(DivisionCode(other.scope))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One norm: what it asks, in which unit, and all its values, most general scope first."""

    code: str
    title: Text
    explanation: Text
    unit: NormUnit
    direction: Direction
    effect: Effect
    entries: tuple[Entry, ...]


class Row(NamedTuple):
    """One entry, flat, for engines; the period is half-open and `end=None` is open."""

    key: str
    norm: str
    value: Decimal
    scope: str
    level: int
    start: date
    end: date | None
    floor: bool
    tag: str
    unit: str
    direction: str
    effect: str
    instrument_zh: str
    instrument_en: str
    article_zh: str | None
    article_en: str | None
    url: str | None
    note_zh: str | None
    note_en: str | None

    def held_below(self, low: str) -> tuple[Any, ...]:
        """The row of the table `norms` that engines read, for the units from a path on down."""
        at_most = self.direction == Direction.AT_MOST.value
        return (
            self.norm, self.value, low, low + "~", self.level, self.floor, at_most, self.start,
            self.end,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NormBook:
    """All norms of an instance, as read and checked."""

    parameters: Mapping[str, Parameter]

    def __getitem__(self, code: str) -> Parameter:
        """The norm of a code; raises `LiandongError` `norm.unknown`."""
        if code in self.parameters:
            return self.parameters[code]
        near = get_close_matches(code, self.parameters, n=1)
        zh = f"是否指 {near[0]}？" if near else "请用 norms 命令查看全部代码。"
        en = f"Did you mean {near[0]}?" if near else "The norms command lists all codes."
        raise LiandongError(
            "norm.unknown",
            Text(f"没有代码为“{code}”的标准。{zh}", f"No norm is called {code}. {en}"),
        )

    def __contains__(self, code: str) -> bool:
        return code in self.parameters

    def entry(self, key: str) -> Entry:
        """The entry that `Row.key` names; raises `KeyError`."""
        found = [entry for entry in self[key.split("@", maxsplit=1)[0]].entries if entry.key == key]
        if not found:
            raise KeyError(key)
        return found[0]

    def entries(self) -> tuple[Row, ...]:
        """Every value as a flat row, ordered by norm, level, scope and first day."""
        return tuple(
            _row(parameter, entry)
            for _, parameter in sorted(self.parameters.items())
            for entry in parameter.entries
        )


def _row(parameter: Parameter, entry: Entry) -> Row:
    source = entry.source
    return Row(
        key=entry.key,
        norm=entry.norm,
        value=entry.value,
        scope=entry.scope,
        level=int(entry.level),
        start=entry.period.start,
        end=entry.period.end,
        floor=entry.floor,
        tag=entry.tag.value,
        unit=parameter.unit.value,
        direction=parameter.direction.value,
        effect=parameter.effect.value,
        instrument_zh=source.instrument.zh,
        instrument_en=source.instrument.en,
        article_zh=source.article.zh if source.article else None,
        article_en=source.article.en if source.article else None,
        url=source.url,
        note_zh=source.note.zh if source.note else None,
        note_en=source.note.en if source.note else None,
    )
