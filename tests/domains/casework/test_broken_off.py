"""Broken off in the middle: nothing is half done, and the next round does it once."""

from __future__ import annotations

import pytest

from liandong.domains.casework import actions, sweeping
from liandong.domains.casework.actions import desk
from liandong.domains.casework.models import Assisting, Case, Escalation, Message
from liandong.domains.workflow.models import Clock, Process, Step
from tests.domains.casework.kit import led_by_department, received, t

pytestmark = pytest.mark.usefixtures("province")


class Killed(BaseException):
    """Not an error that anybody catches."""


def killed(*_args: object, **_named: object) -> None:
    raise Killed


def test_a_dispatch_broken_off_at_its_last_line_has_not_happened(monkeypatch) -> None:
    case = received()
    actions.classify(case, matter=led_by_department(), by="desk", at=t(11, 3, 9, 30))
    steps = Step.objects.filter(process=case.process).count()
    with monkeypatch.context() as patched:
        patched.setattr(desk, "tell_requesters", killed)
        with pytest.raises(Killed):
            actions.dispatch(case, by="desk", at=t(11, 3, 10))
    kept = Case.objects.get(pk=case.pk)
    assert (kept.state, kept.handler) == ("classified", None)
    assert Process.objects.get(pk=case.process_id).state == "classified"
    assert Step.objects.filter(process=case.process).count() == steps
    assert not Assisting.objects.filter(case=case).exists()
    assert not Clock.objects.filter(process=case.process, code="feedback").exists()
    actions.dispatch(kept, by="desk", at=t(11, 3, 10))
    assert Message.objects.filter(case=case).count() == 1


def test_a_level_is_told_or_not_and_never_twice(monkeypatch) -> None:
    case = received()
    with monkeypatch.context() as patched:
        patched.setattr(sweeping, "tell_unit", killed)
        with pytest.raises(Killed):
            sweeping.escalate(t(11, 4, 9, 30))
    assert not Escalation.objects.filter(case=case).exists()
    sweeping.escalate(t(11, 4, 9, 30))
    sweeping.escalate(t(11, 4, 9, 31))
    assert Escalation.objects.filter(case=case).count() == 1
