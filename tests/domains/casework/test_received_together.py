"""Requests that come at the same moment: kept with few statements, each judged for itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.enums import Role
from liandong.domains.audit.actions import first_broken
from liandong.domains.casework import outcomes
from liandong.domains.casework.actions import Who
from liandong.domains.casework.actions.receiving import Handed, Received, receive, receive_all
from liandong.domains.casework.models import Case, Requester
from liandong.domains.workflow.models import Clock, Process, Step
from tests.domains.casework.kit import COMMUNITY, person, t, unit

pytestmark = pytest.mark.django_db


def one(**more: object) -> Handed:
    said = {"text": "小区路灯不亮，晚上很黑", "place": unit(COMMUNITY), "channel": "web",
            "by": "resident", "at": t(11, 3), "who": Who(name="王某", phone="13800138000")}  # fmt: skip
    return Handed(**{**said, **more})


def test_each_is_a_case_of_its_own_with_clock_step_and_verdict() -> None:
    alone = receive_all([one()])[0].case
    got = receive_all([one(text=f"第 {n} 件") for n in range(3)])
    cases = [each.case for each in got]
    assert [each.text for each in cases] == ["第 0 件", "第 1 件", "第 2 件"]
    assert len({each.number for each in cases}) == 3
    assert len({each.secret for each in got}) == 3
    for case in Case.objects.filter(pk__in=[each.pk for each in cases]):
        assert Clock.objects.get(process=case.process).code == "dispatch"
        assert case.due_at == case.process.due_at == alone.due_at
        assert Step.objects.get(process=case.process).to == "received"
        assert {side.side for side in case.process.sides.all()} == {"desk", "supervisor", "place"}
        assert case.requester.phone == "13800138000"
    assert outcomes.differing() == []
    assert first_broken() is None


def test_what_is_wrong_with_one_is_no_matter_to_the_others() -> None:
    there = Case.objects.count()
    got = receive_all([one(), one(text="  "), one(who=Who(phone="12")), one(text="另一件")])
    assert [isinstance(each, Received) for each in got] == [True, False, False, True]
    assert [each.code for each in got if isinstance(each, LiandongError)] == [
        "text_missing", "bad_phone",
    ]  # fmt: skip
    assert Case.objects.count() == there + 2


def test_the_same_number_twice_in_one_moment_is_one_case() -> None:
    there, people = Case.objects.count(), Requester.objects.count()
    same = one(partner="12345", external="A-1")
    first, other, again = receive_all([same, one(text="别的"), replace(same)])
    assert (first.new, other.new, again.new) == (True, True, False)
    assert first.case.pk == again.case.pk
    assert first.secret == again.secret
    assert Case.objects.count() == there + 2
    assert Requester.objects.count() == people + 2
    assert receive_all([same])[0].case.pk == first.case.pk


def test_as_many_statements_for_eight_as_for_one() -> None:
    receive_all([one()])
    alone, eight = [one()], [one(text=f"{n} 号", external=f"B-{n}", partner="p") for n in range(8)]
    with CaptureQueriesContext(connection) as few:
        receive_all(alone)
    with CaptureQueriesContext(connection) as many:
        receive_all(eight)
    assert len(many) == len(few) + 1  # whether they were received before
    assert len(few) <= 18


def test_a_desk_that_was_set_up_meanwhile_gets_the_next() -> None:
    before = receive_all([one()])[0].case
    person("new_desk", Role.DESK, "460105001000")
    after = receive_all([one()])[0].case
    assert before.desk.code != "460105001000"
    assert after.desk.code == "460105001000"


def test_one_alone_says_what_is_wrong() -> None:
    with pytest.raises(LiandongError) as refused:
        receive(text=" ", place=unit(COMMUNITY), channel="web", by="resident", at=t(11, 3))
    assert refused.value.code == "text_missing"


def test_processes_are_numbered_as_they_came() -> None:
    got = [each.case.process_id for each in receive_all([one(text=f"{n} 号") for n in range(4)])]
    assert got == sorted(got)
    assert Process.objects.filter(pk__in=got).count() == 4
