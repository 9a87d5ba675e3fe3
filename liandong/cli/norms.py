"""`liandong norms check | whatif | adopt | withdraw | list`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.markup import escape
from rich.table import Table

from liandong.cli import common, norm_checks
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError, Severity, Text
from liandong.core.standards.norms import NormError, NormFinding

app = typer.Typer(help="规范：检查、试算、采用、撤回、列出", no_args_is_help=True)

FileArgument = Annotated[Path, typer.Argument(help="规范文件(.yaml)")]
UnitOption = Annotated[str, typer.Option("--unit", help="组织代码，如 46、4601")]
OnOption = Annotated[str | None, typer.Option("--on", help="日期，默认为最新台账日")]
YesOption = Annotated[bool, typer.Option("--yes", help="不再询问")]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def _print_findings(findings: Sequence[NormFinding]) -> None:
    """One line per finding, as editors and people read them: file:line: code message."""
    for one in findings:
        common.out.print(
            f"{escape(str(one.file))}:{one.line}: [{_COLOURS[one.severity]}]{one.severity}[/] "
            f"{one.code} {escape(common.words(one.message))}",
            highlight=False, soft_wrap=True,
        )  # fmt: skip


def _data(findings: Sequence[NormFinding]) -> list[dict[str, Any]]:
    return [
        {"file": str(one.file), "line": one.line, "severity": one.severity.value,
         "code": one.code, "message": common.words(one.message)}
        for one in findings
    ]  # fmt: skip


def _has_errors(findings: Sequence[NormFinding]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)


def _readable(path: Path) -> None:
    """End with 2 unless the path can be read."""
    try:
        if path.is_dir():
            next(path.iterdir(), None)
        else:
            path.open("rb").close()
    except OSError as error:
        common.stop(
            LiandongError(
                "unreadable",
                Text(
                    f"读不了 {path}：{error.strerror}。", f"Cannot read {path}: {error.strerror}."
                ),
            ),
            2,
        )


@app.command()
def check(
    directory: Annotated[
        Path | None, typer.Argument(help="目录或文件，默认为本实例的规范（随附的和已采用的）")
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """检查规范文件和案例。退出码：0 无错误；1 有错误；2 读不了。"""
    if directory is not None:
        _readable(directory)
    result = norm_checks.instance() if directory is None else norm_checks.path(directory)
    wrong = _has_errors(result.findings)
    if form is Format.JSON:
        common.print_json(
            {"ok": not wrong, "norms": result.norms, "cases": result.cases,
             "findings": _data(result.findings)}
        )  # fmt: skip
    else:
        _print_findings(result.findings)
        common.say(
            f"{result.norms} 项规范，{result.cases} 个案例，{len(result.findings)} 处问题。",
            f"{result.norms} norms, {result.cases} worked cases, {len(result.findings)} findings.",
        )
    raise typer.Exit(1 if wrong else 0)


@app.command()
def whatif(
    file: FileArgument,
    unit: UnitOption,
    on: OnOption = None,
    as_if: Annotated[
        bool, typer.Option("--as-if", help="新值晚于这一天时，按它生效后的规范判断这一天的数据")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """采用之前先看影响：多少社区会未达标，要多少人、钱、面积。什么都不写入。"""
    _readable(file)
    common.ready()
    from django.utils import timezone

    from liandong.domains.observatory import adoption, days, whatif_said
    from liandong.domains.observatory import whatif as trying
    from liandong.domains.orgs import queries

    try:
        place = queries.place(unit)
        day = common.day(on) or days.usual_day()
        proposal = adoption.propose(file)
        if proposal.book is None:
            _refused(proposal.findings, form)
        found = trying.of(proposal, place, on=day, known_at=timezone.now(), as_if=as_if)
    except LiandongError as error:
        common.stop(error, 2)
    data = {"file": str(file), "findings": _data(proposal.findings)} | whatif_said.as_data(found)
    if form is Format.JSON:
        common.print_json(data)
        return
    _print_findings(proposal.findings)
    _print_whatif(data)


def _refused(findings: Sequence[NormFinding], form: Format) -> NoReturn:
    if form is Format.JSON:
        common.print_json({"findings": _data(findings)})
    else:
        _print_findings(findings)
    raise typer.Exit(1)


def _number(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:,.2f}".removesuffix(".00")


def _said(text: dict[str, str]) -> str:
    return common.words(Text(text["zh"], text["en"]))


def _print_whatif(data: dict[str, Any]) -> None:
    common.out.print(f"[bold]{data['unit']['name']} · {data['on']}[/]")
    common.out.print(_said(data["summary"]), highlight=False)
    for one in data["standards"]:
        table = Table("代码 code", "名称 name", "状态 status", "实有 actual", "差额 gap",
                      title=_said(one["title"]))  # fmt: skip
        for change in one["changes"][:20]:
            table.add_row(
                change["code"], change["name"], " → ".join(change["status"].values()),
                _number(change["actual"]),
                " → ".join(_number(gap) for gap in change["gap"].values()),
            )  # fmt: skip
        common.out.print(table)
        rest = len(one["changes"]) - 20
        if rest > 0:
            common.say(
                f"另有 {rest} 个（--format json 给出全部）。", f"{rest} more: --format json."
            )


@app.command()
def adopt(file: FileArgument, yes: YesOption = False, form: FormatOption = Format.TEXT) -> None:
    """采用一个规范文件，从它的最早生效日起重新计算。退出码：1 有错误，2 读不了。"""
    _readable(file)
    common.ready()
    from django.utils import timezone

    from liandong.domains.observatory import adoption

    proposal = adoption.propose(file)
    if proposal.book is None:
        _refused(proposal.findings, form)
    if form is Format.TEXT:
        _print_findings(proposal.findings)
    if not yes and not typer.confirm(
        common.words(Text(
            f"采用 {file.name}：{len(proposal.rows)} 个值，自 {proposal.since} 起重新计算？",
            f"Adopt {file.name}: {len(proposal.rows)} values, figures anew since {proposal.since}?",
        )), err=True,
    ):  # fmt: skip
        raise typer.Exit(1)
    try:
        text = file.read_bytes().decode("utf-8-sig")
        done = adoption.adopt(text=text, name=file.name, by=common.who(), at=timezone.now())
    except NormError as error:
        _refused(error.findings, form)
    except LiandongError as error:
        common.stop(error, 1)
    if form is Format.JSON:
        common.print_json(
            {"id": done.pk, "name": done.name, "since": proposal.since,
             "findings": _data(proposal.findings)}
        )  # fmt: skip
    common.say(f"已采用，编号 {done.pk}。", f"Adopted as number {done.pk}.")


@app.command()
def withdraw(
    number: Annotated[int, typer.Argument(help="编号，见 norms list")],
    reason: Annotated[str, typer.Option(help="理由，记入审计")],
    yes: YesOption = False,
) -> None:
    """撤回一个已采用的文件，重新计算；当时的数字仍可查。"""
    common.ready()
    from django.utils import timezone

    from liandong.domains.norms.models import AdoptedNorms
    from liandong.domains.observatory import adoption

    adopted = AdoptedNorms.objects.filter(pk=number, withdrawn_at=None).first()
    if adopted is None:
        said = Text(f"没有编号为 {number} 的文件。", f"No adopted file has the number {number}.")
        common.stop(LiandongError("unknown_file", said), 2)
    asked = Text(f"撤回 {adopted.name}？", f"Withdraw {adopted.name}?")
    if not yes and not typer.confirm(common.words(asked), err=True):
        raise typer.Exit(1)
    try:
        adoption.withdraw(adopted=adopted, reason=reason, by=common.who(), at=timezone.now())
    except LiandongError as error:
        common.stop(error, 1)
    common.say("已撤回。", "Withdrawn.")


@app.command("list")
def list_all(
    on: OnOption = None,
    unit: Annotated[str | None, typer.Option("--unit", help="组织代码，默认为全省")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """某地某日生效的规范，和本实例采用过的文件。"""
    common.ready()
    from liandong.domains.observatory import catalogue, days
    from liandong.domains.orgs import queries

    try:
        place = queries.place(unit) if unit else queries.roots()[0]
    except LiandongError as error:
        common.stop(error, 2)
    day: date = common.day(on) or days.usual_day()
    data = catalogue.as_data(place, on=day)
    if form is Format.JSON:
        common.print_json(data)
        return
    table = Table("代码 code", "名称 title", "值 value", "依据 source", "自 since",
                  title=f"{place.name} · {day}")  # fmt: skip
    for one in data["norms"]:
        held = one["in_force"]
        table.add_row(
            one["code"], _said(one["title"]),
            f"{_number(held['value'])} {_said(one['unit'])}" if held else "—",
            _said(held["source"]) if held else "", str(held["in_force"]["from"]) if held else "",
        )  # fmt: skip
    common.out.print(table)
    for one in data["adopted"]:
        common.out.print(
            f"{one['id']}  {one['name']}  {one['adopted_at']:%Y-%m-%d}  {one['adopted_by']}"
        )
