"""Asking for any day, or any moment, fills no disk."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from liandong.domains.observatory import days, runs
from liandong.domains.observatory.models import Run


def test_all_days_before_anything_share_one_run(province):
    asked = [date.min, date(1900, 1, 1), date(1999, 5, 5), date(2014, 12, 31)]
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
