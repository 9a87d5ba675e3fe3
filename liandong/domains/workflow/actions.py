"""Take a case a step further. Effects are the business of whoever calls, in the same
transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.lifecycles.model import Lifecycle, Transition
from liandong.domains.audit.actions import record
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import clocks, definitions
from liandong.domains.workflow.limits import due_of
from liandong.domains.workflow.models import Process, Side, Step
from liandong.domains.workflow.opening import open_process

_NOTE = 500
__all__ = ["done_again", "join", "open_process", "sides_of", "take"]


def take(
    process: Process, transition: str, *, by: str, at: datetime, on: date, note: str = "",
    seen: str | None = None,
) -> Process:  # fmt: skip
    """One step further. `seen` is the state that was on the screen; of two who act at once, one
    goes on.

    Raises `LiandongError`: lifecycle.moved_on, lifecycle.no_such_step, lifecycle.note_missing,
    lifecycle.too_early.
    """
    definition = definitions.of(process)
    step = definition.step(transition)
    said = _noted(step, note)
    origin = process.state if seen is None else seen
    if origin not in step.origins:
        raise _moved_on(definition, process, step)
    if on < process.since:
        raise _too_early(process.since)
    with transaction.atomic():
        sides = sides_of(process)
        state = definition.state(step.to)
        due = None if state.final else due_of(state, sides, on)
        moved = Process.objects.filter(pk=process.pk, state=origin).update(
            state=state.code, since=on, due_on=due, closed_on=on if state.final else None
        )
        process.refresh_from_db()
        if not moved:
            raise _moved_on(definition, process, step)
        if definition.clocks:
            clocks.moved(process, definition, origin, sides, at)
        _leave(process, transition, origin, on=on, at=at, by=by, note=said)
    return process


def done_again(process: Process, *, on: date) -> None:
    """The holder did what is due every so often in this state: it is due anew from that day.
    Inside the caller's deed, which says what was done."""
    state = definitions.of(process).state(process.state)
    due = None if state.final else due_of(state, sides_of(process), on)
    if due is not None and process.due_on is not None and due > process.due_on:
        process.due_on = due
        process.save(update_fields=["due_on"])


def join(process: Process, side: str, unit: Unit) -> None:
    """A unit takes a side that was open, or takes over from another. Inside the caller's deed."""
    Side.objects.update_or_create(process=process, side=side, defaults={"unit": unit})


def sides_of(process: Process) -> dict[str, Unit]:
    """Who takes part, by side."""
    return {one.side: one.unit for one in process.sides.all()}


def _leave(
    process: Process, transition: str, origin: str, *, on: date, at: datetime, by: str, note: str
) -> None:
    Step.objects.create(
        process=process, transition=transition, origin=origin, to=process.state, on=on, at=at,
        by=by, note=note,
    )  # fmt: skip
    record(
        action=f"workflow.{process.definition}", by=by, at=at, subject=process.subject,
        before={"state": origin}, after={"state": process.state},
    )  # fmt: skip


def _noted(step: Transition, note: str) -> str:
    said = note.strip()
    if step.needs_note and not said:
        raise LiandongError(
            "lifecycle.note_missing",
            Text(f"“{step.title.zh}”要写明理由。", f"{step.title.en!r} needs a reason."),
        )
    if len(said) > _NOTE:
        raise LiandongError(
            "lifecycle.note_too_long",
            Text(f"理由最多 {_NOTE} 个字。", f"The reason has at most {_NOTE} characters."),
        )
    return said


def _too_early(since: date) -> LiandongError:
    return LiandongError(
        "lifecycle.too_early",
        Text(
            f"上一步是 {since} 办的，这一步不能更早。",
            f"The step before was taken on {since}; this one cannot be earlier.",
        ),
    )


def _moved_on(definition: Lifecycle, process: Process, step: Transition) -> LiandongError:
    now = definition.state(process.state).title
    return LiandongError(
        "lifecycle.moved_on",
        Text(
            f"现在的状态是“{now.zh}”，不能“{step.title.zh}”。可能有人刚刚办理过，请刷新再看。",
            f"It stands at {now.en!r}: {step.title.en!r} is not possible. Somebody may just have "
            "acted; reload and look again.",
        ),
    )
