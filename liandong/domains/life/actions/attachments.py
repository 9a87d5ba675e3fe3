"""Files with a meeting: taken in by what they are, not by what they are called."""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.life import refusals
from liandong.domains.life.actions.telling import one_at_a_time, reasoned, tell
from liandong.domains.life.models import Attachment, Meeting

LIMIT = 20 * 2**20
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ZIPPED = {
    "word/document.xml": (".docx", f"{_OFFICE}.wordprocessingml.document"),
    "xl/workbook.xml": (".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "ppt/presentation.xml": (".pptx", f"{_OFFICE}.presentationml.presentation"),
}
_BEGINNINGS = {
    b"%PDF-": (".pdf", "application/pdf"),
    b"\x89PNG\r\n\x1a\n": (".png", "image/png"),
    b"\xff\xd8\xff": (".jpg", "image/jpeg"),
}


def attach(meeting: Meeting, *, stream: BinaryIO, name: str, by: str, at: datetime) -> Attachment:
    """Keep a file with a meeting. Raises `LiandongError`: too_big, unsafe_type, stale."""
    content = stream.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise _too_big()
    ending, media_type = _what(content)
    stored = f"life/{at:%Y%m}/{uuid.uuid4().hex}{ending}"
    with one_at_a_time(meeting.unit):
        if Meeting.objects.live().filter(pk=meeting.pk).first() is None:
            raise refusals.moved_on()
        kept = Attachment.objects.create(
            meeting=meeting, name=Path(name).name[-200:], stored_as=stored, size=len(content),
            media_type=media_type, sha256=hashlib.sha256(content).hexdigest(), recorded_at=at,
            recorded_by=by,
        )  # fmt: skip
        tell("attach", meeting.unit, subject=f"meeting:{meeting.pk}", since=meeting.on, by=by,
             at=at, after={"attachment": kept.pk, "size": kept.size, "type": media_type},
        )  # fmt: skip
        target = path_of(kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return kept


def take_down(attachment: Attachment, *, reason: str, by: str, at: datetime) -> None:
    """It is no longer shown; that it was there stays on record. Raises `LiandongError`."""
    why = reasoned(reason)
    with one_at_a_time(attachment.meeting.unit):
        live = Attachment.objects.filter(pk=attachment.pk, voided_at=None)
        if not live.update(voided_at=at, voided_by=by, void_reason=why):
            raise refusals.moved_on()
        meeting = attachment.meeting
        tell("take_down", meeting.unit, subject=f"meeting:{meeting.pk}", since=meeting.on, by=by,
             at=at, before={"attachment": attachment.pk}, reason=why)  # fmt: skip


def path_of(attachment: Attachment) -> Path:
    """Where the file lies."""
    return Path(settings.HOME) / "files" / attachment.stored_as


def _what(content: bytes) -> tuple[str, str]:
    for beginning, found in _BEGINNINGS.items():
        if content.startswith(beginning):
            return found
    if content.startswith(b"PK"):
        try:
            names = set(zipfile.ZipFile(BytesIO(content)).namelist())
        except zipfile.BadZipFile:
            names = set()
        if not any(name.endswith("vbaProject.bin") for name in names):
            for inside, found in _ZIPPED.items():
                if inside in names:
                    return found
    raise _unsafe()


def _too_big() -> LiandongError:
    limit = LIMIT // 2**20
    return LiandongError(
        "too_big",
        Text(
            f"附件超过 {limit} MB，请压缩或拆分。", f"The file is over {limit} MB. Make it smaller."
        ),
    )


def _unsafe() -> LiandongError:
    return LiandongError(
        "unsafe_type",
        Text(
            "附件只收 PDF、PNG、JPEG、Word、Excel、PowerPoint（不含宏）。请另存为其中一种。",
            "Files may be PDF, PNG, JPEG, Word, Excel or PowerPoint without macros. Save it as one "
            "of these.",
        ),
    )
