"""`liandong import members FILE`: a roster of members from Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from liandong.cli import common, findings
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError, Text

if TYPE_CHECKING:
    from liandong.domains.members.imports import Roster
    from liandong.domains.orgs.models import Unit


def members(
    file: Annotated[Path, typer.Argument(help="党员名册（.xlsx、.xls 或 .csv）")],
    sheet: Annotated[str | None, typer.Option(help="工作表名称或序号")] = None,
    on: Annotated[str | None, typer.Option(help="按哪一天的组织核对，默认今天")] = None,
    unit: Annotated[str | None, typer.Option(help="只收这个党组织及下级的人；默认全部")] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="某列是什么：C=identity、B=ignore，可多次")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help="有错误时，只收正确的行")
    ] = False,
    marked: Annotated[Path | None, typer.Option(help="把标出问题的工作簿写到这里")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """导入党员名册。退出码:0 无阻碍;1 有错误而未收;2 文件读不了。"""
    common.ready()
    try:
        where = _unit(unit)
        roster = _read(file, where, on, sheet, column or [])
        added = None
        if not dry_run and (accept_valid or not roster.blocked):
            added = _take(roster, where, file, accept_valid=accept_valid)
        if marked:
            _mark(file, roster, marked)
    except OSError as error:
        _unreadable(LiandongError("no_file", Text(
            f"读不了 {file}：{error.strerror}。", f"Cannot read {file}: {error.strerror}."
        )), form)  # fmt: skip
    except LiandongError as error:
        _unreadable(error, form)
    would = len(roster.ok_rows) if accept_valid or not roster.blocked else 0
    _show(_result(roster, would if dry_run else added or 0), form)
    raise typer.Exit(1 if roster.blocked and not accept_valid else 0)


def _unit(code: str | None) -> Unit:
    from liandong.domains.orgs import queries
    from liandong.domains.orgs.enums import Hierarchy
    from liandong.domains.orgs.models import Unit

    roots = queries.roots(Hierarchy.PARTY)
    if code is None and len(roots) != 1:
        raise LiandongError(
            "unit_missing",
            Text(
                "请用 --unit 指明党组织（代码，如 D460105001001）。",
                "Name the Party organisation by --unit (a code such as D460105001001).",
            ),
        )
    return Unit.objects.get(pk=(common.place(code) if code else roots[0]).id)


def _read(file: Path, unit: Unit, on: str | None, sheet: str | None, columns: list[str]) -> Roster:
    from django.utils import timezone

    from liandong.domains.members import imports

    day = common.day(on) or timezone.localdate()
    mapping = dict(one.split("=", 1) for one in columns if "=" in one)
    with common.bar("读取", "Reading") as progress:
        return imports.understand(
            file, unit, on=day, sheet=sheet, mapping=mapping, progress=progress
        )


def _take(roster: Roster, unit: Unit, file: Path, *, accept_valid: bool) -> int:
    from django.utils import timezone

    from liandong.domains.members import imports

    common.say("写入…", "Writing…")
    return imports.take(
        roster, unit, accept_valid=accept_valid, by=common.who(), at=timezone.now(),
        file=file.name,
    )  # fmt: skip


def _mark(file: Path, roster: Roster, target: Path) -> None:
    from liandong.domains.intake.reading.marked import write_marked

    write_marked(file, roster, target, language=common.language())  # type: ignore[arg-type]


def _unreadable(error: LiandongError, form: Format) -> None:
    if form is Format.JSON:
        said = {"cell": "", "severity": "error", "code": error.code,
                "message": common.words(error.text)}  # fmt: skip
        common.print_json({"rows": 0, "accepted": 0, "findings": [said]})
    common.stop(error, 2)


def _result(roster: Roster, accepted: int) -> dict[str, Any]:
    return {
        "rows": len(roster.rows),
        "accepted": accepted,
        "findings": findings.as_data(roster.findings),
    }  # fmt: skip


def _show(result: dict[str, Any], form: Format) -> None:
    if form is Format.JSON:
        common.print_json(result)
        return
    findings.show(result["findings"])
    common.say(
        f"共 {result['rows']} 行，收 {result['accepted']} 人。",
        f"{result['rows']} rows, {result['accepted']} people registered.",
    )
