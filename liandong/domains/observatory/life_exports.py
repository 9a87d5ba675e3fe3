"""The list behind a number of Party life, taken away as a workbook: the list as it was narrowed,
and a second sheet that says what it is, by which norm, as of when, and who took it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.core.standards.life.model import LifeStandard
from liandong.core.standards.life.words import OrganisationKind
from liandong.domains.audit.actions import record
from liandong.domains.observatory import cells
from liandong.domains.observatory.books import Column, NumberBook
from liandong.domains.observatory.life_listing import (
    FAILING,
    Line,
    Lines,
    Listed,
    Narrowing,
    Opened,
    opened,
)
from liandong.domains.orgs.models import Position
from liandong.domains.orgs.queries import Place

_COUNTED = Text("个组织", "organisations")


def failing_workbook(
    code: str, place: Place, *, on: date, by: str, language: str = "zh-hans"
) -> bytes:
    """Whoever has not done it, or all that add to a count. Raises `LiandongError` for an unknown
    code."""
    found = opened(code, place, on=on)
    by_status = FAILING if found.explanation.standard else frozenset()
    return workbook(found, Narrowing(by_status), by=by, language=language)


def workbook(
    opened: Opened, narrowing: Narrowing, *, by: str, by_name: str = "",
    language: str = "zh-hans", at: datetime | None = None,
) -> bytes:  # fmt: skip
    """Take a list away as .xlsx; who took what is put on record in the same breath."""
    explanation, moment = opened.explanation, at or timezone.now()
    lines = Lines(explanation, opened.sight, narrowing)[:]
    made = _Book(opened, narrowing, language, by_name or by, moment).written(lines)
    with transaction.atomic():
        record(
            action="observatory.export", by=by, at=moment,
            subject=f"indicator:{explanation.indicator.code}", unit=explanation.unit.code,
            after={
                "on": explanation.on, "rows": len(lines), "name": narrowing.name,
                "statuses": sorted(one.value for one in narrowing.statuses),
                "within": narrowing.within, "kind": narrowing.kind,
                "known_at": explanation.run.known_at,
            },
        )  # fmt: skip
    return made


class _Book(NumberBook):
    """The workbook of one opened number of Party life."""

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
        self.table(book, self._("名单", "List"), self._columns(), lines)
        self.about(book, len(lines))
        book.close()
        return out.getvalue()

    def _columns(self) -> list[Column]:
        kinds = {one.value: self.said(one.text) for one in OrganisationKind}
        columns = [
            Column(self._("上级", "Above"), lambda x: " / ".join(o.name for o in x.above), 30),
            Column(self._("组织", "Organisation"), lambda x: x.unit.name, 32),
            Column(self._("代码", "Code"), lambda x: x.unit.code, 22),
            Column(self._("层级", "Kind"), lambda x: kinds[x.row.kind], 12),
        ]
        standard = self.explanation.standard
        if self.opened.listed is Listed.COUNT or not isinstance(standard, LifeStandard):
            unit = self.said(self.explanation.indicator.unit)
            heading = self._(f"数值（{unit}）", f"Value ({unit})")
            return [*columns, Column(heading, lambda x: x.row.actual, 14)]
        unit = self.said(standard.unit)
        columns.append(Column(self._("状态", "Status"), self._status, 12))
        if self.opened.listed is not Listed.PEOPLE:
            columns += [
                Column(self._("自", "From"), lambda x: x.row.start, 12),
                Column(self._("至", "To"), _last, 12),
                Column(self._("期限", "Due"), lambda x: x.row.due, 12),
            ]
        return [
            *columns,
            Column(self._(f"应有（{unit}）", f"Required ({unit})"), lambda x: x.row.required, 14),
            Column(self._(f"实有（{unit}）", f"Actual ({unit})"), lambda x: x.row.actual, 14),
            Column(self._(f"差额（{unit}）", f"Gap ({unit})"), lambda x: x.row.gap, 14),
        ]

    def _status(self, line: Line) -> str:
        return self.said(line.row.status.text) if line.row.status else ""

    def filtered(self) -> str:
        by, _ = self.narrowing, self._
        words = "、".join(self.said(one.text) for one in sorted(by.statuses)) or _("全部", "all")
        said = [f"{_('状态', 'status')}: {words}"]
        if by.within:
            hierarchy = self.explanation.unit.hierarchy
            inside = Position.objects.select_related("unit").get(
                path=by.within, hierarchy=hierarchy
            )
            said.append(f"{_('范围', 'within')}: {inside.unit.name}")
        if by.kind:
            said.append(f"{_('层级', 'kind')}: {self.said(OrganisationKind(by.kind).text)}")
        if by.name:
            said.append(f"{_('名称含', 'name contains')}: {by.name}")
        return "；".join(said)


def _last(line: Line) -> date | Decimal | None:
    return line.row.end - timedelta(days=1) if line.row.end else None
