"""Which units a typed text may mean, asked so that an index can answer."""

from __future__ import annotations

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Position

# More than anybody reads, and few enough to be ranked at once.
MANY = 800
UPPER = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.DISTRICT)


def matching(positions: QuerySet[Position], wanted: str) -> QuerySet[Position]:
    """The positions whose unit has `wanted` in its code, name or pinyin.

    On PostgreSQL two characters are found by `orgs_bigrams` (see `guards_in_bulk.searchable`);
    elsewhere the table is read through, which a province can bear.
    """
    if wanted.isdigit():
        return positions.filter(unit__code__startswith=wanted.rstrip("0") or wanted)
    if wanted.isascii():
        spelled = wanted.replace(" ", "").replace("'", "")
        # Two letters and less are the beginning of a word: no index holds shorter pieces.
        if connection.vendor == "postgresql" and len(spelled) < 3:
            begins = Q(unit__pinyin__startswith=spelled) | Q(unit__pinyin__contains=f" {spelled}")
            return positions.filter(begins)
        return positions.filter(unit__pinyin__contains=spelled)
    found = positions.filter(unit__name__contains=wanted)
    if connection.vendor == "postgresql" and len(wanted) > 1:
        pairs = [wanted[i : i + 2] for i in range(len(wanted) - 1)]
        return found.extra(where=['orgs_bigrams("orgs_unit"."name") @> %s::text[]'], params=[pairs])
    return found


def best(positions: QuerySet[Position], wanted: str) -> QuerySet[Position]:
    """Those of `positions` that match, best first: the very name, then those that begin with it,
    then the rest; upper levels first.

    Where more than `MANY` match (社区 is in a hundred thousand names) not all are ranked: up to so
    many of that very name, of those that begin with it, of upper levels, and of the others.
    """
    matches = matching(positions, wanted)
    some = _some(matches)
    if len(some) == MANY:
        for better in (Q(unit__name=wanted), _begins(wanted), Q(unit__kind__in=UPPER)):
            some |= _some(matches.filter(better))
    ranked = Case(
        When(unit__name=wanted, then=Value(0)),
        When(_begins(wanted), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return Position.objects.filter(pk__in=some).order_by(ranked, "depth", "unit__code")


def _some(matches: QuerySet[Position]) -> set[int]:
    return set(matches.order_by().values_list("pk", flat=True)[:MANY])


def _begins(wanted: str) -> Q:
    if wanted.isdigit():
        return Q(unit__code__startswith=wanted)
    named = Q(unit__name__startswith=wanted)
    return named | Q(unit__pinyin__startswith=wanted) if wanted.isascii() else named
