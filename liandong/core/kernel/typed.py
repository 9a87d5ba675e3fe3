"""What people type, made safe to keep: no control characters, none that turn the line around."""

from __future__ import annotations

import re
import unicodedata

# Marks that change the direction of what follows, and those that hide.
_TURNING = dict.fromkeys([0x61C, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F),
                          *range(0x2066, 0x206A)])  # fmt: skip
_BLANK_LINES = re.compile(r"\n{3,}")


def cleaned(said: str) -> str:
    """The same words without characters that nobody sees."""
    lines = said.replace("\r\n", "\n").replace("\r", "\n").translate(_TURNING)
    kept = "".join(
        one for one in lines if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs", "Cn")
    )
    return _BLANK_LINES.sub("\n\n", kept).strip()


def one_line(said: str) -> str:
    """The same words in one line."""
    return " ".join(cleaned(said).split())
