"""`liandong keys check | rotate | forget`: the keys of sealed information."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from liandong.cli import common
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError

app = typer.Typer(help="密钥：核对、更换、销毁旧的", no_args_is_help=True)


@app.command()
def check(form: FormatOption = Format.TEXT) -> None:
    """逐条打开加密的信息，看有没有打不开的、被移动过的。有则退出码为 1。"""
    common.ready()
    from liandong.domains.sealing import checking, keys

    try:
        newest, found = keys.keyring().newest, checking.check()
    except LiandongError as error:
        common.stop(error, 2)
    exposed = bool(keys.file().stat().st_mode & 0o077)
    good = not exposed and not any(one.broken for one in found)
    if form is Format.JSON:
        common.print_json({
            "ok": good, "newest": newest, "exposed": exposed,
            "columns": [vars(one) for one in found],
        })  # fmt: skip
        raise typer.Exit(0 if good else 1)
    table = Table("列 column", "条数 values", "密钥 keys", "打不开 broken")
    for one in found:
        held = "  ".join(f"{key} {n}" for key, n in one.keys.items()) or "—"
        table.add_row(one.column, str(one.values), held, str(one.broken))
    common.out.print(table)
    for one in found:
        for pk, code in one.examples:
            common.out.print(f"{one.column} #{pk}: {code}", highlight=False)
    if exposed:
        common.say(
            f"密钥文件别人也能读，请立即执行 chmod 600 {keys.file()}。",
            f"Others can read the keyring: chmod 600 {keys.file()} at once.",
        )
    raise typer.Exit(0 if good else 1)


@app.command()
def rotate() -> None:
    """换一把新密钥，把已加密的信息全部重新加密。中断后再运行会接着做。"""
    common.ready()
    from django.utils import timezone

    from liandong.domains.sealing import rotating

    try:
        with common.bar("重新加密", "Sealing anew") as progress:
            done = rotating.rotate(by=common.who(), at=timezone.now(), progress=progress)
    except LiandongError as error:
        common.stop(error, 1)
    common.say(
        f"{'接着上次：' if done.resumed else ''}{done.values} 条信息改用密钥 {done.key}。"
        "请马上另外备份密钥文件；确认旧备份不再需要后，可用 liandong keys forget 销毁旧密钥。",
        f"{'Resumed: ' if done.resumed else ''}{done.values} values sealed with key {done.key}. "
        "Back up the keyring now; once older backups are not needed, liandong keys forget destroys "
        "the old keys.",
    )


@app.command()
def forget(yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False) -> None:
    """销毁不再使用的旧密钥。此后，更换密钥以前的数据库备份打不开其中加密的信息。"""
    common.ready()
    from django.utils import timezone

    from liandong.core.kernel.errors import Text
    from liandong.domains.sealing import rotating

    asked = Text("销毁不再使用的旧密钥？", "Destroy the keys that are not used any more?")
    if not yes and not typer.confirm(common.words(asked), err=True):
        raise typer.Exit(1)
    try:
        gone = rotating.forget(by=common.who(), at=timezone.now())
    except LiandongError as error:
        common.stop(error, 1)
    common.say(f"已销毁 {len(gone)} 把旧密钥。", f"{len(gone)} keys destroyed.")
