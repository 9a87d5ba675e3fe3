"""Whom a typed text may mean, asked so that an index can answer."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q, QuerySet

from liandong.domains.members.models import Person
from liandong.domains.sealing import blind_index

_IDENTITY, _PHONE = 18, 5
# Up to so many of a name are looked at one by one; a name of more is met soon enough on the way.
_FEW = 5_000


def named(found: QuerySet[Person], text: str) -> QuerySet[Person]:
    """By name, pinyin or its initials; by a whole identity or telephone number."""
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
    """First who is called so anywhere, by `members_person_bigrams` and its neighbours; PostgreSQL
    itself would rather walk the roster and compare name by name."""
    if said.isascii():
        full = _first(Person.objects.filter(pinyin__startswith=said))
        short = _first(
            Person.objects.extra(
                where=["split_part(members_person.pinyin, ' ', 2) LIKE %s"],
                params=[_like(said) + "%"],
            )
        )
        some, other = full | short, _spelled(said)
    elif len(said) == 1:  # a surname, mostly: many have it, and the roster itself shows them
        return found.filter(name__contains=said)
    else:
        some, other = _pairs(said), Q(name__contains=said)
    return found.filter(pk__in=some) if len(some) < _FEW else found.filter(other)


def _pairs(said: str) -> set[int]:
    """Who has these characters beside each other in their name."""
    pairs = [said[i : i + 2] for i in range(len(said) - 1)]
    held = Person.objects.filter(name__contains=said).extra(
        where=["orgs_bigrams(members_person.name) @> %s::text[]"], params=[pairs]
    )
    return _first(held)


def _first(people: QuerySet[Person]) -> set[int]:
    return set(people.order_by().values_list("pk", flat=True)[:_FEW])


def _like(said: str) -> str:
    return said.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
