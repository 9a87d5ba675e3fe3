"""`liandong import catalogue FILE`: lists of duties from Excel or CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from liandong.cli import common, findings
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError, error


def catalogue(
    file: Annotated[Path, typer.Argument(help="职责清单（.xlsx、.xls 或 .csv）")],
    on: Annotated[str | None, typer.Option(help="从哪一天起执行，默认今天")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不发布")] = False,
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help="有错误时，只发布正确的行")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """发布职责清单。退出码:0 无阻碍;1 有错误而未发布;2 文件读不了。"""
    common.ready()
    try:
        reading, accepted, changed = _take(file, on, dry_run=dry_run, accept_valid=accept_valid)
    except OSError as problem:
        common.stop(error(
            "no_file", f"读不了 {file}：{problem.strerror}。",
            f"Cannot read {file}: {problem.strerror}.",
        ), 2)  # fmt: skip
    except LiandongError as problem:
        common.stop(problem, 2)
    _show(reading, accepted, changed, form)
    raise typer.Exit(1 if reading.blocked and not accept_valid else 0)


def _take(file: Path, on: str | None, *, dry_run: bool, accept_valid: bool) -> tuple[Any, int, int]:
    from django.utils import timezone

    from liandong.domains.catalogue import imports

    day = common.day(on) or timezone.localdate()
    reading = imports.read(file)
    right = sum(one.said is not None for one in reading.lines)
    if dry_run or (reading.blocked and not accept_valid):
        return reading, right if dry_run and (accept_valid or not reading.blocked) else 0, 0
    outcome = imports.publish(
        reading, on=day, accept_valid=accept_valid, by=common.who(), at=timezone.now()
    )
    return reading, outcome.accepted, outcome.changed


def _show(reading: Any, accepted: int, changed: int, form: Format) -> None:
    rows, found = len(reading.lines), findings.as_data(reading.findings)
    if form is Format.JSON:
        common.print_json(
            {"rows": rows, "accepted": accepted, "changed": changed, "findings": found}
        )
        return
    findings.show(found)
    common.say(
        f"共 {rows} 项，收 {accepted} 项，其中 {changed} 项有变化。",
        f"{rows} matters, {accepted} accepted, {changed} of them changed.",
    )
