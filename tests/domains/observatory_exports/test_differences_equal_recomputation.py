"""Run + differences = a full recomputation: for every unit, every measure, every duty, after any
sequence of corrections and reports."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.indicators.catalogue import BY_CODE
from liandong.core.indicators.measures import names
from liandong.domains.guarantee.actions import correct, report
from liandong.domains.guarantee.models import FIELDS, LedgerFact
from liandong.domains.observatory import duties, figures, inputs, runs, store
from liandong.domains.observatory.models import Run
from liandong.domains.orgs import queries

# A corner of the tree: every deed falls on one of few communities, so that deeds meet.
COMMUNITIES = ("460105001001", "460105001003", "460400100001", "460203198017")
DAYS = (date(2015, 12, 31), date(2016, 12, 31))
ASKED = date(2017, 6, 30)

deeds = st.lists(
    st.tuples(
        st.sampled_from(COMMUNITIES),
        st.sampled_from(sorted(FIELDS)),
        st.sampled_from([0, 1, 2, 17, 999, 50_000, 120_000]),
        # A correction of a ledger's record, or a report some days after the first ledger.
        st.one_of(st.none(), st.integers(1, 600)),
    ),
    min_size=1,
    max_size=5,
)


def do(code: str, field: str, value: int, after: int | None) -> None:
    """One deed, as a page does it; a report for a day that is taken becomes a correction."""
    unit = queries.place(code).id
    live = LedgerFact.objects.filter(unit_id=unit, field=field, voided_at=None)
    as_of = DAYS[1] if after is None else DAYS[0] + timedelta(days=after)
    fact = live.filter(as_of=as_of).first()
    said = {"value": Decimal(value), "reason": "probe", "by": "test", "at": timezone.now()}
    if fact is not None:
        correct(fact=fact, **said)
    else:
        report(unit=live.first().unit, field=field, as_of=as_of, **said)


def recomputed(on: date) -> tuple[dict, dict]:
    """All totals and duties of a day from nothing but the facts, the tree and the norms."""
    results = runs.evaluate(inputs.gather(on, timezone.now()))
    totals = {row.pop("unit"): row for row in store.rows(results.totals)}
    totals = {unit: {name: row[name] for name in names()} for unit, row in totals.items()}
    duties_ = {(row["unit"], row["standard"]): _said(row) for row in store.rows(results.duties)}
    return totals, duties_


def _said(row: dict) -> tuple:
    return (row["status"], *(row[name] for name in ("norm", "required", "actual", "gap")))


def shown(on: date) -> tuple[dict, dict]:
    """The same, as pages read them: the run and what has changed since."""
    top = queries.place("46")
    totals = {board.unit: board.totals for _, board in figures.subtree(top, on=on)}
    found = duties.of_subtree(top, on=on)
    keys = {one.code: one.key for one in BY_CODE.values()}
    said = {
        (one.unit, keys[one.standard.code]): (
            one.status.value, one.norm, one.required, one.actual, one.gap,
        )
        for one in found
    }  # fmt: skip
    return totals, said


@pytest.mark.django_db
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds)
def test_run_and_differences_equal_a_full_recomputation(province, done) -> None:
    mark = transaction.savepoint()
    try:
        days = (*DAYS, ASKED)
        before = {day: runs.for_day(day).pk for day in days}
        for deed in done:
            do(*deed)
        for day in days:
            totals, said = recomputed(day)
            run = runs.for_day(day)
            got, got_said = shown(day)
            assert got == totals, (day, run)
            assert got_said == said, (day, run)
        # It was differences that answered, not a run made anew.
        assert [runs.for_day(day).pk for day in DAYS] == [before[day] for day in DAYS]
        assert Run.objects.filter(current=True, on__in=DAYS).count() == len(DAYS)
    finally:
        transaction.savepoint_rollback(mark)
