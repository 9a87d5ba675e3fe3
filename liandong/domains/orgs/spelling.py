"""Names as people type them on a keyboard: pinyin in full and by its initials."""

from __future__ import annotations

from functools import cache, lru_cache

# What ends the name of every village and community, and nobody types.
_COMMITTEES = ("村民委员会", "居民委员会", "村委会", "居委会")


@cache
def _of_character(character: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  its dictionaries are slow to load

    return tuple(lazy_pinyin(character, errors="ignore"))


@cache
def _phrases() -> tuple[frozenset[str], int]:
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415

    return frozenset(PHRASES_DICT), max(map(len, PHRASES_DICT))


def _holds_a_phrase(name: str) -> bool:
    """Whether some characters of a name are read in a way of their own beside each other."""
    phrases, longest = _phrases()
    return any(
        name[start:stop] in phrases
        for start in range(len(name) - 1)
        for stop in range(start + 2, min(len(name), start + longest) + 1)
    )


@lru_cache(maxsize=50_000)
def _syllables(name: str) -> tuple[str, ...]:
    """One syllable per character; the slow dictionary of phrases only where it has a say."""
    if _holds_a_phrase(name):
        from pypinyin import lazy_pinyin  # noqa: PLC0415

        return tuple(lazy_pinyin(name, errors="ignore"))
    return tuple(syllable for character in name for syllable in _of_character(character))


def _stem(name: str) -> str:
    for committee in _COMMITTEES:
        if name.endswith(committee) and len(name) > len(committee):
            return name.removesuffix(committee)
    return name


def pinyin_of(name: str) -> str:
    """`海口市` → `haikoushi hks`, `秀华社区居民委员会` → `xiuhuashequ xhsq`."""
    syllables = _syllables(_stem(name))
    initials = "".join(syllable[0] for syllable in syllables)
    return f"{''.join(syllables)} {initials}"[:400]
