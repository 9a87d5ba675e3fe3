"""Find a matter by its name, by what people call it, by pinyin; suggest one for a text.

The lists of a city are some hundreds of matters: they are looked through whole, and every
suggestion can say by which words it came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from liandong.domains.catalogue.models import Matter
from liandong.domains.catalogue.queries import in_force

_SHORTEST = 2  # characters of a word that mean something in a text


@dataclass(frozen=True, slots=True)
class Hit:
    """A matter, and the words of the text or the list by which it was found."""

    matter: Matter
    by: tuple[str, ...]


def search(
    text: str, *, on: date, lists: Collection[str] | None = None, limit: int = 50
) -> list[Hit]:
    """Matters by part of a name or of what people call it (two characters are enough), by pinyin
    or its initials, or by code; all of them for an empty text."""
    said = _joined(text)
    found = in_force(on, lists)
    if not said:
        return [Hit(one, ()) for one in found[:limit]]
    ranked = sorted(_matching(found, said), key=lambda pair: pair[0])
    return [hit for _rank, hit in ranked[:limit]]


def _matching(matters: Iterable[Matter], said: str) -> Iterable[tuple[tuple[int, str], Hit]]:
    for one in matters:
        names = [one.name, *one.words]
        by = tuple(dict.fromkeys(name for name in names if said in name.lower()))
        if by:
            yield ((0 if one.name in by else 1), one.code), Hit(one, by)
        elif said.isascii() and (one.code.lower().startswith(said) or said in _joined(one.english)):
            yield (0, one.code), Hit(one, (one.code,))
        elif said.isascii() and _spelled(one, said):
            yield (2, one.code), Hit(one, (one.name,))


def _joined(text: str) -> str:
    return "".join(text.split()).lower()


def _spelled(one: Matter, said: str) -> bool:
    full, _space, initials = one.pinyin.partition(" ")
    return full.startswith(said) or initials.startswith(said)


def suggest(text: str, *, on: date, limit: int = 5) -> list[Hit]:
    """Matters that a resident's own words speak of, the most and longest words first."""
    said = _joined(text)
    hits = []
    for one in Matter.objects.on(on).order_by("code"):
        by = _spoken(one, said)
        if by:
            hits.append((-sum(len(word) for word in by), one.code, Hit(one, by)))
    return [hit for _weight, _code, hit in sorted(hits, key=lambda found: found[:2])[:limit]]


def _spoken(one: Matter, said: str) -> tuple[str, ...]:
    """What people call it, as far as the text says it; a word inside a longer one counts once."""
    words = sorted({one.name, *one.words}, key=len, reverse=True)
    found: list[str] = []
    for word in words:
        inside = any(word in longer for longer in found)
        if len(word) >= _SHORTEST and word.lower() in said and not inside:
            found.append(word)
    return tuple(found)
