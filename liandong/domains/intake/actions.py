"""Take a file in, keep it as it came, and note what becomes of it."""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal

from liandong.core.kernel.errors import LiandongError, Severity, Text
from liandong.domains.audit.actions import record
from liandong.domains.intake.models import Batch, StagedFinding, StagedRow, State
from liandong.domains.orgs.models import Unit

CHUNK = 1_000
# A file that is neither being worked on nor done with.
OPEN = frozenset({State.UPLOADED, State.READ, State.FAILED})
# Sent by `recover`: whoever reads files takes up again what stands at UPLOADED.
recovered = Signal()


def path_of(batch: Batch) -> Path:
    """The file as it was sent."""
    return Path(settings.HOME) / "files" / batch.stored_as


def choices_digest(batch: Batch) -> str:
    """A short name for the choices made about a file, so that what was made of it by others'
    choices is told apart."""
    return hashlib.sha256(json.dumps(batch.options, sort_keys=True).encode()).hexdigest()[:12]


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
    with transaction.atomic():
        before = batch.options
        claim(batch, since=OPEN, to=State.UPLOADED)
        batch.options, batch.done = {**before, **options}, 0
        batch.save(update_fields=["options", "done"])
        record(
            action="intake.choose", by=by, at=at, subject=f"batch:{batch.pk}",
            unit=batch.unit.code, before=before, after=batch.options,
        )  # fmt: skip
    return batch


def stage(
    batch: Batch, *, staged: Iterable[StagedRow], findings: Iterable[StagedFinding], **read: Any
) -> Batch:
    """Keep what a reading found, in place of any earlier reading.

    Written in pieces, so that a large file does not keep everybody else waiting; nobody looks at
    them before the state says READ, and a reading that was killed is begun anew.
    """
    batch.staged.all().delete()
    batch.findings.all().delete()
    for model, rows in ((StagedRow, staged), (StagedFinding, findings)):
        for piece in _pieces(rows):
            model.objects.bulk_create(piece)
    for name, value in read.items():
        setattr(batch, name, value)
    batch.problem = None
    with transaction.atomic():
        claim(batch, since={State.READING}, to=State.READ)
        batch.save()
    return batch


def _pieces(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while piece := list(islice(source, CHUNK)):
        yield piece


def fail(batch: Batch, error: LiandongError, **read: Any) -> Batch:
    """The file as a whole cannot be read: keep why, and what could be seen of it."""
    for name, value in read.items():
        setattr(batch, name, value)
    batch.state, batch.problem = State.FAILED, _said(error)
    batch.save(update_fields=["state", "problem", *read])
    return batch


def release(batch: Batch, error: LiandongError) -> None:
    """Publishing did not come about: the file stands where it stood, with the reason."""
    Batch.objects.filter(pk=batch.pk, state=State.PUBLISHING).update(
        state=State.READ, problem=_said(error)
    )


def accept(batch: Batch, *, accept_valid: bool, by: str, at: datetime) -> Batch:
    """Note the decision to publish; of two who decide at once, one goes on."""
    with transaction.atomic():
        claim(batch, since={State.READ}, to=State.PUBLISHING)
        batch.accept_valid, batch.problem = accept_valid, None
        batch.save(update_fields=["accept_valid", "problem"])
        record(
            action="intake.accept", by=by, at=at, subject=f"batch:{batch.pk}",
            unit=batch.unit.code, after={"accept_valid": accept_valid},
        )  # fmt: skip
    return batch


def discard(batch: Batch, *, by: str, at: datetime) -> Batch:
    """Nothing of the file is to be taken; the file itself is kept for the record."""
    with transaction.atomic():
        claim(batch, since=OPEN, to=State.DISCARDED)
        batch.staged.all().delete()
        record(
            action="intake.discard", by=by, at=at, subject=f"batch:{batch.pk}",
            unit=batch.unit.code,
        )  # fmt: skip
    return batch


def advance(batch: Batch, done: int, total: int) -> None:
    """Note progress where a page that polls can see it."""
    Batch.objects.filter(pk=batch.pk).update(done=done, rows=total)


def claim(batch: Batch, *, since: Collection[str], to: str) -> None:
    """Compare and set the state: of two who act at once, one goes on. Raises `LiandongError`."""
    if not Batch.objects.filter(pk=batch.pk, state__in=since).update(state=to):
        raise _elsewhere()
    batch.state = to


def recover() -> int:
    """After a process was killed: what it left half-way is where it was before; the number.

    Publishing writes in one transaction, and a reading counts only once it is whole, so nothing
    half-done is ever on record. What was being read is read again.
    """
    reading = Batch.objects.filter(state=State.READING).update(state=State.UPLOADED)
    publishing = Batch.objects.filter(state=State.PUBLISHING).update(
        state=State.READ, problem=_said(_interrupted())
    )
    recovered.send(Batch)
    return reading + publishing


def blocks(batch: Batch) -> bool:
    """Whether an error stands in the way of taking the whole file."""
    return batch.findings.filter(severity=Severity.ERROR).exists()


def _said(error: LiandongError) -> dict[str, str]:
    return {"code": error.code, "zh": error.text.zh, "en": error.text.en}


def _interrupted() -> LiandongError:
    return LiandongError(
        "interrupted",
        Text(
            "上次发布中途被打断，什么都没有写入。请核对后再发布一次。",
            "Publishing was interrupted; nothing was written. Look again, and publish once more.",
        ),
    )


def _elsewhere() -> LiandongError:
    return LiandongError(
        "batch_moved_on",
        Text(
            "这份文件已有人处理到下一步。请刷新页面看最新状态。",
            "Somebody has taken this file a step further. Reload the page to see where it stands.",
        ),
    )
