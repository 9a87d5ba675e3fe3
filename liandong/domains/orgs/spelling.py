"""Names as people type them on a keyboard: pinyin in full and by its initials."""

from __future__ import annotations


def pinyin_of(name: str) -> str:
    """`海口市` → `haikoushi hks`."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  its dictionaries are slow to load

    syllables = lazy_pinyin(name, errors="ignore")
    initials = "".join(syllable[0] for syllable in syllables)
    return f"{''.join(syllables)} {initials}"[:400]
