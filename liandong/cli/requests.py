"""Residents' requests on the command line."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated

import typer

from liandong.cli.common import ready, say, stop
from liandong.core.kernel.errors import LiandongError

app = typer.Typer(help="群众诉求", no_args_is_help=True)
_DAYS = ["%Y-%m-%d"]


@app.callback()
def _group() -> None:
    """群众诉求。"""


@app.command()
def rates(
    unit: Annotated[str, typer.Option("--unit", help="区划或部门代码")],
    since: Annotated[datetime, typer.Option("--from", formats=_DAYS, help="起（含）")],
    until: Annotated[datetime, typer.Option("--to", formats=_DAYS, help="止（含）")],
    as_format: Annotated[str, typer.Option("--format", help="text 或 json")] = "text",
    known_at: Annotated[str, typer.Option(help="按这一时刻已知的记录计算")] = "",
) -> None:
    """三率：响应、解决、满意；分子、分母、不计入的件数和原因。"""
    ready()
    from datetime import timedelta

    from django.utils import timezone

    from liandong.domains.casework.queries import rates as reckoned
    from liandong.domains.casework.queries.rates import as_data

    try:
        of = _place(unit)
    except LiandongError as error:
        stop(error, 2)
    else:
        moment = datetime.fromisoformat(known_at) if known_at else timezone.now()
        known = moment if moment.tzinfo else timezone.make_aware(moment)
        end: date = until.date() + timedelta(days=1)
        data = as_data(reckoned(of, start=since.date(), end=end, known_at=known))
    if as_format == "json":
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    say(
        f"{data['name']}：收到 {data['received']} 件",
        f"{data['name']}: {data['received']} received",
    )
    names = {"response": "响应率", "resolution": "解决率", "satisfaction": "满意率"}
    for code, zh in names.items():
        one = data["total"][code]
        value = "—" if one["value"] is None else f"{one['value']:.1%}"
        numbers = f"{value} = {one['numerator']} / {one['denominator']}; {one['excluded']}"
        say(f"{zh} {numbers}", f"{code} {numbers}")


def _place(code: str):
    from liandong.domains.orgs.queries import UnknownUnit, place

    try:
        return place(code)
    except UnknownUnit:
        return place(code, "government")
