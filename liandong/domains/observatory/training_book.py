"""The year's training as a workbook: of a branch person by person, of what lies above branches
organisation by organisation; further sheets say of which courses each one's hours are, and by which
rules, as of when, and who took it."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.core.standards.life.people import MEMBER, SECRETARY
from liandong.domains.audit.actions import record
from liandong.domains.life.queries import learning
from liandong.domains.life.queries.training import Learner
from liandong.domains.life.queries.training import taken as hours_taken
from liandong.domains.observatory import life_duties, life_training
from liandong.domains.observatory.life_norms import in_words
from liandong.domains.observatory.life_training import Asked
from liandong.domains.orgs import party, queries
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place

MEMBERS, SECRETARIES = "life.member_training", "life.secretary_training"
Cell = str | int | Decimal | None
_ROLES = (
    (MEMBER, MEMBERS, Text("党员", "Member")),
    (SECRETARY, SECRETARIES, Text("书记和班子成员", "Secretary or committee member")),
)
_PEOPLE = (
    (Text("身份", "As"), 18), (Text("姓名", "Name"), 14), (Text("本年学时", "Hours"), 12),
    (Text("应达学时", "Required"), 12), (Text("还差", "Missing"), 10),
    (Text("书记培训次数", "Courses for secretaries"), 14), (Text("说明", "Note"), 40),
)  # fmt: skip
_COURSES = (
    (Text("姓名", "Name"), 14), (Text("日期", "Date"), 12), (Text("培训", "Course"), 40),
    (Text("举办的组织", "Held by"), 36), (Text("全程学时", "Hours of the course"), 12),
    (Text("本人学时", "Own hours"), 12),
)  # fmt: skip
_SHARE = Text("达标比例", "Share")
_UNITS = (
    (Text("组织", "Organisation"), 36), (Text("代码", "Code"), 24), (Text("要求", "Standard"), 30),
    (Text("应达标人数", "People asked"), 12), (Text("已达标人数", "Reached"), 12),
    (_SHARE, 10), (Text("状态", "Status"), 10),
)  # fmt: skip
_LATE = Text(
    "下半年才入党、进班子或登记，今年不计",
    "joined or first on record in the second half of the year: not counted",
)


@dataclass(frozen=True)
class Taken:
    """Who takes what away, in which language."""

    of: Place
    on: date
    by: str
    by_name: str
    at: datetime
    language: str

    def said(self, text: Text) -> str:
        return text.in_language(self.language)


def workbook(taken: Taken, *, named: bool) -> bytes:
    """The file; who took what is put on record in the same breath. `named`: people by name, for
    those who may see them."""
    asked = life_training.asked(taken.of, on=taken.on)
    courses: list[tuple[Cell, ...]] = []
    if taken.of.kind in party.BRANCHES and named:
        unit = Unit.objects.get(pk=taken.of.id)
        people = {role: learning(unit, role=role, on=taken.on) for role, _code, _title in _ROLES}
        heads, rows = _PEOPLE, list(_people(taken, asked, people))
        courses = _courses({one.person for some in people.values() for one in some}, taken.on)
    else:
        heads, rows = _UNITS, list(_units(taken))
    made = _written(taken, heads, rows, asked, courses)
    with transaction.atomic():
        record(
            action="life.export_training", by=taken.by, at=taken.at, subject="training",
            unit=taken.of.code, after={"on": taken.on, "rows": len(rows)},
        )  # fmt: skip
    return made


def _people(
    taken: Taken, asked: dict[str, Asked], people: dict[str, list[Learner]]
) -> Iterable[tuple[Cell, ...]]:
    for role, code, title in _ROLES:
        for one in people[role]:
            yield taken.said(title), *_cells(taken, one, asked[code].needed)


def _cells(taken: Taken, one: Learner, needed: Decimal | None) -> tuple[Cell, ...]:
    missing = None if needed is None or not one.owes else max(needed - one.hours, Decimal(0))
    note = "" if one.owes else taken.said(_LATE)
    return one.name, one.hours, needed, missing, one.courses, note


def _courses(people: Collection[int], on: date) -> list[tuple[Cell, ...]]:
    """Course by course what each has had, all of it or a part."""
    return [
        (one.name, f"{one.on}", one.title, one.unit_name, one.whole, one.hours)
        for one in hours_taken(people, on=on)
    ]


def _units(taken: Taken) -> Iterable[tuple[Cell, ...]]:
    """Every organisation at and below that is asked for something, by standard."""
    for standard in (
        asked.standard for asked in life_training.asked(taken.of, on=taken.on).values()
    ):
        wanted = life_duties.Wanted(standard=standard)
        found = life_duties.everything(taken.of, on=taken.on, wanted=wanted)
        duties = [one for one in found if one.is_counted(taken.on)]
        names = {one.id: one for one in queries.places_of((d.unit for d in duties), "party")}
        for one in duties:
            where, required, actual = names.get(one.unit), one.required, one.actual
            share = actual / required if required and actual is not None else None
            yield (
                where.name if where else "", where.code if where else "",
                taken.said(standard.title), required, actual, share, taken.said(one.status.text),
            )  # fmt: skip


def _written(
    taken: Taken, heads: Sequence[tuple[Text, int]], rows: Sequence[tuple[Cell, ...]],
    asked: dict[str, Asked], courses: Sequence[tuple[Cell, ...]],
) -> bytes:  # fmt: skip
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "bg_color": "#F0F2F4", "bottom": 1})
        sheet = book.add_worksheet(taken.said(Text("教育培训", "Training")))
        percent = book.add_format({"num_format": "0.0%"})
        _heads(taken, sheet, heads, bold, percent)
        _list(sheet, rows, len(heads))
        if courses:
            sheet = book.add_worksheet(taken.said(Text("学时明细", "Hours by course")))
            _heads(taken, sheet, _COURSES, bold, percent)
            _list(sheet, courses, len(_COURSES))
        about = book.add_worksheet(taken.said(Text("说明", "Definition")))
        about.set_column(0, 0, 34)
        about.set_column(1, 2, 70)
        for row, cells in enumerate(_about(taken, len(rows), asked)):
            for at, value in enumerate(cells):
                about.write_string(row, at, value, bold if at == 0 else None)
    return out.getvalue()


def _heads(
    taken: Taken, sheet: Any, heads: Sequence[tuple[Text, int]], bold: Any, percent: Any
) -> None:
    for at, (head, width) in enumerate(heads):
        sheet.set_column(at, at, width, percent if head is _SHARE else None)
        sheet.write_string(0, at, taken.said(head), bold)


def _list(sheet: Any, rows: Sequence[tuple[Cell, ...]], width: int) -> None:
    for row, cells in enumerate(rows, 1):
        for at, value in enumerate(cells):
            _write(sheet, row, at, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), width - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _about(taken: Taken, rows: int, asked: dict[str, Asked]) -> Iterable[tuple[str, ...]]:
    said = taken.said
    yield said(Text("组织", "Organisation")), f"{taken.of.name} {taken.of.code}"
    yield said(Text("截至", "As of")), f"{taken.on}"
    yield said(Text("行数", "Rows")), f"{rows}"
    yield said(Text("导出人", "Exported by")), taken.by_name or taken.by
    yield said(Text("导出时间", "Exported at")), f"{timezone.localtime(taken.at):%Y-%m-%d %H:%M}"
    yield said(Text("怎么算", "How it is counted")), said(_HOW)
    for one in asked.values():
        source = one.norm.entry.source if one.norm else None
        rule = said(in_words(one.standard, one.norm))
        article = said(source.article) if source and source.article else ""
        cited = f"{said(source.instrument)} {article}".strip() if source else ""
        yield f"{said(one.standard.title)} {one.standard.code} v{one.standard.version}", rule, cited


_HOW = Text(
    "当年 1 月 1 日至截至日登记的学时，跟着人走，不论在哪个组织参加；作废的不计。"
    "下半年才入党、进班子或登记的人今年不计入应达标人数；调整支部、转入和转正的人照计。",
    "Hours on record from 1 January to that day; they follow the person, whichever organisation "
    "held the course; voided ones do not count. Whoever joined the Party or a body, "
    "or was first on record, in the second half of the year is not among those asked; whoever "
    "changed branch, transferred in or became a full member is.",
)


def _write(sheet: Any, row: int, column: int, value: Cell) -> None:
    if isinstance(value, Decimal | int):
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, str(value))
