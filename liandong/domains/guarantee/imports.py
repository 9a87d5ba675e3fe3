"""Ledgers in: read a file against the tree, stage what it says, publish it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction

from liandong.core.kernel.errors import LiandongError, Severity, Text
from liandong.domains.audit.actions import record
from liandong.domains.guarantee.actions import Outcome, Statement, record_ledger
from liandong.domains.guarantee.ledger import LEDGER
from liandong.domains.guarantee.places import days_of, places_of
from liandong.domains.guarantee.understood import glimpse, understood
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import Batch, StagedFinding, StagedRow, State
from liandong.domains.intake.reading import (
    Blank,
    Reading,
    Row,
    UnreadableFile,
    read_ledger,
)
from liandong.domains.orgs.models import Unit

KIND = "ledger"
Progress = Callable[[int, int], None]
_EVERY = 0.3  # seconds between two notes of progress


def understand(
    path: Any, unit: Unit, options: dict[str, Any], progress: Progress | None = None
) -> Reading:
    """Read a file with the sender's choices. Raises `UnreadableFile`."""
    on = options.get("on")
    return read_ledger(
        path,
        LEDGER,
        partial(places_of, unit),
        sheet=options.get("sheet") or None,
        on=date.fromisoformat(on) if on else None,
        blanks={field: Blank(how) for field, how in options.get("blanks", {}).items()},
        mapping=options.get("mapping") or {},
        units=options.get("units") or {},
        days=days_of(unit),
        progress=progress,
    )


def read(batch: Batch) -> Batch:
    """Read a batch's file and stage what it says; a file that cannot be read is noted as such."""
    intake.claim(batch, since={State.UPLOADED}, to=State.READING)
    last = [0.0]

    def note(done: int, total: int) -> None:
        if time.monotonic() - last[0] > _EVERY:
            last[0] = time.monotonic()
            intake.advance(batch, done, total)

    try:
        reading = understand(intake.path_of(batch), batch.unit, batch.options, note)
    except UnreadableFile as error:
        seen = glimpse(intake.path_of(batch), batch.options)
        return intake.fail(batch, error, understood={**batch.understood, **seen})
    return _staged(batch, reading)


def _staged(batch: Batch, reading: Reading) -> Batch:
    ids = dict(
        Unit.objects.filter(code__in={row.unit for row in reading.rows if row.unit}).values_list(
            "code", "pk"
        )
    )
    return intake.stage(
        batch,
        staged=(_row(batch, reading, row, ids) for row in reading.rows),
        findings=(
            StagedFinding(
                batch=batch, row=one.row, cell=one.cell, severity=one.severity, code=one.code,
                zh=one.message.zh, en=one.message.en,
            )
            for one in reading.findings
        ),
        # A text file has no sheet; what stands for it is our own name for the file.
        sheet="" if reading.sheet == intake.path_of(batch).stem else reading.sheet,
        as_of=reading.as_of.day if reading.as_of else None,
        rows=len(reading.rows),
        done=len(reading.rows),
        understood=understood(reading),
    )  # fmt: skip


def _row(batch: Batch, reading: Reading, row: Row, ids: dict[str, int]) -> StagedRow:
    blank = {column.target: column.blank_why for column in reading.columns if column.blank_why}
    values = {}
    for field, value in row.values.items():
        raw = row.raw.get(field, "")
        why = blank.get(field)
        values[field] = {
            "value": None if value is None else str(value),
            "raw": raw,
            "cell": reading.cell(row, field),
            "why": why.zh if why and not raw.strip() and value is not None else "",
        }
    return StagedRow(
        batch=batch, row=row.number, unit_id=ids.get(row.unit or ""),
        place=" ".join(row.place)[:250], values=values, ok=row.ok,
    )  # fmt: skip


def publish(
    batch: Batch, *, accept_valid: bool, by: str, at: datetime, since: str = State.READ
) -> Outcome:
    """Put the staged rows on record, all of them or those that are right, in one transaction.

    `since` is the state it must be in: READ, or PUBLISHING once somebody has accepted it.

    Raises `LiandongError` `findings_block` when errors stand in the way and `accept_valid` is not
    chosen; nothing is written then.
    """
    may_publish(batch, accept_valid=accept_valid)
    with transaction.atomic():
        intake.claim(batch, since={since}, to=State.PUBLISHING)
        rows = list(batch.staged.filter(ok=True, unit__isnull=False))
        outcome = record_ledger(
            [said for row in rows for said in statements(row)],
            as_of=batch.as_of, by=by, at=at, batch=batch,
        )  # fmt: skip
        batch.accept_valid, batch.accepted = accept_valid, len(rows)
        batch.outcome, batch.problem = asdict(outcome), None
        batch.state, batch.published_at, batch.published_by = State.PUBLISHED, at, by
        batch.save()
        record(
            action="guarantee.publish", by=by, at=at, subject=f"batch:{batch.pk}",
            unit=batch.unit.code,
            after={
                "file": batch.file_name, "as_of": batch.as_of, "rows": batch.rows,
                "accepted": len(rows), **batch.outcome,
            },
        )  # fmt: skip
    return outcome


def may_publish(batch: Batch, *, accept_valid: bool) -> None:
    """Raise `LiandongError` when the file as it stands must not be published so."""
    if batch.as_of is None:
        raise _no_date()
    if not accept_valid and intake.blocks(batch):
        raise _blocked(batch)


def statements(row: StagedRow) -> list[Statement]:
    return [
        Statement(
            row.unit_id or 0, field, Decimal(said["value"]), said["cell"], said["raw"], said["why"]
        )
        for field, said in row.values.items()
        if said["value"] is not None
    ]


def _no_date() -> LiandongError:
    return LiandongError(
        "as_of_missing",
        Text(
            "还不知道数据截至哪一天。请选定日期后再提交。",
            "It is not known as of which day the file holds. Choose the date first.",
        ),
    )


def _blocked(batch: Batch) -> LiandongError:
    count = batch.findings.filter(severity=Severity.ERROR).count()
    return LiandongError(
        "findings_block",
        Text(
            f"还有 {count} 处错误。请改好文件重新上传，或选择“只收正确的行”。",
            f"{count} errors stand in the way. Mend the file and send it again, or take only the "
            "rows that are right.",
        ),
    )
