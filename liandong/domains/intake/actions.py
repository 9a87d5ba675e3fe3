"""Take a file in, keep it as it came, and note what becomes of it."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction

from liandong.core.kernel.errors import LiandongError, Severity, Text
from liandong.domains.audit.actions import record
from liandong.domains.intake.models import Batch, StagedFinding, StagedRow, State
from liandong.domains.orgs.models import Unit

CHUNK = 1_000


def path_of(batch: Batch) -> Path:
    """The file as it was sent."""
    return Path(settings.HOME) / "files" / batch.stored_as


def receive(
    stream: BinaryIO, *, name: str, kind: str, unit: Unit, by: str, at: datetime,
    options: Mapping[str, Any] | None = None,
) -> Batch:  # fmt: skip
    """Store a file under a name of ours and open a batch for it. Raises when it is too big."""
    stored = f"{at:%Y%m}/{uuid.uuid4().hex}{Path(name).suffix.lower()[:8]}"
    target = Path(settings.HOME) / "files" / stored
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        shutil.copyfileobj(stream, out)
    if target.stat().st_size > settings.UPLOAD_LIMIT:
        target.unlink()
        limit = settings.UPLOAD_LIMIT // 2**20
        raise LiandongError(
            "too_big",
            Text(
                f"文件超过 {limit} MB。请只保留要上报的工作表，或分几次上传。",
                f"The file is over {limit} MB. Keep only the sheet to report, or send it in parts.",
            ),
        )
    with target.open("rb") as stored_file:
        digest = hashlib.file_digest(stored_file, "sha256").hexdigest()
    with transaction.atomic():
        batch = Batch.objects.create(
            kind=kind, file_name=Path(name).name[:255], stored_as=stored, sha256=digest,
            unit=unit, options=dict(options or {}), state=State.UPLOADED, uploaded_at=at,
            uploaded_by=by,
        )  # fmt: skip
        record(
            action="intake.receive", by=by, at=at, subject=f"batch:{batch.pk}", unit=unit.code,
            after={"file": batch.file_name, "sha256": digest},
        )  # fmt: skip
    return batch


def choose(batch: Batch, options: Mapping[str, Any], *, by: str, at: datetime) -> Batch:
    """Note what the sender chose about a file that is not published, which is then read again."""
    _must_be(batch, {State.UPLOADED, State.READ, State.FAILED})
    with transaction.atomic():
        before = batch.options
        batch.options = {**before, **options}
        batch.state, batch.done = State.UPLOADED, 0
        batch.save(update_fields=["options", "state", "done"])
        record(
            action="intake.choose", by=by, at=at, subject=f"batch:{batch.pk}",
            unit=batch.unit.code, before=before, after=batch.options,
        )  # fmt: skip
    return batch


def stage(
    batch: Batch, *, staged: list[StagedRow], findings: list[StagedFinding], **read: Any
) -> Batch:
    """Keep what a reading found, in place of any earlier reading, all at once."""
    with transaction.atomic():
        batch.staged.all().delete()
        batch.findings.all().delete()
        StagedRow.objects.bulk_create(staged, batch_size=CHUNK)
        StagedFinding.objects.bulk_create(findings, batch_size=CHUNK)
        for name, value in read.items():
            setattr(batch, name, value)
        batch.state, batch.problem = State.READ, None
        batch.save()
    return batch


def fail(batch: Batch, error: LiandongError) -> Batch:
    """The file as a whole cannot be read: keep why."""
    batch.state = State.FAILED
    batch.problem = {"code": error.code, "zh": error.text.zh, "en": error.text.en}
    batch.save(update_fields=["state", "problem"])
    return batch


def discard(batch: Batch, *, by: str, at: datetime) -> Batch:
    """Nothing of the file is to be taken; the file itself is kept for the record."""
    _must_be(batch, {State.UPLOADED, State.READ, State.FAILED})
    with transaction.atomic():
        batch.state = State.DISCARDED
        batch.save(update_fields=["state"])
        batch.staged.all().delete()
        record(
            action="intake.discard", by=by, at=at, subject=f"batch:{batch.pk}",
            unit=batch.unit.code,
        )  # fmt: skip
    return batch


def advance(batch: Batch, done: int, total: int) -> None:
    """Note progress where a page that polls can see it."""
    Batch.objects.filter(pk=batch.pk).update(done=done, rows=total)


def claim(batch: Batch, *, since: set[str], to: str) -> None:
    """Compare and set the state: of two who act at once, one goes on. Raises `LiandongError`."""
    if not Batch.objects.filter(pk=batch.pk, state__in=since).update(state=to):
        raise _elsewhere()
    batch.state = to


def recover() -> int:
    """After a process was killed: what it left half-way is where it was before; the number.

    Reading and publishing each write in one transaction, so nothing half-done is ever on record.
    """
    reading = Batch.objects.filter(state=State.READING).update(state=State.UPLOADED)
    return reading + Batch.objects.filter(state=State.PUBLISHING).update(state=State.READ)


def blocks(batch: Batch) -> bool:
    """Whether an error stands in the way of taking the whole file."""
    return batch.findings.filter(severity=Severity.ERROR).exists()


def _must_be(batch: Batch, states: set[str]) -> None:
    if batch.state not in states:
        raise _elsewhere()


def _elsewhere() -> LiandongError:
    return LiandongError(
        "batch_moved_on",
        Text(
            "这份文件已有人处理到下一步。请刷新页面看最新状态。",
            "Somebody has taken this file a step further. Reload the page to see where it stands.",
        ),
    )
