"""Asking for any day, or any moment, fills no disk."""

from __future__ import annotations

import os
from datetime import date, timedelta

from django.utils import timezone

from liandong.domains.norms.books import book
from liandong.domains.observatory import days, runs, store
from liandong.domains.observatory.models import Run


def test_all_days_before_anything_share_one_run(province):
    first = min(row.start for row in book().entries() if row.start and row.start > days.BEFORE)
    asked = [date.min, date(1900, 1, 1), days.BEFORE, first - timedelta(days=1)]
    assert set(days.epochs(asked).values()) == {days.BEFORE}
    before = Run.objects.count()
    assert {run.pk for run in runs.for_days(asked).values()} == {Run.objects.latest("pk").pk}
    assert Run.objects.count() == before + 1


def test_days_far_ahead_are_answered_by_the_last_change(province):
    assert days.epoch(date.max) == days.epoch(days.today() + timedelta(days=3650))


def test_only_the_newest_frozen_runs_are_kept(province, monkeypatch):
    monkeypatch.setattr(runs, "FROZEN_KEPT", 2)
    now = timezone.now()
    for hours in range(4):
        runs.as_known(date(2016, 12, 31), now - timedelta(hours=hours))
    assert Run.objects.filter(frozen=True).count() == 2


def test_whoever_still_reads_a_forgotten_run_may_finish(province, monkeypatch):
    monkeypatch.setattr(runs, "FROZEN_KEPT", 1)
    now = timezone.now()
    first, second = (
        runs.as_known(date(2016, 12, 31), now - timedelta(hours=hours)) for hours in (1, 2)
    )
    assert not Run.objects.filter(pk=first.pk).exists()
    assert store.read(first.folder, "totals", columns="count(*)").num_rows == 1
    runs.prune()
    assert store.exists(first.folder)
    place, late = store.root() / first.folder, timedelta(minutes=6).total_seconds()
    then = place.stat().st_mtime - late
    os.utime(place, (then, then))
    runs.prune()
    assert not store.exists(first.folder)
    assert store.exists(second.folder)
