"""Which day a question is about, and which run answers it.

Figures differ only where something begins, ends or grows stale. Between two such days one run
answers every question, so a day is led back to the latest of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from liandong.core.standards.guarantee import STALE_AFTER
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake.models import Batch, State
from liandong.domains.observatory.norms import book
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Placement


def today() -> date:
    """Today where the office is."""
    return timezone.localdate()


def ledger_days() -> list[date]:
    """The days for which whole ledgers were published, earliest first."""
    batches = Batch.objects.filter(state=State.PUBLISHED, as_of__isnull=False)
    return list(batches.order_by("as_of").values_list("as_of", flat=True).distinct())


def usual_day() -> date:
    """The day shown when nobody asks for another: that of the newest ledger.

    Single corrections do not move it: a page must not go blank because one community was faster.
    """
    newest = Batch.objects.filter(state=State.PUBLISHED).aggregate(day=Max("as_of"))["day"]
    newest = newest or LedgerFact.objects.aggregate(day=Max("as_of"))["day"]
    return newest or today()


def _latest(day: date) -> Iterator[date | None]:
    placements = Placement.objects.live().filter(hierarchy=Hierarchy.TERRITORY)
    yield placements.filter(start__lte=day).aggregate(day=Max("start"))["day"]
    yield placements.filter(end__lte=day).aggregate(day=Max("end"))["day"]
    facts = LedgerFact.objects.filter(voided_at=None)
    yield facts.filter(as_of__lte=day).aggregate(day=Max("as_of"))["day"]
    norms = book()
    for row in norms.entries():
        yield row.start if row.start <= day else None
        yield row.end if row.end and row.end <= day else None
    for entry in norms[STALE_AFTER].entries:
        # A fact says nothing any more from the day after its last one.
        dies = timedelta(days=int(entry.value) + 1)
        last = facts.filter(as_of__lte=day - dies).aggregate(day=Max("as_of"))["day"]
        yield last and last + dies


def epoch(day: date) -> date:
    """The first of the days, up to this one, on which nothing changes any more."""
    return max((one for one in _latest(day) if one is not None), default=day)
