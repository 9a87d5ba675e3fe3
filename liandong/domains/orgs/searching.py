"""Which units a typed text may mean, asked so that an index can answer."""

from __future__ import annotations

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from liandong.domains.orgs.models import Position


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


def best_first(positions: QuerySet[Position], wanted: str) -> QuerySet[Position]:
    """The very name, then those that begin with it, then the rest; upper levels first."""
    begins = Q(unit__name__startswith=wanted) | Q(unit__pinyin__startswith=wanted)
    best = Case(
        When(unit__name=wanted, then=Value(0)),
        When(begins, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return positions.order_by(best, "depth", "unit__code")
