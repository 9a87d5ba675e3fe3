"""A ledger put on record by a process that was killed before it made the new run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone

from liandong.domains.guarantee.actions import Statement, correct, record_ledger
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake.models import Batch
from liandong.domains.observatory import figures, runs
from liandong.domains.orgs.queries import place

DAY = date(2016, 12, 31)
XIUHUA = "460105001001"


def met() -> Decimal:
    return figures.view(place("46"), on=DAY).own.figure("guarantee.deputies").numerator


def test_what_is_due_makes_the_run_that_is_missing(province):
    assert met() == 229
    said = [Statement(place(XIUHUA).id, "deputies", Decimal(0))]
    # The test's transaction never commits, so the new run is not made: as after a kill.
    record_ledger(said, as_of=DAY, by="province", at=timezone.now(), batch=Batch.objects.first())
    assert met() == 229, "the old run still answers"
    assert [run.on for run in runs.refresh(cause="due")] == [runs.for_day(DAY).on]
    assert met() == 228
    assert runs.refresh(cause="due") == [], "and only once"


def test_a_single_correction_needs_no_new_run(province):
    fact = LedgerFact.objects.get(unit__code=XIUHUA, field="deputies", as_of=DAY, voided_at=None)
    correct(fact=fact, value=Decimal(0), reason="演示", by="community", at=timezone.now())
    assert met() == 228
    assert runs.refresh(cause="due") == []
