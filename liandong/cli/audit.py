"""`liandong audit …`: prove the audit trail, and take its end as it is after a restore."""

from __future__ import annotations

from typing import Annotated

import typer

from liandong.cli import common
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError

app = typer.Typer(no_args_is_help=True, help="核对审计记录。")


@app.command()
def check(form: FormatOption = Format.TEXT) -> None:
    """逐条重算指纹，并与库外留存的末尾对照；被改动、抽走、截断时退出码为 1。"""
    common.ready()
    from django.utils import timezone

    from liandong.domains.audit import trail

    proof = trail.prove(by=common.who(), at=timezone.now())
    if form is Format.JSON:
        common.print_json({
            "whole": proof.whole, "events": proof.events, "last": proof.last,
            "broken": proof.broken and proof.broken.pk, "end": proof.end.value,
            "anchored": proof.anchored and proof.anchored.event,
        })  # fmt: skip
    else:
        common.say(*_said(proof.events, proof.broken and proof.broken.pk, proof.end))
    raise typer.Exit(0 if proof.whole else 1)


def _said(events: int, broken: int | None, end: str) -> tuple[str, str]:
    if broken is not None:
        return (
            f"审计记录被动过：从第 {broken} 条起对不上。请保全数据库和备份，报告上级。",
            f"The trail was touched: from event {broken} on it does not fit. Secure the database.",
        )
    if end == "cut":
        return (
            "审计记录的末尾被截掉，或恢复了较早的备份。若是有意恢复，请用 liandong audit accept。",
            "The end of the trail is cut off, or an earlier backup was restored. If that was "
            "meant, use liandong audit accept.",
        )
    if end == "forged":
        return (
            "库外留存的末尾（audit-anchor）不是本实例签署的，请保全后报告上级。",
            "The end kept outside (audit-anchor) was not signed by this instance. Report it.",
        )
    if end == "missing":
        return (
            f"{events} 条记录条条相扣；库外没有留存末尾，截断与否无法核对，从现在起留存。",
            f"{events} events in one chain; no end was kept outside so far, from now on it is.",
        )
    return (
        f"{events} 条记录条条相扣，末尾完整。",
        f"{events} events, one chain, its end in place.",
    )


@app.command()
def accept(reason: Annotated[str, typer.Option(help="为什么末尾与留存的不同")]) -> None:
    """有意恢复备份以后，以现在的末尾为准；理由记入审计。"""
    common.ready()
    from django.utils import timezone

    from liandong.domains.audit import trail

    try:
        trail.accept(reason=reason, by=common.who(), at=timezone.now())
    except LiandongError as error:
        common.stop(error, 2)
    common.say("已记入审计，以现在的末尾为准。", "On record; the end is what it is now.")
