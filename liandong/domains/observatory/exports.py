"""A list of a number, taken away as a workbook: the list as it was narrowed, a second sheet that
says what it is, by which norm, as of when, and who took it; for a share or a rate, a third with
the number of every area below."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from liandong.core.indicators.model import Form
from liandong.core.kernel.errors import Text
from liandong.core.standards.model import Status
from liandong.domains.audit.actions import record
from liandong.domains.guarantee.models import FIELDS
from liandong.domains.observatory import areas, cells, listing
from liandong.domains.observatory.areas import Area
from liandong.domains.observatory.explain import spoken
from liandong.domains.observatory.listing import Line, Narrowing, Opened
from liandong.domains.orgs.queries import Place

STATUS_WORDS = {
    Status.MET: Text("达标", "met"),
    Status.UNMET: Text("未达标", "not met"),
    Status.UNKNOWN: Text("未知", "unknown"),
    Status.NOT_APPLICABLE: Text("不适用", "not applicable"),
}
_LEVEL_WORDS = (
    Text("省", "Province"),
    Text("市县", "City or county"),
    Text("区", "District"),
    Text("街道（乡镇）", "Street, town or township"),
    Text("社区", "Community"),
    Text("网格", "Grid"),
)


@dataclass(frozen=True)
class _Column:
    """A column of the list: its heading, what stands in it, and how wide it is in characters."""

    heading: str
    cell: Callable[[Any], str | Decimal | date | None]
    width: int


def failing_workbook(
    code: str,
    place: Place,
    *,
    on: date,
    narrowing: Narrowing | None = None,
    language: str = "zh-hans",
    by: str = "command line",
    by_name: str = "",
    at: datetime | None = None,
) -> bytes:
    """Take a list away as .xlsx; who took what is put on record in the same breath.

    Without a narrowing: the units that miss the standard, or all parts of a sum or a rate.
    Raises `LiandongError` for an unknown code.
    """
    opened = listing.opened(code, place, on=on)
    if narrowing is None:
        narrowing = Narrowing(Status.UNMET if opened.explanation.standard else None)
    moment = at or timezone.now()
    lines = listing.narrow(opened, narrowing)
    book = _Book(opened, narrowing, language, by_name or by, moment).written(lines)
    with transaction.atomic():
        record(
            action="observatory.export", by=by, at=moment, subject=f"indicator:{code}",
            unit=place.code,
            after={
                "on": on, "rows": len(lines), "status": narrowing.status, "name": narrowing.name,
                "within": narrowing.within, "known_at": opened.explanation.run.known_at,
            },
        )  # fmt: skip
    return book


class _Book:
    """The workbook of one opened number, in one language."""

    def __init__(
        self, opened: Opened, narrowing: Narrowing, language: str, by: str, at: datetime
    ) -> None:
        self.opened, self.narrowing, self.by, self.at = opened, narrowing, by, at
        self.language = language

    def _(self, zh: str, en: str) -> str:
        return Text(zh, en).in_language(self.language)

    def said(self, text: Text | None) -> str:
        return text.in_language(self.language) if text else ""

    def written(self, lines: Sequence[Line]) -> bytes:
        """The finished file. Text is always written as text: a name that begins with = is none."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": cells.DAY})
        title = self.said(self.opened.explanation.indicator.title)
        book.set_properties({"title": title, "author": self.by, "created": cells.local(self.at)})
        self._list(book, lines)
        self._about(book, len(lines))
        if found := areas.below(self.opened):
            self._areas(book, found)
        book.close()
        return out.getvalue()

    def _list(self, book: Any, lines: Sequence[Line]) -> None:
        self._table(book, self._("名单", "List"), self._columns(), lines)

    def _areas(self, book: Any, found: Sequence[Area]) -> None:
        self._table(book, self._("按下级", "By area"), self._area_columns(), found)

    def _table(self, book: Any, name: str, columns: list[_Column], lines: Sequence[Any]) -> None:
        sheet = book.add_worksheet(name)
        head = book.add_format(cells.HEAD)
        forms = {
            form: book.add_format({"num_format": form}) for form in (cells.INTEGER, cells.DECIMAL)
        }
        digits = [cells.digits_of([column.cell(line) for line in lines]) for column in columns]
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.heading, head)
        for row, line in enumerate(lines, 1):
            for at, column in enumerate(columns):
                cells.write(sheet, row, at, column.cell(line), forms[digits[at]])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(lines), 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _area_columns(self) -> list[_Column]:
        explanation, _ = self.opened.explanation, self._
        one, standard = explanation.indicator, explanation.standard
        whole = _("合计", "All together")
        if one.form is Form.RATE:
            parts = [self._field(field) for field in listing.fields_of(one)]
        else:
            parts = [_("达标（个）", "Met"), _("能判断（个）", "Judged")]
        columns = [
            _Column(_("范围", "Area"), lambda x: x.unit.name if x.unit else whole, 24),
            _Column(_("区划代码", "Division code"), lambda x: x.unit.code if x.unit else None, 15),
            _Column(parts[0], lambda x: x.numerator, 18),
            _Column(parts[1], lambda x: x.denominator, 18),
            self._rate(lambda x: x.value),
            _Column(_("未知（个）", "Unknown"), lambda x: Decimal(x.unknown), 12),
            _Column(_("不适用（个）", "Not applicable"), lambda x: Decimal(x.excluded), 14),
        ]
        if standard is not None:
            unit = self.said(standard.unit)
            columns.append(_Column(_(f"差额（{unit}）", f"Gap ({unit})"), lambda x: x.gap, 14))
        return columns

    def _rate(self, value: Callable[[Any], Decimal | None]) -> _Column:
        """The number itself, as it is read: in percent, or for every so many."""
        unit = self.said(self.opened.explanation.indicator.unit)

        heading = self._(f"比率（{unit}）", f"Rate ({unit})")
        return _Column(heading, lambda line: cells.two(value(line)), 18)

    def _columns(self) -> list[_Column]:
        return [*self._places(), *self._figures()]

    def _places(self) -> list[_Column]:
        lines = self.opened.lines
        above = tuple(cells.level_of(place.kind) for place in self.opened.way[:-1])
        found = {cells.level_of(one.kind) for line in lines for one in (*line.above, line.unit)}
        columns = [
            _Column(self.said(_LEVEL_WORDS[level]), cells.named_at(level), 30 if level == 4 else 16)
            for level in sorted({one for one in found if one is not None} - set(above))
        ]
        code = _Column(self._("区划代码", "Division code"), lambda line: line.unit.code, 15)
        return [*columns, code]

    def _figures(self) -> list[_Column]:
        explanation = self.opened.explanation
        standard = explanation.standard
        if standard is None:
            return self._parts()
        unit = self.said(standard.unit)
        return [
            _Column(self._("状态", "Status"), self._status, 10),
            _Column(self._(f"应有（{unit}）", f"Required ({unit})"), lambda x: x.required, 14),
            _Column(self._(f"实有（{unit}）", f"Actual ({unit})"), lambda x: x.actual, 14),
            _Column(self._(f"差额（{unit}）", f"Gap ({unit})"), lambda x: x.gap, 14),
            _Column(self._("实有占应有（%）", "Actual of required (%)"), cells.reached, 14),
            _Column(self._("未达标起始日", "Not met since"), lambda x: x.since, 14),
        ]

    def _parts(self) -> list[_Column]:
        one = self.opened.explanation.indicator
        status = _Column(self._("状态", "Status"), self._status, 10)
        if one.form is Form.RATE:
            over, under = listing.fields_of(one)
            return [
                _Column(self._field(over), lambda line: line.actual, 18),
                _Column(self._field(under), lambda line: line.required, 18),
                self._rate(lambda line: None if line.ratio is None else line.ratio * one.per),
                status,
            ]
        unit = self.said(one.unit)
        heading = self._(f"数值（{unit}）", f"Value ({unit})")
        return [_Column(heading, lambda line: line.actual, 16), status]

    def _field(self, code: str) -> str:
        label, unit = FIELDS[code].label, listing.unit_of(code)
        english = label.en[:1].upper() + label.en[1:]
        return self._(f"{label.zh}（{unit.zh}）", f"{english} ({unit.en})")

    def _status(self, line: Line) -> str:
        if line.status is None:
            return self._("已计入", "counted")
        return self.said(STATUS_WORDS[line.status])

    def _about(self, book: Any, count: int) -> None:
        sheet = book.add_worksheet(self._("说明", "About"))
        term = book.add_format({"bold": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 90)
        for row, (name, value) in enumerate(self._facts(count)):
            sheet.write_string(row, 0, name, term)
            if isinstance(value, int | Decimal):
                sheet.write_number(row, 1, value, text)
            else:
                sheet.write_string(row, 1, value, text)

    def _facts(self, count: int) -> list[tuple[str, str | int | Decimal]]:
        said, run = self.opened.explanation, self.opened.explanation.run
        one, figure, _ = said.indicator, said.figure, self._
        value = "—" if figure.value is None else f"{round(figure.value, 2):,}"
        facts: list[tuple[str, str | int | Decimal]] = [
            (_("指标", "Indicator"), self.said(one.title)),
            (_("单位", "Unit"), f"{said.unit.name}（{said.unit.code}）"),
            (_("数值", "Value"), f"{value} {self.said(one.unit)}"),
            (_("分子", "Numerator"), figure.numerator),
        ]
        if figure.denominator is not None:
            facts.append((_("分母", "Denominator"), figure.denominator))
        facts += [
            (_("未知", "Unknown"), figure.unknown),
            (_("数的是什么", "What it counts"), self.said(one.counts)),
            (_("指标代码与版本", "Code and version"), f"{one.code} v{one.version}"),
            *self._norm(),
            (_("数据截至", "Data as of"), f"{run.as_of or '—'}"),
            (_("查看的日期", "Seen as of"), f"{said.on}"),
            (_("计算时间", "Computed at"), cells.moment_text(run.finished_at)),
            (_("导出人", "Exported by"), self.by),
            (_("导出时间", "Exported at"), cells.moment_text(self.at)),
            (_("筛选", "Filter"), self._filter()),
            (_("行数", "Rows"), count),
        ]
        return facts

    def _norm(self) -> list[tuple[str, str]]:
        said, _ = self.opened.explanation, self._
        if said.parameter is None:
            return []
        if said.norm is None:
            return [(_("依据", "Norm"), _("当日没有生效的规范", "No norm was in force on the day"))]
        entry = said.norm.entry
        unit = self.said(said.parameter.unit.text)
        facts = [
            (_("要求", "Requirement"), self.said(said.rule)),
            (_("依据", "Norm"), f"{self.said(said.parameter.title)}：{spoken(entry.value)} {unit}"),
            (_("出处", "Source"), f"{self.said(entry.source.instrument)} "
             f"{self.said(entry.source.article)}".strip()),
            (_("依据的性质", "How well known"), self.said(entry.tag.text)),
            (_("自何日起施行", "In force from"), f"{entry.period.start}"),
        ]  # fmt: skip
        if said.norm.held_up:
            low = spoken(said.norm.held_up.value)
            facts.append((_("下限", "Floor"), _(
                f"本地规定为 {low}，低于上级下限，按上级下限执行",
                f"the local value {low} is below the floor set above, so the floor applies",
            )))  # fmt: skip
        return facts

    def _filter(self) -> str:
        by, _ = self.narrowing, self._
        status = self.said(STATUS_WORDS[by.status]) if by.status else _("全部", "all")
        said = [f"{_('状态', 'status')}: {status}"]
        if by.within:
            inside = {one.short: one.name for one in self.opened.parts}
            said.append(f"{_('范围', 'within')}: {inside.get(by.within, by.within)}")
        if by.name.strip():
            said.append(f"{_('名称含', 'name contains')}: {by.name.strip()}")
        return "；".join(said)
