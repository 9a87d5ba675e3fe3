"""The invented requests have histories that their lifecycle allows, and lists that agree with them."""

from __future__ import annotations

import pytest

from liandong.domains.casework.models import Case, Whistle
from liandong.domains.workflow import definitions
from liandong.domains.workflow.models import Clock

pytestmark = pytest.mark.usefixtures("province")


def test_each_history_is_one_that_the_lifecycle_allows() -> None:
    lifecycle = definitions.newest("request")
    cases = Case.objects.filter(invented=True).prefetch_related("process__steps")
    assert 250 <= len(cases) <= 400
    for case in cases:
        state, last = "", None
        for step in case.process.steps.all():
            assert step.origin == state
            if step.transition:
                assert state in lifecycle.step(step.transition).origins
                assert lifecycle.step(step.transition).to == step.to
            assert last is None or step.at >= last
            state, last = step.to, step.at
        assert state == case.state == case.process.state
        assert (case.closed_at is not None) is lifecycle.state(state).final


def test_their_clocks_are_those_of_their_states() -> None:
    lifecycle = definitions.newest("request")
    for case in Case.objects.filter(invented=True).select_related("process"):
        running = Clock.objects.filter(process=case.process, stopped_at=None)
        assert {one.code for one in running} == {
            one.code for one in lifecycle.clocks.values() if one.covers(case.state)
        }
        due = [one.due_at for one in running if one.due_at]
        assert case.due_at == case.process.due_at == (min(due) if due else None)


def test_there_are_clusters_contested_ones_and_a_dozen_whistles() -> None:
    cases = Case.objects.filter(invented=True)
    assert cases.filter(contests__isnull=False).exists()
    assert cases.filter(state="merged", merged_into__isnull=False).exists()
    assert Whistle.objects.filter(invented=True).count() == 12
    assert Whistle.objects.filter(invented=True, closed_at=None).count() == 2
