"""Words of a request by their pairs of characters: 路灯不亮 → 路灯 灯不 不亮."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

_WORDS = re.compile(r"[\w]+")
_MOST = 400


def pairs(text: str) -> list[str]:
    """The pairs of characters of a text, each once, in order; short words whole."""
    found: dict[str, None] = {}
    for word in _WORDS.findall(text.lower()):
        for at in range(max(1, len(word) - 1)):
            found[word[at : at + 2]] = None
    return list(found)[:_MOST]


def grams_of(text: str) -> str:
    """What is kept beside a text to find it by."""
    return " ".join(pairs(text))


def holding(cases: QuerySet, text: str, *, few: bool = False) -> QuerySet:
    """The cases whose number or words hold a text of two characters or more. `few`: they are few
    enough to be read one by one, without the index of pairs."""
    said = " ".join(text.replace("\x00", "").split())
    if not said:
        return cases
    if said.isdigit() and len(said) >= 8:
        return cases.filter(number__startswith=said)
    for word in said.split():
        inside = Q(text__icontains=word)
        if connection.vendor == "postgresql" and len(word) > 1 and not few:
            wanted = [pair for pair in pairs(word) if len(pair) > 1]
            cases = cases.annotate(
                _held=RawSQL("string_to_array(grams, ' ') @> %s::text[]", [wanted])
            ).filter(_held=True)
        cases = cases.filter(inside)
    return cases


def alike(one: str, other: str) -> float:
    """How much of the shorter text is in the other, from 0 to 1."""
    a, b = set(pairs(one)), set(pairs(other))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
