"""Two people at the same moment, with two connections: one of them wins, and nothing breaks."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.domains.races.racing import Instance, build, own_database

NAME = f"liandong_races_{os.getpid()}"


A, B = "650102000000", "650202000000"


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Iterator[Instance]:
    with own_database(NAME) as url:
        made = build(tmp_path_factory.mktemp("races"), url, NAME)
        yield made
        made.stop()


def said(instance: Instance, expression: str) -> object:
    return instance.run(
        "from liandong.domains.accounts.models import *\n"
        "from liandong.domains.audit.models import *\n"
        "from liandong.domains.audit.actions import first_broken\n"
        "from liandong.domains.guarantee.models import *\n"
        "from liandong.domains.orgs.models import *\n"
        f"said = {expression}"
    )


def test_two_moves_that_would_close_a_circle_together(instance):
    """Each is right by what it sees; the second one must see the first."""
    for day in (f"2020-0{month}-01" for month in range(1, 7)):
        outcomes = instance.race(("move", A, B, day), ("move", B, A, day))
        assert sorted(map(str, outcomes)) == [
            "{'done': 'moved'}", "{'refused': 'orgs_placement_cycle'}",
        ], outcomes  # fmt: skip
        moved, above = (A, B) if "done" in outcomes[0] else (B, A)
        assert said(
            instance,
            f"Position.objects.get(unit__code='{moved}').parent.code",
        ) == above  # fmt: skip
        # Back to where both stood, for the next round.
        back = day[:-2] + "02"
        town = {A: "650100000000", B: "650200000000"}[moved]
        assert instance.race(("move", moved, town, back)) == [{"done": "moved"}]


def test_two_who_confirm_what_they_were_foretold(instance):
    """What the slower one was shown is not what it would come to by now: told so, nothing done."""
    day = "2020-08-01"
    outcomes = instance.race(
        ("confirm", A, "650200000000", day), ("confirm", A, "650202000000", day)
    )
    assert sorted(next(iter(one)) for one in outcomes) == ["done", "refused"], outcomes
    assert "tree_moved_on" in str(outcomes)
    parent = next(one["done"] for one in outcomes if "done" in one)
    assert said(instance, f"Position.objects.get(unit__code='{A}').parent.code") == parent
    assert instance.race(("move", A, "650100000000", "2020-08-02")) == [{"done": "moved"}]


def test_killed_in_the_middle_of_a_merge(instance):
    """Nothing of it is there, the tree's lock is free, and the next edit goes through."""
    every = (
        "[list(m.objects.order_by('pk').values_list('pk', flat=True)) for m in"
        " (Placement, Name, Position, Succession, Event)]"
    )
    before = said(instance, every)
    assert instance.dies("merge_and_die", A, B, "2020-09-01")
    assert said(instance, every) == before
    assert instance.race(("move", A, "650200000000", "2020-09-01")) == [{"done": "moved"}]
    assert instance.race(("move", A, "650100000000", "2020-09-02")) == [{"done": "moved"}]


def test_two_who_correct_one_fact(instance):
    fact = said(
        instance,
        "LedgerFact.objects.create(unit=Unit.objects.get(code='650102000000'), field='workers',"
        " value=3, as_of='2018-12-31', recorded_at='2019-01-01T00:00:00Z', recorded_by='x').pk",
    )
    outcomes = instance.race(("correct", str(fact), "4"), ("correct", str(fact), "5"))
    assert sorted(next(iter(one)) for one in outcomes) == ["done", "refused"], outcomes
    assert next(one["refused"] for one in outcomes if "refused" in one) == "stale"
    live = "[str(f.value) for f in LedgerFact.objects.filter(as_of='2018-12-31', voided_at=None)]"
    value = next(one["done"] for one in outcomes if "done" in one)
    assert said(instance, live) == [f"{int(value)}.00"]


def test_two_who_report_one_fact(instance):
    outcomes = instance.race(("report", B, "1"), ("report", B, "2"))
    assert sorted(next(iter(one)) for one in outcomes) == ["done", "refused"], outcomes
    assert said(instance, "LedgerFact.objects.filter(as_of='2019-12-31').count()") == 1


def test_the_audit_trail_of_many_is_one_chain(instance):
    outcomes = instance.race(*[("note", "15")] * 4)
    assert outcomes == [{"done": "15"}] * 4
    assert said(instance, "Event.objects.filter(action='test.note').count()") == 60
    assert said(instance, "first_broken() is None") is True
    assert said(
        instance, "len(set(Event.objects.values_list('previous'))) == Event.objects.count()"
    )


def test_two_of_the_separate_roles_for_one_person(instance):
    instance.run(
        "from django.utils import timezone\n"
        "from liandong.domains.accounts.actions import create_user\n"
        "create_user(username='one', password='a-long-password', display_name='一', by='x',"
        " at=timezone.now())"
    )
    outcomes = instance.race(("assign", "one", "administrator"), ("assign", "one", "auditor"))
    assert sorted(next(iter(one)) for one in outcomes) == ["done", "refused"], outcomes
    assert "accounts_assignment_separate" in str(outcomes)
    assert said(instance, "Assignment.objects.filter(user__username='one').count()") == 1


