"""What was touched since a run: noted by whoever records, judged by whoever reads.

Touches are numbered under one lock that is held until they are on record, so that a later number
is never seen before an earlier one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from liandong.domains import database
from liandong.domains.observatory import differences
from liandong.domains.observatory.families import LIFE
from liandong.domains.observatory.models import Run, Touch
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position

LOCK = "observatory.touches"
# More units than these are judged sooner in a run of their own.
MANY = 2_000


def touch(units: Iterable[int | None], *, since: date, at: datetime) -> None:
    """Units' duties may differ from a day on; without a unit (`None`), those of all."""
    database.lock(LOCK)
    Touch.objects.bulk_create([Touch(unit_id=one, since=since, at=at) for one in set(units)], 5_000)


def latest() -> int:
    """The number of the last touch on record."""
    return Touch.objects.aggregate(last=Max("pk"))["last"] or 0


def _pending(run: Run) -> QuerySet[Touch]:
    return Touch.objects.filter(pk__gt=run.caught, since__lte=run.on)


def waits(run: Run, units: Iterable[int]) -> bool:
    """Whether any of some units is still to be judged again."""
    return _pending(run).filter(Q(unit=None) | Q(unit__in=list(units))).exists()


def quiet(runs: Collection[Run]) -> bool:
    """Whether none of some runs has anything to catch up with: one look for all of them."""
    late = Q()
    for run in runs:
        if run.family == LIFE.code and not run.frozen:
            late |= Q(pk__gt=run.caught, since__lte=run.on)
    return not late or not Touch.objects.filter(late).exists()


def catch_up(run: Run) -> bool:
    """Judge again what was touched since the run; whether that was possible. If not, the tree or
    the norms have changed, or very many units, and the run is to be made anew."""
    if run.family != LIFE.code or run.frozen or not _pending(run).exists():
        return True
    with transaction.atomic():
        database.lock(differences.LOCK)
        run.refresh_from_db(fields=["caught"])
        last = latest()
        units = set(_pending(run).order_by().values_list("unit_id", flat=True).distinct())
        if None in units or len(units) > MANY:
            return False
        if units:
            differences.update(run, sorted(units | _above(units)), timezone.now())
        run.caught = last
        run.save(update_fields=["caught"])
    return True


def _above(units: set[int | None]) -> set[int]:
    """The organisations directly above, whose numbers are those of all below them."""
    placed = Position.objects.filter(
        hierarchy=Hierarchy.PARTY, unit__in=units, parent__isnull=False
    )
    return set(placed.values_list("parent_id", flat=True))


def forget() -> None:
    """Forget what every run has caught up with."""
    standing = Run.objects.filter(family=LIFE.code, current=True, frozen=False)
    least = standing.aggregate(least=Min("caught"))["least"]
    Touch.objects.filter(pk__lte=least or 0).delete()
