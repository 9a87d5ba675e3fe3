"""Small readings of text: full width, spaces, and cell addresses."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

# Only the full-width block: NFKC would also turn 5² into 52 and ① into 1.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_SPACES = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00a0]+")
_EDGES = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\ufeff\u2002\u2003\u2009"


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones."""
    return text if text.isascii() else text.translate(_NARROW)


def trimmed(text: str) -> str:
    """Without spaces of any kind at either end."""
    return text.strip(_EDGES)


def compact(text: str) -> str:
    """Narrow, and without any space at all: for comparing."""
    return _SPACES.sub("", narrow(text))


def shown(value: object) -> str:
    """A cell as the sender sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    if isinstance(value, datetime) and value.hour == value.minute == value.second == 0:
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


@cache
def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int:
    """The column, counted from 0, of its letters; `a1` style row numbers are ignored."""
    number = 0
    for char in name:
        if not "A" <= char <= "Z":
            break
        number = number * 26 + ord(char) - 64
    return number - 1


def address(row: int, column: int) -> str:
    """The cell at `row` (from 1) and `column` (from 0), as in H5."""
    return f"{letters(column)}{row}"


def clip(text: str, size: int = 40) -> str:
    """Short enough for a message, on one line."""
    line = " ".join(text.split()) if "\n" in text or "\r" in text else text
    return line if len(line) <= size else line[: size - 1] + "…"
