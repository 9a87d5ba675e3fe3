"""Open cases: one, or as many as came at the same moment, with the same few statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from liandong.core.standards.lifecycles.model import Lifecycle, State
from liandong.domains.audit.actions import record
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import clocks, definitions
from liandong.domains.workflow.limits import due_of
from liandong.domains.workflow.models import Clock, Process, Side, Step


@dataclass(frozen=True, slots=True)
class Opening:
    """A case to be opened: what it is about, who takes part, who opens it and when."""

    subject: str
    sides: Mapping[str, Unit]
    by: str
    at: datetime
    on: date
    note: str = ""
    time_class: str = ""


def open_process(  # noqa: PLR0913 (what a case is made of)
    code: str, *, subject: str, sides: Mapping[str, Unit], by: str, at: datetime, on: date,
    note: str = "", time_class: str = "", audited: bool = True,
) -> Process:  # fmt: skip
    """A new case in its first state. Without `audited` the caller leaves the event.

    Raises `LiandongError` `lifecycle.unknown`.
    """
    with transaction.atomic():
        one = Opening(subject, sides, by, at, on, note, time_class)
        process = open_processes(code, [one])[0]
        if audited:
            record(action=f"workflow.{code}", by=by, at=at, subject=subject,
                   after={"state": process.state})  # fmt: skip
    return process


def open_processes(
    code: str, openings: Sequence[Opening],
    law: Callable[[Unit, datetime], clocks.Law] = clocks.Law,
) -> list[Process]:  # fmt: skip
    """New cases in their first state. The caller leaves the events, at the end of its deed: the
    chain of the audit trail is held until then. `law` finds the norms and the calendar of a place.

    Raises `LiandongError` `lifecycle.unknown`.
    """
    definition = definitions.newest(code)
    state = definition.state(definition.start)
    with transaction.atomic():
        processes = [_process(definition, state, one) for one in openings]
        begun = [
            clocks.begun(definition, process, one.sides, one.at, law)
            for process, one in zip(processes, openings, strict=True)
        ]
        for process, some in zip(processes, begun, strict=True):
            process.due_at = min((one.due_at for one in some if one.due_at), default=None)
        Process.objects.bulk_create(processes)
        pairs = list(zip(processes, openings, strict=True))
        Side.objects.bulk_create(
            Side(process=process, side=side, unit=unit)
            for process, one in pairs for side, unit in one.sides.items()
        )  # fmt: skip
        # Their process has its number only now.
        for process, some in zip(processes, begun, strict=True):
            for clock in some:
                clock.process = process
        Clock.objects.bulk_create(clock for some in begun for clock in some)
        Step.objects.bulk_create(_first_step(*pair) for pair in pairs)
    return processes


def _process(definition: Lifecycle, state: State, one: Opening) -> Process:
    return Process(
        definition=definition.code, version=definition.version, subject=one.subject,
        state=state.code, since=one.on, due_on=due_of(state, one.sides, one.on),
        opened_on=one.on, opened_at=one.at, opened_by=one.by,
        time_class=one.time_class or definition.usual_class or None,
    )  # fmt: skip


def _first_step(process: Process, one: Opening) -> Step:
    return Step(
        process=process, transition="", origin="", to=process.state, on=one.on, at=one.at,
        by=one.by, note=one.note,
    )  # fmt: skip
