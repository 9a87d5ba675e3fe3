"""A case goes one step at a time, for whoever may; of two who act at once one goes on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.core.standards.lifecycles.model import ANYBODY
from liandong.domains.accounts.enums import GRANTS, Permission
from liandong.domains.database import explained
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import actions, definitions, queries
from liandong.domains.workflow.models import Process, Step

AT = datetime(2026, 3, 1, tzinfo=UTC)
ON = date(2026, 3, 1)
HOW = {"by": "test", "at": AT, "on": ON}


@pytest.fixture
def units(db: None) -> dict[str, Unit]:
    return {
        side: Unit.objects.create(code=f"D{side}", kind="branch", name=side)
        for side in ("sender", "receiver")
    }


@pytest.fixture
def transfer(units: dict[str, Unit]) -> Process:
    return actions.open_process("transfer", subject="transfer:1", sides=units, **HOW)


def test_a_case_begins_with_its_deadline(transfer: Process) -> None:
    assert (transfer.state, transfer.version) == ("sent", 1)
    assert transfer.due_on == date(2026, 5, 30)  # 90 days
    assert [step.to for step in transfer.steps.all()] == ["sent"]


def test_the_whole_way(transfer: Process) -> None:
    actions.take(transfer, "return", note="介绍信抬头有误", **HOW)
    assert (transfer.state, transfer.closed_on) == ("returned", None)
    actions.take(transfer, "resend", **HOW)
    actions.take(transfer, "receive", **HOW)
    assert (transfer.state, transfer.due_on, transfer.closed_on) == ("received", None, ON)
    assert [step.to for step in transfer.steps.all()] == ["sent", "returned", "sent", "received"]


def test_a_step_out_of_turn_says_where_it_stands(transfer: Process) -> None:
    actions.take(transfer, "receive", **HOW)
    with pytest.raises(LiandongError) as caught:
        actions.take(transfer, "withdraw", note="x", **HOW)
    assert caught.value.code == "lifecycle.moved_on"
    assert "已接收" in caught.value.text.zh


def test_whoever_looked_at_an_older_state_is_told(transfer: Process) -> None:
    stale = Process.objects.get(pk=transfer.pk)
    actions.take(transfer, "receive", **HOW)
    with pytest.raises(LiandongError) as caught:
        actions.take(stale, "return", note="太晚了", **HOW)
    assert caught.value.code == "lifecycle.moved_on"
    assert Step.objects.filter(process=transfer).count() == 2


@pytest.mark.parametrize("note", ["", "   "])
def test_a_reason_cannot_be_left_out(transfer: Process, note: str) -> None:
    with pytest.raises(LiandongError) as caught:
        actions.take(transfer, "return", note=note, **HOW)
    assert caught.value.code == "lifecycle.note_missing"
    assert Process.objects.get(pk=transfer.pk).state == "sent"


def test_steps_are_never_rewritten(transfer: Process) -> None:
    with pytest.raises(LiandongError), explained():
        Step.objects.update(by="somebody else")


def test_every_permission_of_every_lifecycle_exists_and_somebody_holds_it() -> None:
    held = frozenset[Permission]().union(*GRANTS.values())
    for one in definitions.every().values():
        for step in one.transitions.values():
            if step.side == ANYBODY:
                assert step.permission == queries.SELF
            else:
                assert Permission(step.permission) in held


def test_a_case_that_began_with_a_version_that_is_gone_is_explained(transfer: Process) -> None:
    transfer.pk, transfer.version = None, 9
    transfer.save(force_insert=True)
    with pytest.raises(LiandongError) as caught:
        actions.take(transfer, "receive", **HOW)
    assert caught.value.code == "lifecycle.unknown"


@pytest.mark.parametrize("change", [{"version": 2}, {"definition": "floating"}, {"subject": "x"}])
def test_what_a_case_began_with_is_never_rewritten(transfer: Process, change: dict) -> None:
    with pytest.raises(LiandongError) as caught, explained():
        Process.objects.filter(pk=transfer.pk).update(**change)
    assert caught.value.code == "workflow_process_rewritten"
    with pytest.raises(LiandongError), explained():
        Process.objects.filter(pk=transfer.pk)._raw_delete("default")


def test_no_step_is_earlier_than_the_one_before(transfer: Process) -> None:
    early = {**HOW, "on": date(2026, 2, 28)}
    with pytest.raises(LiandongError) as caught:
        actions.take(transfer, "receive", **early)
    assert caught.value.code == "lifecycle.too_early"
    assert Process.objects.get(pk=transfer.pk).state == "sent"


def test_overdue(transfer: Process) -> None:
    assert not queries.overdue(date(2026, 5, 30)).filter(pk=transfer.pk).exists()
    assert queries.overdue(date(2026, 5, 31), "transfer").get(pk=transfer.pk) == transfer
    assert not queries.overdue(date(2026, 5, 31), "election").filter(pk=transfer.pk).exists()
    assert list(queries.of_units([transfer.sides.first().unit_id])) == [transfer]
