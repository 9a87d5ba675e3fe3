"""What hangs on units that are to end: it stays where it is, and somebody has to see to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from liandong.domains.accounts.models import Assignment
from liandong.domains.casework.enums import WITH_HANDLER
from liandong.domains.casework.models import Case
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.orgs.models import Seat


@dataclass(frozen=True, slots=True)
class Tied:
    """Figures on record, roles held, Party organisations that sit there, requests being handled."""

    facts: int
    roles: int
    seats: int
    requests: int


def tied_to(units: Collection[int], on: date) -> Tied:
    """What hangs on some units on a day; four counts."""
    return Tied(
        facts=LedgerFact.objects.filter(unit__in=units, voided_at=None).count(),
        roles=Assignment.objects.on(on).filter(unit__in=units).count(),
        seats=Seat.objects.on(on).filter(community__in=units).count(),
        requests=Case.objects.filter(handler__in=units, state__in=WITH_HANDLER).count(),
    )
