"""The several ways in which one place's name is written."""

from __future__ import annotations

import re

from .text import compact

# Longest first. Endings of one class mean the same thing; different classes never match.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "community": ("社区居民委员会", "社区居委会", "居民委员会", "社区", "居委会"),
    "village": ("村村民委员会", "村民委员会", "村委会", "村"),
    "street": ("街道办事处", "街道办", "街道"),
    "town": ("镇人民政府", "镇政府", "镇"),
    "township": ("乡人民政府", "乡政府", "乡"),
    "district": ("区",),
    "city": ("市",),
    "county": ("县",),
    "province": ("省",),
}
_AUTONOMOUS = re.compile(r"(.{2,}?)(?:[^族]{1,3}族)+自治(?:县|州|区|乡)")


def tight(name: str) -> str:
    """A name without spaces and full-width signs, for comparing."""
    return compact(name)


def keys_of(name: str, kind: str) -> set[tuple[str, str]]:
    """The keys under which a unit of this kind may be asked for."""
    found = asked(name)
    bare = {base for _, base in found}
    return found | {("", base) for base in bare} | {(kind, tight(name))}


def asked(name: str) -> set[tuple[str, str]]:
    """The keys that a name in a sheet asks for: its class, and what is left without the ending.

    长流镇 and 长流街道 differ in class; 长流 alone, of no class, asks for both.
    """
    text = tight(name)
    if auto := _AUTONOMOUS.fullmatch(text):
        return {("county", auto[1])}
    for kind, endings in _ENDINGS.items():
        for ending in endings:
            if text.endswith(ending) and len(text) > len(ending):
                return {(kind, text[: -len(ending)])}
    return {("", text)}
