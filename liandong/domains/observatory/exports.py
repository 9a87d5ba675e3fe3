"""A list of a number, taken away as a workbook: the list as it was narrowed, a second sheet that
says what it is, by which norm, as of when, and who took it; for a share or a rate, a third with
the number of every area below."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
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
from liandong.domains.observatory.books import Column, NumberBook
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


class _Book(NumberBook):
    """The workbook of one opened number of guarantee."""

    def __init__(
        self, opened: Opened, narrowing: Narrowing, language: str, by: str, at: datetime
    ) -> None:
        super().__init__(opened.explanation, language, by, at)
        self.opened, self.narrowing = opened, narrowing

    def written(self, lines: Sequence[Line]) -> bytes:
        """The finished file."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": cells.DAY})
        self.titled(book)
        self._list(book, lines)
        self.about(book, len(lines))
        if found := areas.below(self.opened):
            self._areas(book, found)
        book.close()
        return out.getvalue()

    def _list(self, book: Any, lines: Sequence[Line]) -> None:
        self.table(book, self._("名单", "List"), self._columns(), lines)

    def _areas(self, book: Any, found: Sequence[Area]) -> None:
        self.table(book, self._("按下级", "By area"), self._area_columns(), found)

    def _area_columns(self) -> list[Column]:
        explanation, _ = self.opened.explanation, self._
        one, standard = explanation.indicator, explanation.standard
        whole = _("合计", "All together")
        if one.form is Form.RATE:
            parts = [self._field(field) for field in listing.fields_of(one)]
        else:
            parts = [_("达标（个）", "Met"), _("能判断（个）", "Judged")]
        columns = [
            Column(_("范围", "Area"), lambda x: x.unit.name if x.unit else whole, 24),
            Column(_("区划代码", "Division code"), lambda x: x.unit.code if x.unit else None, 15),
            Column(parts[0], lambda x: x.numerator, 18),
            Column(parts[1], lambda x: x.denominator, 18),
            self._rate(lambda x: x.value),
            Column(_("未知（个）", "Unknown"), lambda x: Decimal(x.unknown), 12),
            Column(_("不适用（个）", "Not applicable"), lambda x: Decimal(x.excluded), 14),
        ]
        if standard is not None:
            unit = self.said(standard.unit)
            columns.append(Column(_(f"差额（{unit}）", f"Gap ({unit})"), lambda x: x.gap, 14))
        return columns

    def _rate(self, value: Callable[[Any], Decimal | None]) -> Column:
        """The number itself, as it is read: in percent, or for every so many."""
        unit = self.said(self.opened.explanation.indicator.unit)

        heading = self._(f"比率（{unit}）", f"Rate ({unit})")
        return Column(heading, lambda line: cells.two(value(line)), 18)

    def _columns(self) -> list[Column]:
        return [*self._places(), *self._figures()]

    def _places(self) -> list[Column]:
        lines = self.opened.lines
        above = tuple(cells.level_of(place.kind) for place in self.opened.way[:-1])
        found = {cells.level_of(one.kind) for line in lines for one in (*line.above, line.unit)}
        columns = [
            Column(self.said(_LEVEL_WORDS[level]), cells.named_at(level), 30 if level == 4 else 16)
            for level in sorted({one for one in found if one is not None} - set(above))
        ]
        code = Column(self._("区划代码", "Division code"), lambda line: line.unit.code, 15)
        return [*columns, code]

    def _figures(self) -> list[Column]:
        explanation = self.opened.explanation
        standard = explanation.standard
        if standard is None:
            return self._parts()
        unit = self.said(standard.unit)
        return [
            Column(self._("状态", "Status"), self._status, 10),
            Column(self._(f"应有（{unit}）", f"Required ({unit})"), lambda x: x.required, 14),
            Column(self._(f"实有（{unit}）", f"Actual ({unit})"), lambda x: x.actual, 14),
            Column(self._(f"差额（{unit}）", f"Gap ({unit})"), lambda x: x.gap, 14),
            Column(self._("实有占应有（%）", "Actual of required (%)"), cells.reached, 14),
            Column(self._("未达标起始日", "Not met since"), lambda x: x.since, 14),
        ]

    def _parts(self) -> list[Column]:
        one = self.opened.explanation.indicator
        status = Column(self._("状态", "Status"), self._status, 10)
        if one.form is Form.RATE:
            over, under = listing.fields_of(one)
            return [
                Column(self._field(over), lambda line: line.actual, 18),
                Column(self._field(under), lambda line: line.required, 18),
                self._rate(lambda line: None if line.ratio is None else line.ratio * one.per),
                status,
            ]
        unit = self.said(one.unit)
        heading = self._(f"数值（{unit}）", f"Value ({unit})")
        return [Column(heading, lambda line: line.actual, 16), status]

    def _field(self, code: str) -> str:
        label, unit = FIELDS[code].label, listing.unit_of(code)
        english = label.en[:1].upper() + label.en[1:]
        return self._(f"{label.zh}（{unit.zh}）", f"{english} ({unit.en})")

    def _status(self, line: Line) -> str:
        if line.status is None:
            return self._("已计入", "counted")
        return self.said(STATUS_WORDS[line.status])

    def filtered(self) -> str:
        by, _ = self.narrowing, self._
        status = self.said(STATUS_WORDS[by.status]) if by.status else _("全部", "all")
        said = [f"{_('状态', 'status')}: {status}"]
        if by.within:
            inside = {one.short: one.name for one in self.opened.parts}
            said.append(f"{_('范围', 'within')}: {inside.get(by.within, by.within)}")
        if by.name.strip():
            said.append(f"{_('名称含', 'name contains')}: {by.name.strip()}")
        return "；".join(said)
