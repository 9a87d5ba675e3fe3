"""The book of Party life: its standards, their norms, and the cases worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from liandong.cli.book_parts import cell, norm, number, table
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.model import LifeStandard, Periodic, Structure
from liandong.core.standards.norms import NormBook
from liandong.core.standards.norms.life_cases import LONG_AGO, ExpectedDuty, LifeCase

# What of a case a standard looks at, by the part of the file it stands in.
_LOOKED_AT = {"meetings": "kind", "obligations": "standard", "exemptions": "standard"}


def _rows(case: LifeCase, standard: LifeStandard) -> Iterator[str]:
    """What is on record, as far as it matters here."""
    yield f"`{case.kind.value}`" + (" community_body" if case.community_body else "")
    if case.since != LONG_AGO:
        yield f"since {case.since}"
    for field, numbers in case.numbers.items():
        said = ", ".join(
            number(n) + ("" if day == case.since else f" ({day})") for day, n in numbers.items()
        )
        yield f"{field} {said}"
    for name, rows in case.records.items():
        for row in rows:
            if _matters(standard, name, row):
                yield f"{name}: " + ", ".join(f"{key} {_plain(row[key])}" for key in row)


def _matters(standard: LifeStandard, name: str, row: Any) -> bool:
    mark = _LOOKED_AT.get(name)
    if mark == "standard":
        return bool(row[mark] == standard.code)
    if mark == "kind":
        return isinstance(standard, Periodic) and row[mark] is standard.served_by
    return True


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return number(value) if isinstance(value, Decimal) else str(getattr(value, "value", value))


def _duty(case: LifeCase, standard: LifeStandard, said: ExpectedDuty, nth: int) -> tuple[str, ...]:
    numbers = tuple(number(one) for one in (said.norm, said.required, said.actual))
    due = _day(said.due)
    if nth:
        return ("", "", "", *numbers, due, said.status.value, "")
    return (cell(case.title), str(case.on), "<br>".join(_rows(case, standard)), *numbers, due,
            said.status.value, cell(case.why))  # fmt: skip


def _day(day: date | None) -> str:
    return str(day) if day else "—"


def standard(one: LifeStandard, book: NormBook, cases: tuple[LifeCase, ...]) -> list[str]:
    """A standard's chapter."""
    heads = ("案例 case", "日期 on", "记录 on record", "标准 norm", "应有 required", "实有 actual",
             "期限 due", "状态 status", "怎么算的 how")  # fmt: skip
    told = [
        _duty(case, one, said, nth)
        for case in cases
        for nth, said in enumerate(case.expect.get(one.code, ()))
    ]
    warns = isinstance(one, Structure) and one.warns
    lines = [
        f"## {one.title.zh} · {one.title.en}",
        "",
        f"`{one.code}` 版本 version {one.version}；对象 for {'、'.join(sorted(one.kinds))}；"
        f"{one.cut.text.zh} · {one.cut.text.en}；单位 in {one.unit.zh} · {one.unit.en}"
        + ("；只提醒 · warns only" if warns else ""),
        "",
        one.rule.zh.format(norm="**n**") + "。",
        one.rule.en.format(norm="**n**") + ".",
        "",
    ]
    if isinstance(one, Structure):
        lines += [f"怎么办 · Remedy: {one.remedy.zh} {one.remedy.en}", ""]
    for code in one.norms:
        lines += norm(book[code])
    lines += ["手工算好的案例，每个引擎都要算得一样 · Worked by hand; every engine must agree:", ""]
    return [*lines, *table(heads, told)]


def chapters(book: NormBook, cases: tuple[LifeCase, ...]) -> list[str]:
    """All standards of the family."""
    return [line for one in STANDARDS for line in standard(one, book, cases)]
