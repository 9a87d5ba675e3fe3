"""`liandong import ledger|meetings FILE`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from liandong.cli import catalogue, common, findings, meetings, members
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError, Severity, Text

app = typer.Typer(help="导入台账等文件", no_args_is_help=True)
app.command("catalogue")(catalogue.catalogue)
app.command("meetings")(meetings.meetings)
app.command("members")(members.members)

BLANKS = ("zero", "unknown")
MONEY = {"yuan": "元", "wan": "万元"}


@app.callback()
def _group() -> None:
    """导入台账等文件。"""


def _pairs(given: list[str], allowed: tuple[str, ...] | None, what: str) -> dict[str, str]:
    pairs = {}
    for one in given:
        name, _, value = one.partition("=")
        if not name or not value or (allowed and value not in allowed):
            form = "|".join(allowed) if allowed else "…"
            common.stop(
                LiandongError(
                    "bad_option",
                    Text(
                        f"--{what} 应写成 FIELD={form}，不是“{one}”。",
                        f"--{what} is written FIELD={form}, not {one!r}.",
                    ),
                ),
                2,
            )
        pairs[name] = value
    return pairs


def _options(
    on: str | None, sheet: str | None, blank: list[str], unit: list[str], money: list[str],
    column: list[str],
) -> dict[str, Any]:  # fmt: skip
    from liandong.domains.guarantee.models import FIELDS

    blanks, units = _pairs(blank, BLANKS, "blank"), _pairs(unit, None, "in-unit")
    said = _pairs(money, tuple(MONEY), "unit-of")
    units |= {field: MONEY[name] for field, name in said.items()}
    for field in [*blanks, *units]:
        if field not in FIELDS:
            names = ", ".join(FIELDS)
            common.stop(
                LiandongError(
                    "unknown_field",
                    Text(
                        f"没有项目“{field}”，可用：{names}。", f"No field {field!r}; use {names}."
                    ),
                ),
                2,
            )
    day = common.day(on)
    return {
        "on": day and day.isoformat(),
        "sheet": sheet,
        "blanks": blanks,
        "units": units,
        "mapping": _pairs(column, None, "column"),
    }


@app.command("ledger")
def ledger(
    file: Annotated[Path, typer.Argument(help="台账文件（.xlsx、.xls 或 .csv）")],
    sheet: Annotated[str | None, typer.Option(help="工作表名称或序号")] = None,
    on: Annotated[
        str | None, typer.Option(help="数据截至日，如 2016-12-31；默认读文件里的")
    ] = None,
    blank: Annotated[
        list[str] | None, typer.Option(help="空白的含义：FIELD=zero 或 FIELD=unknown，可多次")
    ] = None,
    in_unit: Annotated[
        list[str] | None, typer.Option(help="某列的单位：FIELD=万元，可多次")
    ] = None,
    unit_of: Annotated[
        list[str] | None,
        typer.Option(help="金额栏到底是元还是万元：FIELD=yuan 或 FIELD=wan，可多次"),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help="某列是什么：J=work_funds、B=ignore，可多次"),
    ] = None,
    unit: Annotated[str | None, typer.Option(help="只收这个辖区的行；默认全省")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help="有错误时，只收正确的行")
    ] = False,
    marked: Annotated[Path | None, typer.Option(help="把标出问题的工作簿写到这里")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """导入社区保障台账。退出码:0 无阻碍;1 有错误而未收;2 文件读不了。"""
    common.ready()
    options = _options(on, sheet, blank or [], in_unit or [], unit_of or [], column or [])
    try:
        result = (
            _check_only(file, options, unit)
            if dry_run
            else _take(file, options, unit, accept_valid=accept_valid)
        )
        if marked:
            _mark(file, marked, options, unit)
    except OSError as error:
        _unreadable(LiandongError("no_file", Text(
            f"读不了 {file}:{error.strerror}。", f"Cannot read {file}: {error.strerror}."
        )), form)  # fmt: skip
    except LiandongError as error:
        _unreadable(error, form)
    blocked = any(one["severity"] == Severity.ERROR for one in result["findings"])
    # Without a day nothing can be taken, not even the rows that are right.
    stopped = result["as_of"] is None or (blocked and not accept_valid)
    if dry_run:
        result["accepted"] = 0 if stopped else result["right"]
    result.pop("right", None)
    _show(result, form)
    raise typer.Exit(1 if stopped else 0)


def _unreadable(error: LiandongError, form: Format) -> None:
    if form is Format.JSON:
        common.print_json(
            {"rows": 0, "accepted": 0, "findings": [
                {"cell": "", "severity": "error", "code": error.code,
                 "message": common.words(error.text)}
            ]}
        )  # fmt: skip
    common.stop(error, 2)


def _unit(code: str | None) -> Any:
    from liandong.domains.orgs import queries
    from liandong.domains.orgs.models import Unit

    found = queries.place(code) if code else queries.roots()[0]
    return Unit.objects.get(pk=found.id)


def _check_only(file: Path, options: dict[str, Any], unit: str | None) -> dict[str, Any]:
    from liandong.domains.guarantee import imports

    with common.bar("读取", "Reading") as progress:
        reading = imports.understand(file, _unit(unit), options, progress)
    return {
        "rows": len(reading.rows),
        "right": len(reading.ok_rows),
        "as_of": reading.as_of and reading.as_of.day,
        "counts": _by_code(reading.counts),
        "findings": findings.as_data(reading.findings),
    }


def _by_code(counts: Mapping[str, int]) -> dict[str, int]:
    """How many findings of each code there are, also where not all of them are listed."""
    found: dict[str, int] = {}
    for kind, count in counts.items():
        code = kind.partition(" ")[2]
        found[code] = found.get(code, 0) + count
    return found


def _take(
    file: Path, options: dict[str, Any], unit: str | None, *, accept_valid: bool
) -> dict[str, Any]:
    from django.utils import timezone

    from liandong.domains.guarantee import imports
    from liandong.domains.intake import actions as intake
    from liandong.domains.intake.models import State

    now, by = timezone.now(), common.who()
    with file.open("rb") as stream:
        batch = intake.receive(
            stream, name=file.name, kind=imports.KIND, unit=_unit(unit), by=by, at=now,
            options=options,
        )  # fmt: skip
    imports.read(batch)
    if batch.state == State.FAILED:
        problem = batch.problem
        raise LiandongError(problem["code"], Text(problem["zh"], problem["en"]))
    counts = {}
    if batch.as_of and (accept_valid or not intake.blocks(batch)):
        outcome = imports.publish(batch, accept_valid=accept_valid, by=by, at=timezone.now())
        counts = {
            "added": outcome.added, "corrected": outcome.corrected, "unchanged": outcome.unchanged
        }  # fmt: skip
    return {
        "rows": batch.rows, "accepted": batch.accepted, **counts, "as_of": batch.as_of,
        "batch": batch.pk, "counts": _by_code(batch.understood["codes"]),
        "findings": findings.of_batch(batch),
    }  # fmt: skip


def _mark(file: Path, target: Path, options: dict[str, Any], unit: str | None) -> None:
    from liandong.domains.guarantee import imports
    from liandong.domains.intake.reading.marked import write_marked

    write_marked(file, imports.understand(file, _unit(unit), options), target)


def _show(result: dict[str, Any], form: Format) -> None:
    if form is Format.JSON:
        common.print_json(result)
        return
    findings.show(result["findings"], result["counts"])
    added = result.get("added", 0) + result.get("corrected", 0)
    common.say(
        f"共 {result['rows']} 行，收 {result['accepted']} 行，新登记 {added} 项数据。",
        f"{result['rows']} rows, {result['accepted']} accepted, {added} facts recorded.",
    )
