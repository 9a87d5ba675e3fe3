"""`liandong open311 key create | list | revoke`: keys of the systems that hand requests in."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from liandong.cli import common
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError

app = typer.Typer(help="Open311 和对接系统", no_args_is_help=True)
key = typer.Typer(help="密钥：新建、列出、收回", no_args_is_help=True)
app.add_typer(key, name="key")


@key.command()
def create(
    name: Annotated[str, typer.Option("--name", help="对接系统的名称")],
    place: Annotated[str, typer.Option("--place", help="服务的地区（区划代码）；默认全部")] = "",
    read_only: Annotated[bool, typer.Option("--read-only", help="只能查询")] = False,
    per_minute: Annotated[int, typer.Option("--per-minute", help="每分钟最多几次")] = 600,
) -> None:
    """新建密钥。只显示这一次。"""
    common.ready()
    from django.utils import timezone

    from liandong.domains.orgs.models import Unit
    from liandong.domains.orgs.queries import roots
    from liandong.domains.partners import actions

    try:
        at = common.place(place) if place else roots()[0]
        _, secret = actions.create(
            name=name, place=Unit.objects.get(pk=at.id), may_post=not read_only,
            per_minute=per_minute, by=common.who(), at=timezone.now(),
        )  # fmt: skip
    except LiandongError as error:
        common.stop(error, 2)
    common.say(f"“{name}”的密钥，请立即保存，以后不再显示：",
               f"The key of {name!r}; keep it now, it is never shown again:")  # fmt: skip
    typer.echo(secret)


@key.command("list")
def listed(form: FormatOption = Format.TEXT) -> None:
    """列出密钥（不含密钥本身）。"""
    common.ready()
    from liandong.domains.partners import queries

    rows = [
        {
            "name": one.name, "start": one.start, "place": one.place.name, "post": one.may_post,
            "read": one.may_read, "per_minute": one.per_minute,
            "created": one.created_at.date().isoformat(),
            "last_used": one.minute.date().isoformat() if one.minute else None,
            "revoked": one.revoked_at.date().isoformat() if one.revoked_at else None,
        }
        for one in queries.every_key()
    ]  # fmt: skip
    if form is Format.JSON:
        common.print_json(rows)
        return
    table = Table("名称 name", "开头 start", "地区 place", "最近使用 last used", "收回 revoked")
    for one in rows:
        table.add_row(*(str(one[k] or "—") for k in ("name", "start", "place", "last_used",
                                                     "revoked")))  # fmt: skip
    common.out.print(table)


@key.command()
def revoke(said: Annotated[str, typer.Argument(help="名称，或密钥开头")]) -> None:
    """收回密钥，立即生效。"""
    common.ready()
    from django.utils import timezone

    from liandong.domains.partners import actions, queries

    try:
        actions.revoke(queries.key_named(said), by=common.who(), at=timezone.now())
    except LiandongError as error:
        common.stop(error, 2)
    common.say("已收回。", "Revoked.")
