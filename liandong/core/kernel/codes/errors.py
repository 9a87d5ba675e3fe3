"""The error of all code checks, and the one way they clean what was typed."""

from __future__ import annotations

import unicodedata

from liandong.core.kernel.errors import LiandongError


class CodeError(LiandongError):
    """A code that cannot be right. The words never repeat the value: it may be personal."""


def tidy(raw: str) -> str:
    """What was meant: full-width characters made plain, blanks and hyphens taken out, capitals."""
    plain = unicodedata.normalize("NFKC", raw)
    return "".join(char for char in plain if not char.isspace() and char != "-").upper()


def is_digits(text: str) -> bool:
    """Whether all characters are 0–9; `str.isdigit` alone would take other scripts' digits."""
    return text.isascii() and text.isdigit()
