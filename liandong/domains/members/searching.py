"""Whom a typed text may mean, asked so that an index can answer."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from liandong.domains.members.models import Person
from liandong.domains.sealing import blind_index

_IDENTITY, _PHONE = 18, 5
# Up to so many of a name are looked at one by one; a name of more is met soon enough on the way.
_FEW = 5_000
_BEGINS = "left(members_person.name, 1) = %s"


def speaks_of_a_number(text: str) -> bool:
    """Whether a typed text may be somebody's identity or telephone number, whole or in part: no
    name has so many digits."""
    return sum(one.isdigit() for one in text) >= _PHONE


def named(found: QuerySet[Person], text: str) -> QuerySet[Person]:
    """By name, pinyin or its initials; by a whole identity or telephone number; in the order of
    a roster."""
    return _named(found.order_by("pinyin", "pk"), text)


def _named(found: QuerySet[Person], text: str) -> QuerySet[Person]:
    said = "".join(text.replace("\x00", "").split()).lower()
    if not said:
        return found
    if said[:-1].isdigit() and len(said) >= _PHONE:
        if len(said) == _IDENTITY:
            return found.filter(identity_index=blind_index(said.upper(), "identity"))
        return found.filter(phone_index=blind_index(said, "phone"))
    if connection.vendor == "postgresql":
        return _by_index(found, said)
    return found.filter(_spelled(said) if said.isascii() else Q(name__contains=said))


def _spelled(said: str) -> Q:
    return Q(pinyin__startswith=said) | Q(pinyin__contains=f" {said}")


def _by_index(found: QuerySet[Person], said: str) -> QuerySet[Person]:
    """First who is called so anywhere; PostgreSQL itself would rather walk the roster and compare
    name by name. Where very many are, the walk begins where the first of them stands."""
    if not said.isascii():
        if len(said) == 1 and len(_surnamed(said)) == _FEW:
            # What thousands are called by is meant as a surname.
            return found.extra(where=[_BEGINS], params=[said])  # noqa: S610
        return _among(found, _characters(said), Q(name__contains=said))
    first, spelled = said[0], _spelled(said)
    # Both spellings begin with the same letter.
    spelled &= Q(pinyin__gte=first)
    if "a" <= first < "z":
        spelled &= Q(pinyin__lt=chr(ord(first) + 1))
    return _among(found, _letters(said), spelled)


def _among(found: QuerySet[Person], some: set[int], otherwise: Q) -> QuerySet[Person]:
    """Few are looked up and sorted: the order is so written that no index offers it."""
    if len(some) >= _FEW:
        return found.filter(otherwise)
    return found.filter(pk__in=some).order_by(Coalesce("pinyin", Value("")), "pk")


def _surnamed(said: str) -> set[int]:
    return _first(Person.objects.extra(where=[_BEGINS], params=[said]))  # noqa: S610


def _letters(said: str) -> set[int]:
    full = _first(Person.objects.filter(pinyin__startswith=said))
    initials = "split_part(members_person.pinyin, ' ', 2) LIKE %s"
    return full | _first(Person.objects.extra(where=[initials], params=[f"{_like(said)}%"]))  # noqa: S610


def _characters(said: str) -> set[int]:
    """Who has these characters beside each other in their name."""
    held, pieces = "orgs_bigrams(members_person.name)", [said[i : i + 2] for i in range(len(said))]
    if len(said) == 1:
        held = "string_to_array(members_person.name::text, NULL)"
    else:
        pieces.pop()
    people = Person.objects.filter(name__contains=said)
    return _first(people.extra(where=[f"{held} @> %s::text[]"], params=[pieces]))  # noqa: S610


def _first(people: QuerySet[Person]) -> set[int]:
    return set(people.order_by().values_list("pk", flat=True)[:_FEW])


def _like(said: str) -> str:
    return said.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
