"""Transfers: a handshake. Until the receipt is in, the sending organisation answers."""

from __future__ import annotations

from datetime import date, datetime

from liandong.domains.members import refusals
from liandong.domains.members.actions.announcing import announce
from liandong.domains.members.actions.steps import leave as leave_organisation
from liandong.domains.members.actions.steps import move, standing_on
from liandong.domains.members.actions.telling import must_take, not_in_future, one_at_a_time, tell
from liandong.domains.members.enums import MEMBERS, Entry, Exit
from liandong.domains.members.models import Floating, Membership, Person, Transfer
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Placement, Unit
from liandong.domains.workflow import actions as workflow


def send(
    person: Person, *, receiver: Unit | None, on: date, by: str, at: datetime, outside: str = "",
    letter: str = "", note: str = "",
) -> Transfer:  # fmt: skip
    """Send a member's letter to another organisation, or (`outside`) out of the system.

    Raises `LiandongError`: not_a_member, moving_already, same_organisation, unit_closed,
    reason_missing when neither a receiver nor an outside organisation is named.
    """
    not_in_future(on, at)
    with one_at_a_time(person):
        row = standing_on(person, on)
        _may_go(person, row, receiver, on)
        if receiver is None and not outside.strip():
            raise refusals.reason_missing()
        sides = {"sender": row.unit} | ({"receiver": receiver} if receiver else {})
        process = workflow.open_process(
            "transfer" if receiver else "transfer_out", subject=f"person:{person.pk}",
            sides=sides, by=by, at=at, on=on, note=note,
        )  # fmt: skip
        transfer = Transfer.objects.create(
            process=process, person=person, sender=row.unit, receiver=receiver,
            outside=outside.strip()[:120], letter=letter.strip()[:60],
        )  # fmt: skip
        tell("send_transfer", person, unit=row.unit, since=on, by=by, at=at,
             after={"to": receiver.code if receiver else "outside", "on": on},
             units=[receiver.pk] if receiver else [])  # fmt: skip
        announce(transfer, by=by, at=at)
    return transfer


def _may_go(person: Person, row: Membership, receiver: Unit | None, on: date) -> None:
    if row.stage not in MEMBERS:
        raise refusals.not_a_member(person.name)
    if unfinished(person):
        raise refusals.moving()
    if receiver is None:
        return
    if receiver.pk == row.unit_id:
        raise refusals.same_organisation()
    placed = Placement.objects.on(on).filter(unit=receiver, hierarchy=Hierarchy.PARTY)
    if not placed.exists():
        raise refusals.closed(receiver, on)


def unfinished(person: Person) -> bool:
    """Whether a transfer of this person is under way."""
    return Transfer.objects.filter(person=person, process__closed_on=None).exists()


def receive(
    transfer: Transfer, *, branch: Unit, on: date, by: str, at: datetime,
    group: Unit | None = None, seen: str | None = None, note: str = "",
) -> Transfer:  # fmt: skip
    """The receipt: from that day the member belongs to `branch`. A floating record ends with it."""
    must_take(branch, group, on)
    with one_at_a_time(transfer.person):
        workflow.take(transfer.process, "receive", by=by, at=at, on=on, note=note, seen=seen)
        move(transfer.person, unit=branch, group=group, on=on, by=by, at=at, entry=Entry.TRANSFER)
        transfer.branch = branch
        transfer.save(update_fields=["branch"])
        _floats_no_more(transfer, by, at, on)
        announce(transfer, by=by, at=at)
    return transfer


def confirm(
    transfer: Transfer, *, on: date, by: str, at: datetime, note: str = "", seen: str | None = None
) -> Transfer:
    """The receipt from outside: from that day the member is on no roster here."""
    with one_at_a_time(transfer.person):
        workflow.take(transfer.process, "confirm", by=by, at=at, on=on, note=note, seen=seen)
        leave_organisation(
            transfer.person, exit=Exit.TRANSFER_OUT, on=on, by=by, at=at,
            reason=transfer.outside or note,
        )  # fmt: skip
        _floats_no_more(transfer, by, at, on)
        announce(transfer, by=by, at=at)
    return transfer


def step(
    transfer: Transfer, transition: str, *, on: date, by: str, at: datetime, note: str = "",
    seen: str | None = None,
) -> Transfer:  # fmt: skip
    """Every other step: return, resend, withdraw. Raises `LiandongError` lifecycle.…"""
    if transition in ("receive", "confirm"):
        raise ValueError(f"{transition} has an action of its own")
    not_in_future(on, at)
    with one_at_a_time(transfer.person):
        workflow.take(transfer.process, transition, by=by, at=at, on=on, note=note, seen=seen)
        tell(transition, transfer.person, unit=transfer.sender, since=on, by=by, at=at,
             after={"state": transfer.process.state})  # fmt: skip
        announce(transfer, by=by, at=at)
    return transfer


def _floats_no_more(transfer: Transfer, by: str, at: datetime, on: date) -> None:
    """The stay ends with the receipt; a host that is no side of the letter hears of it."""
    sides = [one for one in (transfer.sender, transfer.receiver, transfer.branch) if one]
    for floating in Floating.objects.filter(person=transfer.person, process__closed_on=None):
        workflow.take(floating.process, "transfer", by=by, at=at, on=on)
        announce(floating, by=by, at=at, besides=[floating.home, *sides], person=False)