def test_signing_in_outside_any_transaction_is_audited(instance):
    """Test clients sign in inside the test's own transaction; people do not."""
    instance.run(
        "from django.utils import timezone\n"
        "from liandong.domains.accounts.actions import create_user\n"
        "create_user(username='two', password='a-long-password', display_name='二', by='x',"
        " at=timezone.now())"
    )
    assert instance.race(("sign_in", "two", "wrong")) == [{"done": "failed"}]
    assert instance.race(("sign_in", "two", "a-long-password")) == [{"done": "in and out"}]
    trail = "list(Event.objects.filter(subject='user:two').order_by('id').values_list('action', flat=True))"
    assert said(instance, trail) == [
        "accounts.create_user", "accounts.sign_in_failed", "accounts.signed_in",
        "accounts.signed_out",
    ]  # fmt: skip


def test_two_who_take_one_case_a_step_further(instance):
    instance.run(
        "from datetime import date\n"
        "from django.utils import timezone\n"
        "from liandong.domains.orgs.models import Unit\n"
        "from liandong.domains.workflow.actions import open_process\n"
        f"sides = {{'sender': Unit.objects.get(code='{A}'),"
        f" 'receiver': Unit.objects.get(code='{B}')}}\n"
        "open_process('transfer', subject='transfer:1', sides=sides, by='x', at=timezone.now(),"
        " on=date(2026, 3, 1))"
    )
    outcomes = instance.race(("take", "receive"), ("take", "withdraw"))
    assert sorted(next(iter(one)) for one in outcomes) == ["done", "refused"], outcomes
    assert "lifecycle.moved_on" in str(outcomes)
    from_process = "__import__('liandong.domains.workflow.models', fromlist=['Step']).Step"
    assert said(instance, f"{from_process}.objects.count()") == 2


ADMISSION = """
from datetime import date, timedelta
from decimal import Decimal
from django.utils import timezone
from liandong.domains.admission import actions
from liandong.domains.orgs import actions as orgs
from liandong.domains.orgs.deeds import Deed, NewUnit
from liandong.domains.orgs.models import Unit
at = timezone.now() - timedelta(days=9)
deed = Deed(by="x", at=at, on=date(2015, 1, 1))
city = Unit.objects.get(code="650200000000")
orgs.join(city, parent=None, deed=deed, hierarchy="government")
department = orgs.create(
    NewUnit("Z6502", "某局", "department"), parent=city, deed=deed, hierarchy="government"
)
community = orgs.create(NewUnit("C1", "某社区", "community"), parent=city, deed=deed)
start = at.date() + timedelta(days=90)
content = actions.Content(
    "form", "台账", [community], what="填报", basis="依据", manner="表格", money=Decimal(10),
    wanted_from=start, wanted_until=start + timedelta(days=100),
)
item = actions.draft(department=department, content=content, by="x", at=at)
actions.apply(item, by="x", at=at)
actions.ask(item, by="y", at=at)
actions.opine(item, unit=community, answer="agree", by="z", at=at)
said = item.number
"""


def test_two_who_decide_one_item_and_communities_that_refuse_at_once(instance):
    number = instance.run(ADMISSION)
    outcomes = instance.race(("admission", "refuse", number), ("admission", "withdraw", number))
    assert sorted(next(iter(one)) for one in outcomes) == ["done", "refused"], outcomes
    assert "lifecycle.moved_on" in str(outcomes)
    refused = [one["done"] for one in instance.race(*[("refuse_task", "C1")] * 4)]
    assert len(set(refused)) == 4
    outcomes = instance.race(*[("admission", "uphold", refused[0])] * 2)
    assert sorted(next(iter(one)) for one in outcomes) == ["done", "refused"], outcomes


PARTNER = """
from django.utils import timezone
from liandong.domains.orgs.models import Unit
from liandong.domains.partners import actions
place = Unit.objects.get(code="650000000000")
actions.create(name="12345", place=place, by="x", at=timezone.now())
"""


def test_one_request_that_comes_many_times_at_one_moment(instance):
    instance.run(PARTNER)
    for n in range(4):
        outcomes = instance.race(*[("hand_in", f"A{n}", f"k{n}", "路灯不亮")] * 4)
        numbers, new = zip(*(one["done"] for one in outcomes), strict=True)
        assert len(set(numbers)) == 1, outcomes
        assert sum(new) == 1, outcomes
    cases = "__import__('liandong.domains.casework.models', fromlist=['Case']).Case"
    assert said(instance, f"{cases}.objects.count()") == 4
    assert said(instance, "Event.objects.filter(action='casework.receive').count()") == 4


def test_two_things_under_one_key_at_one_moment(instance):
    before = (
        "__import__('liandong.domains.casework.models', fromlist=['Case']).Case.objects.count()"
    )
    count = said(instance, before)
    outcomes = instance.race(("hand_in", "B1", "k", "路灯不亮"), ("hand_in", "B2", "k", "井盖坏了"))
    assert sorted(next(iter(one)) for one in outcomes) == ["done", "refused"], outcomes
    assert "sent_otherwise" in str(outcomes)
    assert said(instance, before) == count + 1


def test_what_one_address_sends_is_counted_by_all_processes_together(instance):
    sent = (
        "from datetime import timedelta\n"
        "from django.utils import timezone\n"
        "from liandong.domains.casework import actions\n"
        "from liandong.domains.casework.models import Sender\n"
        "now = timezone.now()\n"
    )
    many = f"{sent}said = [actions.sent_from('10.0.0.1', at=now)[0] for _ in range(15)]"
    heard = [one["done"] for one in instance.race(("run", many), ("run", many))]
    assert sorted(heard[0] + heard[1]) == list(range(1, 31))
    after = f"{sent}said = actions.sent_from('10.0.0.1', at=now + timedelta(minutes=11))[0]"
    assert instance.run(after) == 1
    assert "10.0.0.1" not in str(
        instance.run(f"{sent}said = list(Sender.objects.values('digest'))")
    )
