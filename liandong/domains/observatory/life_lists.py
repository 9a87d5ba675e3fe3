"""A list of duties, taken away as a workbook: the duties as they were narrowed, and a second sheet
that says which rules they are, by which article, as of when, and who took them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.core.standards.life.model import LifeStandard
from liandong.domains.audit.actions import record
from liandong.domains.observatory.life_duties import ALL, Duty, Wanted, everything
from liandong.domains.observatory.life_norms import Norms, in_words
from liandong.domains.orgs.queries import Place

_HEADINGS = (
    (Text("组织", "Organisation"), 32), (Text("代码", "Code"), 22), (Text("应办", "Duty"), 24),
    (Text("自", "From"), 12), (Text("至", "To"), 12), (Text("应", "Required"), 9),
    (Text("已", "Done"), 9), (Text("期限", "Due"), 12), (Text("状态", "Status"), 9),
    (Text("依据", "Norm"), 40), (Text("条款", "Article"), 16),
)  # fmt: skip


def workbook(
    of: Place,
    *,
    on: date,
    by: str,
    wanted: Wanted = ALL,
    by_name: str = "",
    language: str = "zh-hans",
    at: datetime | None = None,
) -> bytes:
    """Take a list of duties away as .xlsx; who took what is put on record in the same breath."""
    moment = at or timezone.now()
    duties = everything(of, on=on, wanted=wanted)
    held = Norms({of.id, *(one.unit for one in duties)}, on=on)
    made = _Book(of, on, wanted, held, language).written(duties, by_name or by, moment)
    with transaction.atomic():
        record(
            action="observatory.export", by=by, at=moment, subject="duties", unit=of.code,
            after={
                "on": on, "rows": len(duties), "due_before": wanted.due_before,
                "standard": wanted.standard and wanted.standard.code,
                "statuses": sorted(one.value for one in wanted.statuses),
            },
        )  # fmt: skip
    return made


class _Book:
    """The workbook of some duties, in one language."""

    def __init__(self, of: Place, on: date, wanted: Wanted, held: Norms, language: str) -> None:
        self.of, self.on, self.wanted, self.held = of, on, wanted, held
        self.language = language

    def said(self, text: Text) -> str:
        return text.in_language(self.language)

    def _(self, zh: str, en: str) -> str:
        return self.said(Text(zh, en))

    def written(self, duties: Sequence[Duty], by: str, at: datetime) -> bytes:
        """The finished file. Text is always written as text: a name that begins with = is none."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
        book.set_properties({"title": self._("应办事项", "Duties"), "author": by})
        head = book.add_format({"bold": True, "bg_color": "#F0F2F4", "bottom": 1})
        self._list(book.add_worksheet(self._("应办", "Duties")), duties, head)
        about = self._about(duties, by, at)
        self._facts(book.add_worksheet(self._("说明", "Definition")), about, duties, head)
        book.close()
        return out.getvalue()

    def _list(self, sheet: Any, duties: Sequence[Duty], head: Any) -> None:
        for at, (heading, width) in enumerate(_HEADINGS):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, self.said(heading), head)
        for row, duty in enumerate(duties, 1):
            for at, value in enumerate(self._cells(duty)):
                _write(sheet, row, at, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(duties), 1), len(_HEADINGS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _cells(self, duty: Duty) -> tuple[str | date | Decimal | None, ...]:
        unit, (parameter, applied) = self.held.units[duty.unit], self.held.of(duty)
        source = applied.entry.source if applied else None
        return (
            unit.name, unit.code, self.said(duty.standard.title), duty.start,
            duty.end - timedelta(days=1) if duty.end else None, duty.required, duty.actual,
            duty.due, self.said(duty.status.text),
            self.said(source.instrument) if source else self.said(parameter.title),
            self.said(source.article) if source and source.article else None,
        )  # fmt: skip

    def _about(self, duties: Sequence[Duty], by: str, at: datetime) -> list[tuple[str, str]]:
        statuses = sorted(self.wanted.statuses)
        named = "、".join(self.said(one.text) for one in statuses) or self._("全部", "all")
        before = self.wanted.due_before
        return [
            (self._("组织", "Organisation"), f"{self.of.name} {self.of.code}"),
            (self._("截至", "As of"), f"{self.on}"),
            (self._("状态", "Status"), named),
            (self._("期限早于", "Due before"), f"{before}" if before else self._("不限", "any")),
            (self._("行数", "Rows"), f"{len(duties)}"),
            (self._("导出人", "Exported by"), by),
            (self._("导出时间", "Exported at"), f"{timezone.localtime(at):%Y-%m-%d %H:%M}"),
            (self._("周期", "Periods"), self._(
                "当年 1 月 1 日至截至日涉及的各期，1、2 月还有上年最后一期"
                "（12 月、第四季度、全年）；规范按每期第一天生效的为准。",
                "Periods that touch the days from 1 January to that day, in January and February "
                "also the last ones of the year before (December, the fourth quarter, the year); "
                "the norm is the one in force on the first day of each.",
            )),
        ]  # fmt: skip

    def _facts(
        self, sheet: Any, facts: list[tuple[str, str]], duties: Sequence[Duty], head: Any
    ) -> None:
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 70)
        sheet.set_column(2, 3, 44)
        for row, (name, value) in enumerate(facts):
            sheet.write_string(row, 0, name, head)
            sheet.write_string(row, 1, value)
        row = len(facts) + 1
        headings = (("应办", "Duty"), ("规则", "Rule"), ("依据", "Source"), ("性质", "How known"))
        for at, heading in enumerate(headings):
            sheet.write_string(row, at, self._(*heading), head)
        standards = {one.standard.code: one.standard for one in duties}
        for at, standard in enumerate(standards.values(), row + 1):
            for column, text in enumerate(self._rule(standard)):
                sheet.write_string(at, column, text)

    def _rule(self, standard: LifeStandard) -> tuple[str, ...]:
        """The rule with the value where the list's own organisation sits."""
        applied = self.held.applied(standard, self.of.id, None)
        rule = self.said(in_words(standard, applied))
        name = f"{self.said(standard.title)} {standard.code} v{standard.version}"
        if applied is None:
            return name, rule
        source, tag = applied.entry.source, applied.entry.tag
        article = self.said(source.article) if source.article else ""
        return name, rule, f"{self.said(source.instrument)} {article}".strip(), self.said(tag.text)


def _write(sheet: Any, row: int, column: int, value: str | date | Decimal | None) -> None:
    if value is None:
        return
    if isinstance(value, Decimal):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day))  # noqa: DTZ001
    else:
        sheet.write_string(row, column, value)
