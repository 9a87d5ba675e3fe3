"""What people type, made safe to keep: no control characters, none that turn the line around."""

from __future__ import annotations

from liandong.core.kernel.typed import cleaned, one_line
from liandong.domains.casework import refusals
from liandong.domains.casework.models.case import LONGEST


def text_of(said: str) -> str:
    """The text of a request. Raises `LiandongError` text_missing, text_too_long."""
    text = cleaned(said)
    if not any(one.isalnum() for one in text):
        raise refusals.text_missing()
    if len(text) > LONGEST:
        raise refusals.text_too_long(LONGEST)
    return text


def line_of(said: str, longest: int) -> str:
    """One line of at most so many characters."""
    return one_line(said)[:longest]


def reason_of(said: str, longest: int = 500) -> str:
    """Why. Raises `LiandongError` reason_missing."""
    reason = line_of(said, longest)
    if not reason:
        raise refusals.reason_missing()
    return reason
