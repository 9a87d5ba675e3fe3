"""Where requests come thick, in counts alone: hot spots, early signs, what is late by level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries.access import not_about, units_in
from liandong.domains.casework.queries.lists import midnight, units_below
from liandong.domains.norms.queries import applied
from liandong.domains.orgs.queries import Place


@dataclass(frozen=True, slots=True)
class Spot:
    """So many requests on one matter in one place."""

    place: int
    place_name: str
    matter: str
    matter_name: str
    n: int


def hot_spots(of: Place, start: date, end: date, *, limit: int = 20) -> list[Spot]:
    """The places and matters with most requests received in `[start, end)`, all that joined and
    were merged counted."""
    found = (
        Case.objects.filter(
            place__in=units_below(of), matter__isnull=False, about=None,
            received_at__gte=midnight(start), received_at__lt=midnight(end),
        )
        .values("place_id", "place__name", "matter_code", "matter__name")
        .annotate(n=Count("pk")).order_by("-n", "place_id", "matter_code")
    )  # fmt: skip
    return [Spot(*(row[key] for key in row)) for row in found[:limit]]


def signs(of: Place, on: date) -> list[Spot]:
    """Early signs of a conflict: at least so many within so many days, by norm; no requester."""
    least, days = (applied(f"casework.{one}", of, on=on)
                   for one in ("conflict_sign", "conflict_sign_days"))  # fmt: skip
    if least is None or days is None:
        return []
    start = on - timedelta(days=int(days.value) - 1)
    found = hot_spots(of, start, on + timedelta(days=1), limit=200)
    return [one for one in found if one.n >= least.value]


@dataclass(frozen=True, slots=True)
class Late:
    """Open cases of a supervisor's area."""

    open: int
    late: int
    soon: int


def late_counts(rights: Rights, *, at: datetime, soon: timedelta = timedelta(hours=24)) -> Late:
    """How many are open, late, due soon."""
    area = units_in(rights.scope(Permission.SUPERVISE_REQUESTS))
    found = Case.objects.filter(not_about(rights), place__in=area, closed_at=None)
    said = found.aggregate(
        open=Count("pk"), late=Count("pk", Q(due_at__lte=at)),
        soon=Count("pk", Q(due_at__gt=at, due_at__lte=at + soon)),
    )  # fmt: skip
    return Late(**said)
