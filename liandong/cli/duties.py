"""`liandong duties list | explain`: what Party organisations owe, by when, by which article."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from liandong.cli import common
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.life.words import DutyStatus

if TYPE_CHECKING:  # the instance is opened when a command runs
    from liandong.domains.orgs.queries import Place

app = typer.Typer(help="应办事项：列出、说明依据", no_args_is_help=True)


class _Form(StrEnum):
    TABLE = "table"
    JSON = "json"


UnitOption = Annotated[str, typer.Option("--unit", help="党组织代码，如 D46、D4601")]
OnOption = Annotated[str | None, typer.Option("--on", help="哪一天的情况，默认为今天")]


def _organisation(code: str) -> Place:
    """Raises `UnknownUnit`, or `LiandongError` `not_party` for an area."""
    from liandong.domains.orgs.enums import Hierarchy

    found = common.place(code)
    if found.hierarchy == Hierarchy.PARTY:
        return found
    raise LiandongError(
        "not_party",
        Text(
            f"“{code}”是区划{found.name}，不是党组织。请在代码前加 D，如 D{found.short}。",
            f"{code!r} is the area {found.name}, no Party organisation. Put a D in front of the "
            f"code: D{found.short}.",
        ),
    )


@app.command("list")
def list_all(
    unit: UnitOption,
    on: OnOption = None,
    standard: Annotated[
        str | None, typer.Option("--standard", help="只看一项标准，如 life.assembly")
    ] = None,
    status: Annotated[
        DutyStatus | None, typer.Option("--status", help="只看一种状态，如 overdue 逾期")
    ] = None,
    form: Annotated[
        _Form, typer.Option("--format", help="table 给人看，json 给脚本用")
    ] = _Form.TABLE,
) -> None:
    """一个党组织及其下级的应办事项：周期、应办、已办、期限、状态、依据条款。

    本年到当日的各期；1、2 月还有上年最后一期。
    """
    common.ready()
    from liandong.domains.observatory import days, life_duties, life_explain

    try:
        asked = life_explain.standard_named(standard) if standard else None
        statuses = frozenset({status}) if status else frozenset()
        day = common.day(on) or days.today()
        wanted = life_duties.Wanted(asked, statuses)
        found = life_duties.everything(_organisation(unit), on=day, wanted=wanted)
        rows = life_explain.rows(found, on=day)
    except LiandongError as error:
        common.stop(error, 2)
    if form is _Form.JSON:
        common.print_json(rows)
    else:
        _table(rows)


@app.command()
def explain(
    standard: Annotated[str, typer.Argument(help="标准代码，如 life.assembly")],
    unit: UnitOption,
    on: OnOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """一项标准对一个党组织：规则、规范和条款、各期状态、计入的记录。"""
    common.ready()
    from liandong.domains.observatory import days, life_explain

    try:
        day = common.day(on) or days.today()
        data = life_explain.as_data(
            life_explain.standard_named(standard), _organisation(unit), on=day
        )
    except LiandongError as error:
        common.stop(error, 2)
    if form is Format.JSON:
        common.print_json(data)
    else:
        _print(data)


def _words(text: dict[str, str] | None) -> str:
    return common.words(Text(text["zh"], text["en"])) if text else ""


def _period(row: dict[str, Any]) -> str:
    first, last = row["period"]["from"], row["period"]["to"]
    return f"{first}" if first == last else f"{first or ''} – {last or ''}"


def _status(row: dict[str, Any]) -> str:
    return common.words(DutyStatus(row["status"]).text)


def _number(value: Any) -> str:
    from liandong.domains.observatory.explain import spoken

    return "—" if value is None else spoken(value)


def _done(row: dict[str, Any]) -> str:
    return f"{_number(row['actual'])}/{_number(row['required'])}"


def _table(rows: list[dict[str, Any]]) -> None:
    table = Table(
        "组织 unit", "应办 duty", "周期 period", "已/应 done", "期限 due", "状态 status",
        "条款 article",
    )  # fmt: skip
    for row in rows:
        table.add_row(
            row["unit"]["name"], _words(row["title"]), _period(row), _done(row),
            _day(row["due"]), _status(row), _words(row["article"]),
        )  # fmt: skip
    common.out.print(table)
    common.say(f"共 {len(rows):,} 项。", f"{len(rows):,} duties.")


def _day(day: date | None) -> str:
    return "—" if day is None else f"{day}"


def _print(data: dict[str, Any]) -> None:
    common.out.print(f"[bold]{data['unit']['name']} · {_words(data['title'])}[/]")
    common.out.print(_words(data["rule"]))
    if norm := data["norm"]:
        common.out.print(
            f"{_words(norm['source'])} {_words(norm['article'])} · {_words(norm['tag'])}"
        )
    for row in data["duties"]:
        common.out.print(f"{_period(row)}  {_status(row)}  {_done(row)}  {_day(row['due'])}")
        for record in row["records"]:
            common.out.print(f"    {_words(record['text'])}")
    if not data["duties"]:
        common.out.print(_words({
            "zh": "这项标准对这个党组织不适用。",
            "en": "This standard does not apply to this organisation.",
        }))  # fmt: skip
