"""What people type, made safe to keep: no control characters, none that turn the line around."""

from __future__ import annotations

import re

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


# A mobile, a fixed line, an identity number, an address of mail, as people write them.
_REACH = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"
    r"|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)


def without_contacts(said: str) -> str:
    """The same without telephone numbers, identity numbers and mail addresses that somebody wrote
    into it: for lists that leave the house."""
    return _REACH.sub("＊＊＊", said)
