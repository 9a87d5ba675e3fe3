"""Clocks of a case: begun once, survive a hand-over, stand still under review, stop in time or late."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.workdays import BEIJING
from liandong.domains.database import explained
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import actions, clocks
from liandong.domains.workflow.models import Clock, DeclaredDay, Pause, Process
from liandong.domains.workflow.workdays import declare_day


def t(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


@pytest.fixture
def sides(province) -> dict[str, Unit]:
    community = Unit.objects.get(code="460105001001")
    street = Unit.objects.get(code="460105001000")
    return {"desk": street, "supervisor": street, "place": community, "handler": community}


def opened(sides: dict[str, Unit], at: datetime, time_class: str = "") -> Process:
    return actions.open_process(
        "request", subject="case:1", sides=sides, by="t", at=at, on=at.date(),
        time_class=time_class,
    )  # fmt: skip


def take(process: Process, *steps: str, at: datetime) -> Process:
    for one in steps:
        actions.take(process, one, by="t", at=at, on=at.date(), note="理由")
    return process


def clock(process: Process, code: str) -> Clock:
    return Clock.objects.filter(process=process, code=code).latest("round")


def test_a_case_begins_with_its_clock(sides) -> None:
    process = opened(sides, t(11, 3, 9))
    assert (process.due_at, process.due_on) == (t(11, 4, 9), None)
    assert opened(sides, t(11, 3, 9), "danger").due_at == t(11, 3, 10)
    assert clock(process, "dispatch").norm == "casework.ordinary_dispatch"


def test_sent_on_the_next_clocks_run_and_the_first_has_stopped(sides) -> None:
    process = take(opened(sides, t(11, 3, 9)), "classify", "dispatch", at=t(11, 3, 10))
    assert clock(process, "dispatch").stopped_at == t(11, 3, 10)
    assert clock(process, "contact").due_at == process.due_at == t(11, 4, 10)
    assert clock(process, "feedback").due_at == t(11, 11)
    take(process, "begin", at=t(11, 4, 11))
    late = clock(process, "contact")
    assert late.stopped_at > late.due_at
    assert process.due_at == t(11, 11)


def test_another_class_has_its_limits_from_the_beginning(sides) -> None:
    process = opened(sides, t(11, 3, 9))
    clocks.reclass(process, "utility", at=t(11, 3, 10))
    assert process.due_at == t(11, 3, 11)
    assert Process.objects.get(pk=process.pk).due_at == t(11, 3, 11)
    take(process, "classify", "dispatch", at=t(11, 3, 10, 30))
    assert clock(process, "feedback").due_at == t(11, 4, 10, 30)


def test_under_review_the_clocks_stand_still_and_a_hand_over_does_not_restart_them(sides) -> None:
    process = take(opened(sides, t(11, 3, 9)), "classify", "dispatch", at=t(11, 3, 10))
    take(process, "object", at=t(11, 3, 14))
    assert clock(process, "feedback").due_at is None
    assert process.due_at == t(11, 4, 14)  # the review itself
    take(process, "uphold", at=t(11, 5, 9))
    actions.join(process, "handler", sides["supervisor"])
    take(process, "dispatch", at=t(11, 5, 11))
    feedback, contact = clock(process, "feedback"), clock(process, "contact")
    assert (feedback.round, feedback.started_at) == (1, t(11, 3, 10))
    # 3 and 4 November ended in the pause; 5 to 11 count
    assert feedback.due_at == t(11, 12)
    assert contact.due_at == t(11, 4, 10) + timedelta(hours=45)
    assert clock(process, "dispatch").round == 2
    assert Pause.objects.filter(clock__process=process, end=None).count() == 0


def test_contested_it_has_a_second_round(sides) -> None:
    process = take(
        opened(sides, t(11, 3, 9)), "classify", "dispatch", "begin", "reply", at=t(11, 3, 10)
    )
    take(process, "call_back", at=t(11, 4, 9))
    assert process.due_at == t(11, 20)
    take(process, "contest", at=t(11, 5, 9))
    again = clock(process, "feedback")
    assert (again.round, again.due_at) == (2, t(11, 13))
    assert clock(process, "contact").round == 1


def test_what_was_done_without_a_step_stops_its_clock_once(sides) -> None:
    process = take(opened(sides, t(11, 3, 9)), "classify", "dispatch", at=t(11, 3, 10))
    assert clocks.done(process, "contact", at=t(11, 3, 11))
    assert not clocks.done(process, "contact", at=t(11, 3, 12))
    take(process, "accept", at=t(11, 3, 13))
    assert Clock.objects.filter(process=process, code="contact").count() == 1


def test_more_time_is_added_in_working_days(sides) -> None:
    process = take(opened(sides, t(11, 3, 9)), "classify", "dispatch", "begin", at=t(11, 3, 10))
    clocks.extend(process, "feedback", days=3, at=t(11, 9))
    # over with 10 November; 11, 12, 13
    assert process.due_at == t(11, 14)
    take(process, "reply", at=t(11, 12))
    with pytest.raises(LiandongError) as caught:
        clocks.extend(process, "feedback", days=3, at=t(11, 12))
    assert caught.value.code == "no_clock"


def test_a_day_declared_late_moves_running_limits_later_and_never_earlier(sides) -> None:
    process = opened(sides, t(11, 3, 9), "complex")
    take(process, "classify", "dispatch", "begin", at=t(11, 3, 10))
    before = process.due_at
    assert before == t(11, 25)
    haikou = Unit.objects.get(code="460100000000")
    how = {"reason": "台风", "by": "t", "at": t(11, 9, 18)}
    declare_day(haikou, date(2026, 11, 10), worked=False, **how)
    assert Process.objects.get(pk=process.pk).due_at == t(11, 26)
    declare_day(haikou, date(2026, 11, 14), worked=True, **how)
    assert Process.objects.get(pk=process.pk).due_at == t(11, 26)
    # … but what begins now is reckoned by both
    new = take(opened(sides, t(11, 9, 19), "complex"), "classify", "dispatch", at=t(11, 9, 20))
    assert clock(new, "feedback").due_at == t(12, 1)
    with pytest.raises(LiandongError), explained():
        DeclaredDay.objects.update(worked=True)


def test_a_step_before_the_one_before_is_refused(sides) -> None:
    process = opened(sides, t(11, 3, 9))
    with pytest.raises(LiandongError) as caught:
        take(process, "classify", at=t(11, 3, 8))
    assert caught.value.code == "lifecycle.too_early"
    assert Process.objects.get(pk=process.pk).state == "received"


def test_a_clock_is_never_rewritten(sides) -> None:
    process = take(opened(sides, t(11, 3, 9)), "classify", "dispatch", at=t(11, 3, 10))
    for change in ({"started_at": t(11, 4)}, {"code": "other"}):
        with pytest.raises(LiandongError) as caught, explained():
            Clock.objects.filter(process=process, code="feedback").update(**change)
        assert caught.value.code == "workflow_clock_rewritten"
    with pytest.raises(LiandongError), explained():
        Clock.objects.filter(process=process, code="dispatch").update(stopped_at=None)
    with pytest.raises(LiandongError), explained():
        Clock.objects.filter(process=process)._raw_delete("default")
