"""The sender's own workbook, the findings marked in its cells; made once for each reading."""

from __future__ import annotations

import os
from pathlib import Path

from liandong.domains.guarantee import imports
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import Batch
from liandong.domains.intake.reading import write_marked

AT_ONCE = 3_000
"""Rows up to which the workbook is made while the person waits (about two seconds)."""


def path_of(batch: Batch, language: str) -> Path:
    """Where the marked workbook lies, or will."""
    short = "en" if language.startswith("en") else "zh"
    source = intake.path_of(batch)
    stamp = intake.choices_digest(batch)
    return source.with_name(f"{source.stem}.{stamp}.{short}.marked.xlsx")


def make(batch: Batch, language: str) -> Path:
    """Read the file once more and write it with its findings. Raises `UnreadableFile`."""
    target = path_of(batch, language)
    if target.exists():
        return target
    source = intake.path_of(batch)
    reading = imports.understand(source, batch.unit, batch.options)
    draft = target.with_name(f"{os.getpid()}-{target.name}")
    try:
        write_marked(source, reading, draft, language=language)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target
