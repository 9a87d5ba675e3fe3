"""`liandong partners create | list | revoke | webhook | deliveries | resend`: other systems, their
keys, where they are told of their requests, and what did not reach them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from liandong.cli import common, open311
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError

app = typer.Typer(help="对接系统：密钥、回调、投递", no_args_is_help=True)
# A partner's key is an Open311 key: one mechanism, two ways in.
app.command("create")(open311.create)
app.command("revoke")(open311.revoke)


@app.command("list")
def listed(form: FormatOption = Format.TEXT) -> None:
    """列出对接系统：有效密钥、回调地址、等待和未送达的投递。"""
    common.ready()
    from liandong.domains.partners import queries

    rows = [
        {
            "name": one.name, "places": one.places, "keys": one.keys, "webhook": one.url,
            "waiting": one.waiting, "dead": one.dead,
        }
        for one in queries.partners()
    ]  # fmt: skip
    if form is Format.JSON:
        common.print_json(rows)
        return
    table = Table(
        "名称 name", "地区 places", "密钥 keys", "回调 webhook", "等待 waiting", "未送达 dead"
    )
    for one in rows:
        table.add_row(one["name"], "、".join(one["places"]), str(one["keys"]),
                      one["webhook"] or "—", str(one["waiting"]), str(one["dead"]))  # fmt: skip
    common.out.print(table)


@app.command()
def webhook(
    name: Annotated[str, typer.Argument(help="对接系统的名称")],
    url: Annotated[str, typer.Argument(help="回调地址，https://…")] = "",
    off: Annotated[bool, typer.Option("--off", help="关闭回调")] = False,
) -> None:
    """设置回调地址，显示回调密钥（只显示这一次）；--off 关闭。"""
    common.ready()
    from django.utils import timezone

    from liandong.domains.partners import hooks

    try:
        if off:
            hooks.close(name, by=common.who(), at=timezone.now())
            common.say("已关闭。", "Closed.")
            return
        _, secret = hooks.set_hook(name, url=url, by=common.who(), at=timezone.now())
    except LiandongError as error:
        common.stop(error, 2)
    common.say(
        f"“{name}”的回调密钥，请立即保存，以后不再显示：",
        f"The webhook secret of {name!r}; keep it now, it is never shown again:",
    )
    typer.echo(secret)


@app.command()
def deliveries(
    name: Annotated[str, typer.Option("--partner", help="对接系统的名称")] = "",
    dead: Annotated[bool, typer.Option("--dead", help="只看未送达的")] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """列出最近 100 次投递，新的在前。退出码：0 已列出。"""
    common.ready()
    from liandong.domains.partners import queries

    rows = [
        {
            "id": str(one.mark), "partner": one.hook.partner, "request": one.case.number,
            "event": one.event, "at": one.at.isoformat(timespec="seconds"), "tries": one.tries,
            "state": one.state, "status": one.status, "trouble": one.trouble or None,
        }
        for one in queries.deliveries(partner=name, dead=dead)[:100]
    ]  # fmt: skip
    if form is Format.JSON:
        common.print_json(rows)
        return
    table = Table(
        "投递 id", "对接系统 partner", "诉求 request", "事件 event", "状态 state", "原因 why"
    )
    for one in rows:
        table.add_row(one["id"], one["partner"], one["request"], one["event"], one["state"],
                      str(one["status"] or one["trouble"] or "—"))  # fmt: skip
    common.out.print(table)


@app.command()
def resend(
    name: Annotated[str, typer.Option("--partner", help="对接系统的名称；默认全部")] = "",
) -> None:
    """重新投递未送达的，从第一次试起。"""
    common.ready()
    from django.utils import timezone

    from liandong.domains.partners import hooks, queries

    dead = queries.deliveries(partner=name, dead=True)
    n = hooks.send_again(dead, by=common.who(), at=timezone.now())
    common.say(f"{n} 件将重新投递。", f"{n} will be sent again.")
