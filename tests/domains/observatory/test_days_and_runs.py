"""Which run answers for which day, how it takes over, and that nothing falls between two."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains.guarantee.actions import correct, report
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.observatory import days, figures, inputs, runs, store
from liandong.domains.observatory.models import Difference, Run
from liandong.domains.orgs import actions
from liandong.domains.orgs.actions import Deed, NewUnit
from liandong.domains.orgs.models import Unit

LEDGER = date(2016, 12, 31)
BEFORE = date(2015, 12, 31)
HOLDS = timedelta(days=730)  # guarantee.ledger_stale_after
DEPUTIES = "guarantee.deputies"


def deputies(of, on=LEDGER, known_at=None):
    return figures.view(of, on=on, known_at=known_at).own.figure(DEPUTIES)


def hired(community, *, at=None, value=1) -> LedgerFact:
    """The record said there was no deputy; there is one."""
    fact = LedgerFact.objects.get(
        unit_id=community.id, field="deputies", as_of=LEDGER, voided_at=None
    )
    return correct(
        fact=fact, value=Decimal(value), reason="漏报", by="tester", at=at or timezone.now()
    )


def change_the_tree(on: date, code: str = "zz") -> Unit:
    deed = Deed(by="tester", at=timezone.now(), on=on)
    parent = Unit.objects.get(code="460105000000")
    return actions.create(NewUnit(code, "新社区", "community"), parent=parent, deed=deed)


# Days


def test_the_usual_day_is_that_of_the_newest_ledger(province):
    assert days.ledger_days() == [BEFORE, LEDGER]
    assert days.usual_day() == LEDGER


def test_one_quick_community_does_not_move_the_usual_day(community):
    report(
        unit=Unit.objects.get(pk=community.id), field="workers", value=Decimal(9),
        as_of=date(2017, 5, 1), reason="", by="tester", at=timezone.now(),
    )  # fmt: skip
    assert days.usual_day() == LEDGER
    assert days.epoch(date(2017, 5, 1)) == date(2017, 5, 1)
    assert days.epoch(date(2017, 4, 30)) <= LEDGER + timedelta(days=120)


@pytest.mark.parametrize(
    "day",
    [
        BEFORE, date(2016, 6, 1), LEDGER - timedelta(days=1), LEDGER, date(2017, 7, 14),
        BEFORE + HOLDS, BEFORE + HOLDS + timedelta(days=1), LEDGER + HOLDS,
        LEDGER + HOLDS + timedelta(days=1), date(2026, 1, 1),
    ],
)  # fmt: skip
def test_the_run_of_another_day_answers_only_where_nothing_differs(province, day):
    """A day is led back to an earlier one; computed for itself it gives the same."""
    epoch, moment = days.epoch(day), timezone.now()
    assert epoch <= day
    own = runs.evaluate(inputs.gather(day, moment))
    led = runs.evaluate(inputs.gather(epoch, moment))
    assert own.totals.sort_by("path").equals(led.totals.sort_by("path"))


def test_a_fact_counts_through_its_last_day_and_not_beyond(hainan):
    last = deputies(hainan, LEDGER + HOLDS)
    assert (last.numerator, last.denominator) == (229, 551)
    gone = deputies(hainan, LEDGER + HOLDS + timedelta(days=1))
    assert gone.denominator in (0, None)
    assert gone.unknown == 551


# Runs


def test_a_day_is_computed_once(province):
    first = runs.for_day(date(2017, 7, 14))
    assert runs.for_day(date(2017, 7, 15)).pk == first.pk
    assert first.folder.startswith(f"{first.on}-")
    assert first.as_of == LEDGER
    assert first.units == 825


def test_only_one_run_is_current_for_a_day(province):
    first = runs.for_day(LEDGER)
    second = runs.make(LEDGER, cause="test")
    assert (second.current, runs.for_day(LEDGER).pk) == (True, second.pk)
    assert Run.objects.get(pk=first.pk).current is False
    assert Run.objects.filter(on=LEDGER, current=True, frozen=False).count() == 1


def test_a_change_of_the_tree_makes_runs_from_its_day_on(
    hainan, django_capture_on_commit_callbacks
):
    earlier = runs.for_day(BEFORE).pk
    with django_capture_on_commit_callbacks(execute=True):
        change_the_tree(date(2016, 6, 1))
    assert figures.view(hainan, on=LEDGER).own.totals["communities"] == 552
    assert figures.view(hainan, on=date(2016, 6, 1)).own.totals["communities"] == 552
    assert figures.view(hainan, on=date(2016, 5, 31)).own.totals["communities"] == 551
    assert runs.for_day(BEFORE).pk == earlier, "what lies before is left alone"


def test_a_corrected_move_counts_from_the_earlier_of_both_starts(
    hainan, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        unit = change_the_tree(date(2016, 10, 1))
    assert figures.view(hainan, on=date(2016, 9, 1)).own.totals["communities"] == 551
    late = Deed(by="tester", at=timezone.now(), on=date(2026, 1, 1), reason="日期登记有误")
    with django_capture_on_commit_callbacks(execute=True):
        actions.correct_placement(
            unit.placements.get(), parent=Unit.objects.get(code="460105000000"),
            start=date(2016, 8, 1), deed=late,
        )  # fmt: skip
    assert figures.view(hainan, on=date(2016, 9, 1)).own.totals["communities"] == 552


def test_a_tree_looked_at_before_there_are_facts_is_not_remembered(
    hainan, monkeypatch, django_capture_on_commit_callbacks
):
    day = date(2015, 6, 1)
    assert figures.view(hainan, on=day).own.totals["communities"] == 551
    monkeypatch.setattr(LedgerFact.objects, "exists", lambda: False)
    with django_capture_on_commit_callbacks(execute=True):
        change_the_tree(date(2015, 1, 1))
    monkeypatch.undo()
    assert figures.view(hainan, on=day).own.totals["communities"] == 552


def test_other_hierarchies_are_not_judged(province, django_capture_on_commit_callbacks):
    before = runs.for_day(LEDGER).pk
    deed = Deed(by="tester", at=timezone.now(), on=date(2016, 1, 1))
    with django_capture_on_commit_callbacks(execute=True) as told:
        actions.create(
            NewUnit("p", "党委", "organisation"), parent=None, deed=deed, hierarchy="party"
        )
    assert [one for one in told if "audit" not in one.__module__] == []
    assert runs.for_day(LEDGER).pk == before


# Nothing falls between a run and who records a fact


def meanwhile(monkeypatch, do) -> None:
    """While the next run is being evaluated, after it has read the facts, something happens."""
    evaluate, left = runs.evaluate, [do]

    def slow(given):
        if left:
            left.pop()()
        return evaluate(given)

    monkeypatch.setattr(runs, "evaluate", slow)


@pytest.mark.parametrize("clock", ["before the run began", "meanwhile", "ahead of ours"])
def test_a_fact_recorded_while_a_run_is_made_counts_in_it(hainan, community, monkeypatch, clock):
    """Whatever moment it bears: it shows only when its transaction ends."""
    now = timezone.now()
    at = {
        "before the run began": now,
        "meanwhile": None,
        "ahead of ours": now + timedelta(seconds=30),
    }
    before = deputies(hainan).numerator
    meanwhile(monkeypatch, lambda: hired(community, at=at[clock]))
    run = runs.make(LEDGER, cause="test")
    assert runs.for_day(LEDGER).pk == run.pk
    assert deputies(hainan).numerator == before + 1
    assert deputies(community).numerator == 1


def test_an_older_run_does_not_take_over_from_a_newer(province, monkeypatch):
    newer = []
    meanwhile(monkeypatch, lambda: newer.append(runs.make(LEDGER, cause="faster")))
    answered = runs.make(LEDGER, cause="slower")
    assert answered.pk == newer[0].pk == runs.for_day(LEDGER).pk
    assert Run.objects.get(cause="slower").current is False


def test_a_run_that_needs_no_catching_up_writes_no_differences(province):
    run = runs.make(LEDGER, cause="test")
    assert Difference.objects.filter(run=run).count() == 0


# What was known when


def test_before_a_correction_the_old_number_was_known(hainan, community):
    known = timezone.now()
    hired(community)
    assert deputies(hainan).numerator == 230
    assert deputies(hainan, known_at=known).numerator == 229
    assert deputies(community, known_at=known).numerator == 0
    assert deputies(hainan, known_at=timezone.now()).numerator == 230


def test_what_was_known_is_computed_once_and_stays(hainan, community):
    known = timezone.now()
    first = runs.as_known(LEDGER, known)
    hired(community)
    again = runs.as_known(LEDGER, known)
    assert (again.pk, again.frozen) == (first.pk, True)
    assert not Difference.objects.filter(run=again).exists()
    assert deputies(hainan, known_at=known).numerator == 229


def test_what_will_be_known_cannot_be_asked(province):
    with pytest.raises(LiandongError) as caught:
        runs.as_known(LEDGER, timezone.now() + timedelta(minutes=1))
    assert caught.value.code == "not_yet"


def test_before_the_ledger_came_nothing_was_known(hainan):
    first = LedgerFact.objects.order_by("recorded_at").first().recorded_at
    figure = deputies(hainan, known_at=first - timedelta(microseconds=1))
    assert figure.numerator in (0, None)


# Tables on disk


def test_superseded_runs_are_forgotten_and_current_ones_kept(hainan):
    frozen = runs.as_known(LEDGER, timezone.now())
    for _ in range(3):
        runs.make(LEDGER, cause="test")
    assert runs.prune(keep=1) >= 2
    assert Run.objects.filter(current=False, frozen=False).count() == 1
    for run in Run.objects.all():
        assert store.exists(run.folder)
    assert store.exists(frozen.folder)
    assert deputies(hainan).numerator == 229
    assert runs.prune(keep=1) == 0


def test_half_written_tables_are_never_seen(province, monkeypatch):
    table = store.read(runs.for_day(LEDGER).folder, "totals")

    with pytest.raises(AttributeError):
        store.write("broken", {"measures": table, "totals": None})
    assert not store.exists("broken")
    store.write("broken", {"measures": table, "totals": table})
    assert store.exists("broken")
    assert store.read("broken", "totals").num_rows == 825


def test_a_run_that_breaks_off_leaves_the_old_one_in_place(hainan, monkeypatch):
    before = runs.for_day(LEDGER).pk

    def broken(*_, **__):
        raise OSError("no space left on device")

    monkeypatch.setattr(store.pq, "write_table", broken)
    with pytest.raises(OSError, match="no space"):
        runs.make(LEDGER, cause="test")
    assert runs.for_day(LEDGER).pk == before
    assert deputies(hainan).numerator == 229


def test_what_a_killed_process_left_is_swept_when_it_is_old(province):
    for name in (".half", "whole-but-unknown"):
        (store.root() / name).mkdir()
    wanted = set(Run.objects.values_list("folder", flat=True))
    assert store.sweep(wanted) == [], "it may belong to a run that is being made"
    swept = store.sweep(wanted, older_than=timedelta(seconds=-5))
    assert {".half", "whole-but-unknown"} <= set(swept)
    assert not wanted & set(swept)
    assert all(store.exists(folder) for folder in wanted)


def test_lost_tables_are_made_anew(hainan, community):
    lost = runs.for_day(LEDGER)
    hired(community)
    shutil.rmtree(store.root() / lost.folder)
    assert deputies(hainan).numerator == 230
    assert runs.for_day(LEDGER).pk != lost.pk


def test_a_correction_is_taken_even_where_tables_are_lost(hainan, community):
    store.remove(runs.for_day(LEDGER).folder)
    hired(community)
    assert deputies(hainan).numerator == 230
