"""What may be asked of communities, and how much it is, on the command line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from liandong.cli import common
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError, Text

if TYPE_CHECKING:
    from liandong.domains.orgs.queries import Place

app = typer.Typer(help="社区事务准入", no_args_is_help=True)
UnitOption = Annotated[str, typer.Option("--unit", help="区划代码")]
DayOption = Annotated[str | None, typer.Option("--on", help="哪一天，默认今天")]


@app.callback()
def _group() -> None:
    """社区事务准入。"""


@app.command("list")
def listed(unit: UnitOption, on: DayOption = None, form: FormatOption = Format.TEXT) -> None:
    """这一天可以向社区布置的事项：部门、依据、期限。退出码:2 代码或日期不对。"""
    from liandong.domains.admission.queries.data import register_as_data

    of, day = _asked(unit, on)
    data = register_as_data(of, day)
    if form is Format.JSON:
        common.print_json(data)
        return
    heads = ("编号 number", "类别 kind", "事项 item", "部门 department", "到 until", "经费 money")
    rows = [
        (one["number"], one["kind"], one["title"], one["department"], one["last_day"],
         one["money_each"])
        for one in data["items"]
    ]  # fmt: skip
    _table(Text(f"{of.name} {day}：准入事项 {len(rows)} 项",
                f"{of.name} {day}: {len(rows)} items admitted"), heads, rows)  # fmt: skip
    common.say(
        f"另有职责清单上社区自己的事项 {len(data['matters'])} 项。",
        f"And {len(data['matters'])} matters that the lists give to communities themselves.",
    )


@app.command()
def show(
    number: Annotated[str, typer.Argument(help="准入事项编号")], form: FormatOption = Format.TEXT
) -> None:
    """一个准入事项：内容、意见、决定、期限、经过。退出码:2 没有这个编号。"""
    common.ready()
    from liandong.domains.admission.queries.data import item_as_data

    try:
        data = item_as_data(number)
    except LiandongError as problem:
        common.stop(problem, 2)
    if form is Format.JSON:
        common.print_json(data)
        return
    common.out.print(f"{data['number']}  {data['title']}", style="bold", highlight=False)
    common.out.print(f"{data['department']} → {data['place']}  {data['state_name']}")
    for step in data["steps"]:
        common.out.print(f"{step['on']}  {step['to']}  {step['note']}", highlight=False)


@app.command()
def load(
    unit: UnitOption, on: DayOption = None,
    months: Annotated[int, typer.Option(min=1, max=120, help="列出几个月")] = 12,
    form: FormatOption = Format.TEXT,
) -> None:  # fmt: skip
    """社区负担：执行中的事项按类别、有无经费计数，各下级，逐月。退出码:2 代码或日期不对。"""
    from liandong.domains.admission.queries.data import load_as_data

    of, day = _asked(unit, on)
    data = load_as_data(of, day, months)
    if form is Format.JSON:
        common.print_json(data)
        return
    rows = [
        (one["name"], one["communities"], one["items"], one["each"], one["without_money"])
        for one in ({"name": of.name, **data["load"]}, *data["below"])
    ]
    heads = ("单位 unit", "社区 communities", "事项 items", "平均 each", "无经费 without money")
    _table(Text(f"社区负担 {day}", f"Load of communities {day}"), heads, rows)
    _table(Text("逐月", "Month by month"), ("日期 day", "事项 items", "无经费 without money"),
           [tuple(one.values()) for one in data["trend"]])  # fmt: skip


def _asked(unit: str, on: str | None) -> tuple[Place, date]:
    common.ready()
    from django.utils import timezone

    from liandong.domains.orgs.queries import place

    day = common.day(on) or timezone.localdate()
    try:
        return place(unit), day
    except LiandongError as problem:
        common.stop(problem, 2)


def _table(title: Text, heads: tuple[str, ...], rows: list[Any]) -> None:
    table = Table(title=common.words(title))
    for head in heads:
        table.add_column(head)
    for row in rows:
        table.add_row(*("—" if cell is None else str(cell) for cell in row))
    common.out.print(table)
