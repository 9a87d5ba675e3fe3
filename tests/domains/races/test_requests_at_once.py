"""Requests of residents, by several processes at the same moment, and by processes that are killed
in the middle (SIGKILL, inside the open transaction): nothing is lost, nothing is done twice."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import pytest

from tests.domains.races.racing import Instance, build, own_database
from tests.domains.races.test_at_once import NAME

BEGIN = """
import os, signal
from __main__ import input_line
from datetime import date, timedelta
from django.utils import timezone
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.casework import actions, sweeping
from liandong.domains.casework.actions import Who, desk
from liandong.domains.casework.models import *
from liandong.domains.catalogue.models import Matter
from liandong.domains.notify import sms
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow.models import Clock, Step
now = timezone.now()
def killed(*_args, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
def newest():
    return Case.objects.select_related("process", "matter", "place").order_by("-pk")[0]
def told(case):
    return {
        "state": case.state,
        "dispatches": Step.objects.filter(process=case.process, transition="dispatch").count(),
        "clocks": Clock.objects.filter(process=case.process, code="feedback").count(),
        "messages": Message.objects.filter(case=case).count(),
        "notices": Notice.objects.filter(link=f"/requests/{case.number}/").count(),
    }
"""
PEOPLE = """
Matter.objects.create(code="T-1", name="路灯", kind="taken_back", group="市政",
    time_class="ordinary", start=date(2015, 1, 1), recorded_at=now, recorded_by="t")
user = User.objects.create(username="handler", display_name="承办人")
Assignment.objects.create(user=user, role="secretary", start=date(2015, 1, 1), recorded_at=now,
    recorded_by="t", hierarchy="territory", unit=Unit.objects.get(code="650102000000"))
"""
RECEIVED = """
case = actions.receive(text="路灯不亮", place=Unit.objects.get(code="650202000000"), channel="web",
    by="resident", at=now, who=Who(phone="13800138000", wish="sms")).case
actions.classify(case, matter=Matter.objects.get(), by="desk", at=now)
"""
DISPATCH = """
case = newest()
input_line("seen")
actions.dispatch(case, to=Unit.objects.get(code="650102000000"), reason="就近", by="desk", at=now,
                 seen="classified")
"""
SENT_ONCE = {"state": "dispatched", "dispatches": 1, "clocks": 1, "messages": 1, "notices": 1}
NOT_SENT = {"state": "classified", "dispatches": 0, "clocks": 0, "messages": 0, "notices": 0}


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Iterator[Instance]:
    with own_database(NAME) as url:
        made = build(tmp_path_factory.mktemp("requests"), url, NAME)
        made.run(BEGIN + PEOPLE)
        yield made
        made.stop()


def said(instance: Instance, expression: str) -> object:
    return instance.run(f"{BEGIN}said = {expression}")


def kill(instance: Instance, code: str) -> None:
    """A process that runs this is killed on the way."""
    racer = instance.racers.pop()
    racer.tell(json.dumps(["run", BEGIN + code]))
    if racer.process.stdout.readline().strip() == "seen":
        racer.tell("go")
    assert racer.process.wait(60) == -signal.SIGKILL
    racer.process.stdin.close()


def test_two_desks_dispatch_one_case(instance):
    instance.run(BEGIN + RECEIVED)
    outcomes = instance.race(*[("run", BEGIN + DISPATCH)] * 3)
    refused = [one for one in outcomes if one.get("refused") == "lifecycle.moved_on"]
    assert len(refused) == 2, outcomes
    assert said(instance, "told(newest())") == SENT_ONCE


def test_the_same_request_many_times_a_second(instance):
    before = said(instance, "Case.objects.count()")
    again = """
place = Unit.objects.get(code="650202000000")
input_line("seen")
said = [actions.receive(text="下水道堵了", place=place, channel="web", by="resident", at=now,
        partner="portal", external="key:same").secret for _ in range(5)]
"""
    outcomes = instance.race(*[("run", BEGIN + again)] * 4)
    secrets = {secret for one in outcomes for secret in one["done"]}
    assert len(secrets) == 1, outcomes
    assert said(instance, "Case.objects.count()") == before + 1


def test_killed_in_the_middle_of_a_dispatch(instance):
    instance.run(BEGIN + RECEIVED)
    kill(instance, "desk.tell_requesters = killed\n" + DISPATCH)
    assert said(instance, "told(newest())") == NOT_SENT
    assert instance.race(("run", BEGIN + DISPATCH)) == [{"done": None}]
    assert said(instance, "told(newest())") == SENT_ONCE


def test_killed_while_a_level_is_told_and_while_a_message_leaves(instance):
    late = "now + timedelta(days=30)"
    kill(instance, f"sweeping.tell_unit = killed\nsweeping.sweep({late})")
    assert said(instance, "Escalation.objects.count()") == 0
    assert said(instance, f"sweeping.escalate({late}) > 0")
    once = said(instance, "Escalation.objects.count()")
    assert said(instance, f"sweeping.escalate({late})") == 0
    assert said(instance, "Escalation.objects.count()") == once

    phone = "class Phone:\n    def send(self, *_): {}\nsms.adapter = lambda: Phone()\n"
    kill(instance, phone.format("killed()") + "sweeping.send(now)")
    assert said(instance, "Message.objects.filter(sent_at=None).count()") == 2
    # Who was sending may still live: for ten minutes nobody else sends what it had claimed.
    sends = BEGIN + phone.format("pass") + "said = sweeping.send(now + timedelta(minutes="
    assert [instance.run(f"{sends}{minutes}))") for minutes in (0, 11, 30)] == [1, 1, 0]
    assert said(instance, "Message.objects.filter(sent_at=None).count()") == 0
