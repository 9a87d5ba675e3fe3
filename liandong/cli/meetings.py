"""`liandong import meetings FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from liandong.cli import common, findings
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError, Severity, Text


def meetings(
    file: Annotated[Path, typer.Argument(help="会议台账（.xlsx、.xls 或 .csv）")],
    sheet: Annotated[str | None, typer.Option(help="工作表名称或序号")] = None,
    unit: Annotated[str | None, typer.Option(help="只收这个党组织及其下级的会议；默认全部")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help="有错误时，只收正确的行")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """导入会议台账。退出码:0 无阻碍;1 有错误而未收;2 文件读不了。"""
    common.ready()
    try:
        result = (
            _check_only(file, sheet, unit)
            if dry_run
            else _take(file, sheet, unit, accept_valid=accept_valid)
        )
    except OSError as error:
        _unreadable(LiandongError("no_file", Text(
            f"读不了 {file}：{error.strerror}。", f"Cannot read {file}: {error.strerror}."
        )), form)  # fmt: skip
    except LiandongError as error:
        _unreadable(error, form)
    blocked = any(one["severity"] == Severity.ERROR for one in result["findings"])
    right = result.pop("right", None)
    if right is not None:
        result["accepted"] = right if accept_valid or not blocked else 0
    _show(result, form)
    raise typer.Exit(1 if blocked and not accept_valid else 0)


def _unreadable(error: LiandongError, form: Format) -> None:
    if form is Format.JSON:
        said = findings.finding("", Severity.ERROR, error.code, error.text)
        common.print_json({"rows": 0, "accepted": 0, "findings": [said]})
    common.stop(error, 2)


def _unit(code: str | None) -> Any:
    from liandong.domains.orgs import queries
    from liandong.domains.orgs.enums import Hierarchy
    from liandong.domains.orgs.models import Unit

    tops = queries.roots(Hierarchy.PARTY)
    if code is None and not tops:
        raise LiandongError(
            "no_party_tree",
            Text(
                "系统里还没有党组织，请先建立。", "There is no Party organisation yet. Make some."
            ),
        )
    found = tops[0] if code is None else queries.place(code, Hierarchy.PARTY)
    return Unit.objects.get(pk=found.id)


def _check_only(file: Path, sheet: str | None, unit: str | None) -> dict[str, Any]:
    from django.utils import timezone

    from liandong.domains.life import imports

    with common.bar("读取", "Reading") as progress:
        reading, said = imports.understand(
            file, _unit(unit), timezone.now(), sheet=sheet, progress=progress
        )
    return {
        "rows": len(reading.lines),
        "right": sum(one is not None for one in said),
        "findings": findings.as_data(imports.found(reading)),
    }


def _take(file: Path, sheet: str | None, unit: str | None, *, accept_valid: bool) -> dict[str, Any]:
    from django.utils import timezone

    from liandong.domains.intake import actions as intake
    from liandong.domains.intake.models import State
    from liandong.domains.life import imports

    by = common.who()
    with file.open("rb") as stream:
        batch = intake.receive(
            stream, name=file.name, kind=imports.KIND, unit=_unit(unit), by=by,
            at=timezone.now(), options={"sheet": sheet},
        )  # fmt: skip
    imports.read(batch, at=timezone.now())
    if batch.state == State.FAILED:
        problem = batch.problem
        raise LiandongError(problem["code"], Text(problem["zh"], problem["en"]))
    if accept_valid or not intake.blocks(batch):
        imports.publish(batch, accept_valid=accept_valid, by=by, at=timezone.now())
    return {
        "rows": batch.rows, "accepted": batch.accepted, **batch.outcome, "batch": batch.pk,
        "findings": findings.of_batch(batch),
    }  # fmt: skip


def _show(result: dict[str, Any], form: Format) -> None:
    if form is Format.JSON:
        common.print_json(result)
        return
    findings.show(result["findings"])
    added, known = result.get("added", 0), result.get("unchanged", 0)
    common.say(
        f"共 {result['rows']} 行，收 {result['accepted']} 行，新登记 {added} 次会议，"
        f"已有 {known} 次。",
        f"{result['rows']} rows, {result['accepted']} accepted, {added} meetings recorded, "
        f"{known} on record already.",
    )
