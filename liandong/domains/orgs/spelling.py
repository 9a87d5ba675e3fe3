"""Names as people type them on a keyboard: pinyin in full and by its initials."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def pinyin_of(name: str) -> str:
    """`海口市` → `haikoushi hks`."""
    full = "".join(lazy_pinyin(name, errors="ignore"))
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))
    return f"{full} {initials}"[:400]
