"""Transfers and floating members: who answers when, and what the engines hear of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.members import actions, facts
from liandong.domains.members.actions import floating, transfers
from liandong.domains.orgs.models import Unit
from tests.domains.members.conftest import AT, FOUNDED, HOW, ours
from tests.domains.members.test_steps import refused

SENT, LATER = date(2026, 1, 5), date(2026, 3, 1)


def rows(table) -> list[tuple]:
    """What is said of the small tree, without the demo province beside it."""
    units = set(Unit.objects.filter(code__startswith="T").values_list("pk", flat=True))
    found = [tuple(row.values()) for row in table.to_pylist()]
    return [row for row in found if row[0] in units]


def number(units, field: str, on: date) -> int | None:
    """A number of a unit on a day, as the engines add it up."""
    found = [row for row in rows(facts.tallies(units=[units.pk]))
             if row[0] == units.pk and row[1] == field and row[2] <= on]  # fmt: skip
    return sum(row[3] for row in found) if found else None


def test_until_the_receipt_is_in_the_sender_answers(tree, member) -> None:
    east, west = tree["east"], tree["west"]
    transfer = transfers.send(member, receiver=tree["committee"], on=SENT, **HOW)
    assert ours().on(LATER).get().unit == east
    [(unit, standard, opened, due, done)] = rows(facts.obligations())
    assert (unit, standard, opened, done) == (east.pk, "members.transfer_overdue", SENT, None)
    assert due == date(2026, 4, 5)  # 90 days
    transfers.receive(transfer, branch=west, on=LATER, **HOW)
    assert ours().on(LATER).get().unit == west
    assert rows(facts.obligations())[0][4] == LATER
    assert number(east, "members", LATER) == 0
    assert number(west, "members", LATER) == 1
    assert number(west, "members", SENT) == 0


def test_a_returned_letter_is_sent_again_or_withdrawn(tree, member) -> None:
    transfer = transfers.send(member, receiver=tree["west"], on=SENT, **HOW)
    refused("lifecycle.note_missing", transfers.step, transfer, "return", on=LATER)
    transfers.step(transfer, "return", note="抬头有误", on=LATER, **HOW)
    refused("lifecycle.moved_on", transfers.receive, transfer, branch=tree["west"], on=LATER)
    assert ours().count() == 1
    transfers.step(transfer, "withdraw", note="不转了", on=LATER, **HOW)
    transfers.send(member, receiver=tree["west"], on=LATER, **HOW)


def test_what_cannot_be_sent(tree, member) -> None:
    refused("same_organisation", transfers.send, member, receiver=tree["east"], on=SENT)
    refused("unit_closed", transfers.send, member, receiver=_unplaced(), on=SENT)
    refused("reason_missing", transfers.send, member, receiver=None, on=SENT)
    transfers.send(member, receiver=tree["west"], on=SENT, **HOW)
    refused("moving_already", transfers.send, member, receiver=tree["west"], on=SENT)


def _unplaced():
    return Unit.objects.create(code="T-X", kind="branch", name="已撤销的支部")


def test_out_of_the_system(tree, member) -> None:
    transfer = transfers.send(member, receiver=None, outside="外省某党委", on=SENT, **HOW)
    transfers.confirm(transfer, on=LATER, **HOW)
    assert not ours().on(LATER).exists()
    assert number(tree["east"], "full_members", LATER) == 0


def test_reported_but_not_taken_in_stays_visible(tree, member) -> None:
    east, west = tree["east"], tree["west"]
    away = floating.register_away(member, since=SENT, reason="work", elsewhere="三亚", **HOW)
    floating.self_report(away, host=west, on=date(2026, 2, 1), **HOW)
    waiting = [row for row in rows(facts.obligations()) if row[1] == "members.floating_unaccepted"]
    assert [(row[0], row[2], row[4]) for row in waiting] == [(west.pk, date(2026, 2, 1), None)]
    floating.accept(away, branch=west, on=LATER, **HOW)
    assert number(east, "floating_out", LATER) == 1
    assert number(west, "floating_in", LATER) == 1
    # The membership itself, and the vote, stay at home.
    assert number(east, "voters", LATER) == 1
    assert number(west, "voters", LATER) == 0


def test_a_host_may_decline_with_a_reason_and_home_looks_on(tree, member) -> None:
    away = floating.register_away(member, since=SENT, reason="season", host=tree["west"], **HOW)
    refused("lifecycle.note_missing", floating.step, away, "decline", on=LATER)
    floating.step(away, "decline", note="不在本辖区居住", on=LATER, **HOW)
    assert away.process.state == "declined"
    floating.notify_host(away, host=tree["committee"], on=LATER, **HOW)
    assert {side.side: side.unit for side in away.process.sides.all()} == {
        "home": tree["east"], "host": tree["committee"],
    }  # fmt: skip


def test_each_contact_opens_the_next(tree, member) -> None:
    away = floating.register_away(member, since=SENT, reason="work", **HOW)
    floating.contact(away, on=LATER, way="phone", **HOW)
    found = [row[2:] for row in rows(facts.obligations()) if row[1] == "members.floating_contact"]
    assert found == [
        (SENT, date(2026, 7, 5), LATER),
        (LATER, date(2026, 9, 1), None),
    ]
    with pytest.raises(ValueError, match="smoke"):
        floating.contact(away, on=LATER, way="smoke", **HOW)


def test_a_transfer_ends_the_floating(tree, member) -> None:
    away = floating.register_away(member, since=SENT, reason="work", host=tree["west"], **HOW)
    sent = transfers.send(member, receiver=tree["west"], on=LATER, **HOW)
    transfers.receive(sent, branch=tree["west"], on=LATER, **HOW)
    away.process.refresh_from_db()
    assert away.process.state == "transferred"
    assert number(tree["east"], "floating_out", LATER) == 0


def test_nobody_on_the_roster_is_nought_and_not_unknown(tree) -> None:
    assert number(tree["west"], "members", FOUNDED) == 0
    assert rows(facts.people(units=[tree["west"].pk])) == []


def test_an_end_recorded_later_was_not_known_before(tree, member) -> None:
    later = AT + timedelta(days=3)
    actions.leave(member, exit="left", on=LATER, reason="申请", by="test", at=later)
    assert rows(facts.people())[0][4] == LATER
    assert rows(facts.people(known_at=AT))[0][4] is None
    with pytest.raises(LiandongError):
        actions.leave(member, exit="left", on=LATER, reason="再次", by="test", at=later)
