"""Telephone numbers as people write them."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s\-()（）]")
_PHONE = re.compile(r"\+?[0-9]{5,15}")


def digits_of(said: str) -> str | None:
    """The number without what stands between its digits; empty for none, None when it is wrong."""
    digits = _BETWEEN.sub("", said)
    return digits if not digits or _PHONE.fullmatch(digits) else None
