"""`liandong indicators list | show | explain | export`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from liandong.cli import common
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError, Text

app = typer.Typer(help="指标：列出、查看、解释、导出", no_args_is_help=True)

CodeArgument = Annotated[str, typer.Argument(help="指标代码，如 guarantee.deputies")]
UnitOption = Annotated[str, typer.Option("--unit", help="组织代码，如 46、4601；党组织如 D46")]
OnOption = Annotated[str | None, typer.Option("--on", help="数据日，默认为最新台账日")]
KnownOption = Annotated[
    str | None, typer.Option("--known-at", help="按当时所知，如 2026-01-31T12:00")
]


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    from django.utils import timezone

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        common.stop(
            LiandongError(
                "bad_moment",
                Text(
                    f"“{text}”不是时间，请写成 2026-01-31T12:00。",
                    f"{text!r} is no moment; write 2026-01-31T12:00.",
                ),
            ),
            2,
        )
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _explained(
    code: str, unit: str, on: str | None, known: str | None, *, failing: bool
) -> dict[str, Any]:
    from liandong.domains.observatory import days, explain
    from liandong.domains.orgs.enums import Hierarchy

    try:
        place = common.place(unit)
        party = place.hierarchy == Hierarchy.PARTY
        return explain.as_data(
            code,
            place,
            on=common.day(on) or (days.today() if party else days.usual_day()),
            known_at=_moment(known),
            failing=failing,
        )
    except LiandongError as error:
        common.stop(error, 2)


@app.command("list")
def list_all(form: FormatOption = Format.TEXT) -> None:
    """列出全部指标。"""
    from liandong.core.indicators.catalogue import EVERY_INDICATOR

    rows = [
        {
            "code": one.code,
            "version": one.version,
            "title": {"zh": one.title.zh, "en": one.title.en},
            "unit": {"zh": one.unit.zh, "en": one.unit.en},
            "form": one.form,
            "standard": one.standard or None,
        }
        for one in EVERY_INDICATOR.values()
    ]
    if form is Format.JSON:
        common.print_json(rows)
        return
    table = Table("代码 code", "名称 title", "版本 v")
    for one in EVERY_INDICATOR.values():
        table.add_row(one.code, common.words(one.title), str(one.version))
    common.out.print(table)


@app.command()
def show(
    code: CodeArgument, unit: UnitOption, on: OnOption = None, known_at: KnownOption = None,
    form: FormatOption = Format.TEXT,
) -> None:  # fmt: skip
    """一个辖区的一个指标：数值、分子、分母、未知、依据。"""
    common.ready()
    data = _explained(code, unit, on, known_at, failing=False)
    if form is Format.JSON:
        common.print_json(data)
    else:
        _print(data)


@app.command()
def explain(
    code: CodeArgument, unit: UnitOption, on: OnOption = None, known_at: KnownOption = None,
    form: FormatOption = Format.TEXT,
) -> None:  # fmt: skip
    """一个指标怎么算的：定义、规范、未达标的组织及差额。"""
    common.ready()
    data = _explained(code, unit, on, known_at, failing=True)
    if form is Format.JSON:
        common.print_json(data)
        return
    _print(data)
    table = Table("代码 code", "名称 name", "应有 required", "实有 actual", "差额 gap")
    for one in data["failing"]:
        table.add_row(
            one["code"], one["name"], *(f"{one[key]:,.2f}" for key in ("required", "actual", "gap"))
        )
    common.out.print(table)


@app.command()
def export(
    code: CodeArgument,
    unit: UnitOption,
    to: Annotated[Path, typer.Option("--to", help="写到这个 .xlsx 文件")],
    on: OnOption = None,
) -> None:
    """导出未达标名单到 Excel,第二张表写明定义和数据日。"""
    common.ready()
    from liandong.domains.observatory import days, exports, life_exports
    from liandong.domains.orgs.enums import Hierarchy

    try:
        place = common.place(unit)
        party = place.hierarchy == Hierarchy.PARTY
        day: date = common.day(on) or (days.today() if party else days.usual_day())
        taken = (life_exports if party else exports).failing_workbook
        to.write_bytes(taken(code, place, on=day, by=common.who(), language=common.language()))
    except LiandongError as error:
        common.stop(error, 2)
    common.say(f"已写入 {to}", f"Written to {to}")


def _print(data: dict[str, Any]) -> None:
    from liandong.domains.observatory.explain import spoken

    def both(text: dict[str, str] | None) -> str:
        return common.words(Text(text["zh"], text["en"])) if text else ""

    value = data["value"]
    said = "—" if value is None else f"{spoken(round(value, 1))} {both(data['unit_of_value'])}"
    common.out.print(f"[bold]{data['unit']['name']} · {both(data['title'])}[/]  {said}")
    if data["denominator"] is not None:
        parts = f"{spoken(data['numerator'])} / {spoken(data['denominator'])}"
        unknown = spoken(data["unknown"])
        common.out.print(parts + common.words(Text(f"，未知 {unknown}", f", {unknown} unknown")))
    common.out.print(
        common.words(
            Text(
                f"数据截至 {data['as_of']}，定义第 {data['version']} 版：{data['counts']['zh']}",
                f"As of {data['as_of']}, definition version {data['version']}: "
                f"{data['counts']['en']}",
            )
        )
    )
    if norm := data["norm"]:
        common.out.print(
            f"{both(norm['title'])} {spoken(norm['value'])} {both(norm['unit'])} · "
            f"{both(norm['source'])} {both(norm['article'])} · {norm['in_force']['from']} – "
            f"{norm['in_force']['to'] or ''} · {both(norm['tag'])}"
        )
