"""What the workbooks of numbers share: tables whose columns are told once, and the sheet that says
what a number is, by which norm, as of when, and who took it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from liandong.core.kernel.errors import Text
from liandong.domains.observatory import cells
from liandong.domains.observatory.explain import Explanation, spoken


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, what stands in it, and how wide it is in characters."""

    heading: str
    cell: Callable[[Any], str | Decimal | date | None]
    width: int


class NumberBook:
    """The workbook of one opened number, in one language."""

    def __init__(self, explanation: Explanation, language: str, by: str, at: datetime) -> None:
        self.explanation, self.language, self.by, self.at = explanation, language, by, at

    def _(self, zh: str, en: str) -> str:
        return Text(zh, en).in_language(self.language)

    def said(self, text: Text | None) -> str:
        return text.in_language(self.language) if text else ""

    def filtered(self) -> str:
        """How the list was narrowed, in words."""
        raise NotImplementedError

    def titled(self, book: Any) -> None:
        """Say in the file's own properties what it is, and whose."""
        title = self.said(self.explanation.indicator.title)
        book.set_properties({"title": title, "author": self.by, "created": cells.local(self.at)})

    def table(self, book: Any, name: str, columns: list[Column], lines: Sequence[Any]) -> None:
        """A sheet with a line each; text is always written as text: a name that begins with = is
        none."""
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

    def about(self, book: Any, count: int) -> None:
        """The sheet that says what the list is."""
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
        said, run = self.explanation, self.explanation.run
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
            (_("筛选", "Filter"), self.filtered()),
            (_("行数", "Rows"), count),
        ]
        return facts

    def _norm(self) -> list[tuple[str, str]]:
        said, _ = self.explanation, self._
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
