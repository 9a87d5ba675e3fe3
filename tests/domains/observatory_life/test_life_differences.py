"""Run + what was touched since = a recomputation: every figure and duty of every organisation."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.kernel.errors import LiandongError
from liandong.domains.life import actions
from liandong.domains.life.models import Meeting
from liandong.domains.observatory import figures, life_duties, life_inputs, runs, store
from liandong.domains.observatory.families import LIFE
from liandong.domains.observatory.models import Run
from liandong.domains.orgs.models import Unit

ON = date(2026, 11, 23)
STAMP = {"by": "test"}

meetings = st.tuples(
    st.just("meeting"),
    st.integers(0, 4),
    st.sampled_from(["assembly", "themed_day", "organisation_life", "lesson"]),
    st.integers(0, 326),
)
others = st.tuples(
    st.sampled_from(["void", "exempt", "term", "course"]),
    st.integers(0, 4),
    st.sampled_from(["life.assembly", "life.themed_day", "life.term"]),
    st.integers(0, 326),
)
deeds = st.lists(st.one_of(meetings, others), min_size=1, max_size=6)


def do(corner, what: str, n: int, which: str, days: int) -> None:
    unit, day, at = corner.branches[n], date(2026, 1, 1) + timedelta(days=days), timezone.now()
    if what == "meeting":
        actions.record_held(unit=unit, kind=which, on=day, by="test", at=at)
    elif what == "void":
        held = Meeting.objects.live().filter(unit=unit).first()
        if held:
            actions.void(held, reason="记错", by="test", at=at)
    elif what == "exempt":
        actions.exempt(
            unit=unit, standard=which, start=day, end=None, reason="工期", by="test", at=at
        )
    elif what == "term":
        actions.begin_term(unit=unit, start=day, seats={}, by="test", at=at)
    else:
        person = unit.memberships.first().person_id
        actions.record_course(
            unit=unit, title="学习", on=day, hours=33, people={person: None}, by="test", at=at
        )


def shown(corner) -> tuple[dict, dict]:
    totals = {b.unit: b.totals for _, b in figures.subtree(corner.top, on=ON)}
    return totals, {_key(one): _said(one) for one in life_duties.everything(corner.top, on=ON)}


def _key(duty) -> tuple:
    return duty.unit, duty.standard.code, duty.start


def _said(duty) -> tuple:
    return duty.end, duty.due, duty.norm, duty.required, duty.actual, duty.status


def recomputed() -> tuple[dict, dict]:
    results = runs.evaluate(life_inputs.gather(ON, timezone.now()))
    totals = {row.pop("unit"): row for row in store.rows(results.totals)}
    totals = {unit: {n: row[n] for n in LIFE.core.measures} for unit, row in totals.items()}
    duties = [life_duties.duty(row, row["path"], row["unit"]) for row in store.rows(results.duties)]
    return totals, {_key(one): _said(one) for one in duties}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds)
def test_the_run_and_its_differences_equal_a_recomputation(corner, done):
    point = transaction.savepoint()
    first = runs.for_day(ON, LIFE)
    for deed in done:
        try:
            with transaction.atomic():
                do(corner, *deed)
        except LiandongError:
            continue
    branches = {one.pk for one in corner.branches}
    live = [life_duties.of_units(branches, on=ON)]
    (totals, duties), (wanted, judged) = shown(corner), recomputed()
    assert Run.objects.get(family="life", on=ON, current=True).pk == first.pk, "judged, not remade"
    live.append(life_duties.of_units(branches, on=ON))
    transaction.savepoint_rollback(point)
    for unit, row in totals.items():
        assert row == wanted[unit], Unit.objects.get(pk=unit).name
    assert duties == judged
    for found in live:  # from the records, and from what was kept of them
        assert {_key(one): _said(one) for one in found} == {
            key: said for key, said in judged.items() if key[0] in branches
        }
