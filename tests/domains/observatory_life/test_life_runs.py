"""Runs of Party life: one for every day, brought up to date when somebody looks."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from liandong.core.standards.life.words import DutyStatus
from liandong.domains.life import actions
from liandong.domains.observatory import figures, life_duties
from liandong.domains.observatory.models import Difference, Run

ON = date(2026, 11, 23)


def assembly(corner, n, on):
    return actions.record_held(
        unit=corner.branches[n], kind="assembly", on=on, by="test", at=timezone.now()
    )


def test_a_meeting_recorded_is_met_at_once_and_counts_upstairs(corner):
    before = figures.view(corner.top, on=ON).own.figure("life.assembly")
    unit = corner.branches[0]
    owed = {
        d.start: d.status
        for d in life_duties.of_units([unit.pk], on=ON)
        if d.standard.code == "life.assembly"
    }
    assert owed[date(2026, 10, 1)] is DutyStatus.DUE
    assembly(corner, 0, date(2026, 11, 3))
    owed = {
        d.start: d.status
        for d in life_duties.of_units([unit.pk], on=ON)
        if d.standard.code == "life.assembly"
    }
    assert owed[date(2026, 10, 1)] is DutyStatus.MET
    after = figures.view(corner.top, on=ON).own.figure("life.assembly")
    assert (after.numerator, after.denominator) == (before.numerator + 1, before.denominator)
    assert Run.objects.filter(family="life", current=True, on=ON).count() == 1
    assert Difference.objects.filter(run__family="life").exists()
