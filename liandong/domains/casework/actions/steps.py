"""What every action does: one at a time, the step, the case's own copy of it, an event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.dispatch import Signal
from django.utils import timezone

from liandong.domains import database
from liandong.domains.audit.actions import record
from liandong.domains.casework import outcomes, refusals
from liandong.domains.casework.models import Case
from liandong.domains.norms.queries import value_for
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow.models import Process

RESIDENT = "resident"  # stands for whoever holds the secret link
# A case went on (`case`, `what`, `at`): sent inside the deed's own transaction, so that what others
# write on hearing it happened with the deed, or not at all.
stepped = Signal()


@contextmanager
def one_at_a_time(case: Case) -> Iterator[Process]:
    """A transaction in which nobody else acts on the case; its process as it stands now."""
    with database.explained():
        database.lock(f"case:{case.pk}")
        process = Process.objects.get(pk=case.process_id)
        case.process = process
        yield process
        outcomes.keep([case.pk])


def take(
    case: Case, transition: str, *, by: str, at: datetime, note: str = "",
    seen: str | None = None, **changes: Any,
) -> None:  # fmt: skip
    """The step, inside `one_at_a_time`; with it what else changes of the case. Raises
    `LiandongError` lifecycle.…"""
    workflow.take(
        case.process, transition, by=by, at=at, on=timezone.localdate(at), note=note, seen=seen
    )
    mirror(case, **changes)
    stepped.send(Case, case=case, what=transition, at=at)


def mirror(case: Case, **changes: Any) -> None:
    """Write what the process says beside the case, and other changes, at once."""
    process = case.process
    final = process.closed_on is not None
    closed = {"closed_at": process.steps.latest("pk").at} if final and not case.closed_at else {}
    said = {"state": process.state, "due_at": process.due_at, **closed, **changes}
    Case.objects.filter(pk=case.pk).update(**said)
    for name, value in said.items():
        setattr(case, name, value)


def tell(action: str, case: Case, *, by: str, at: datetime, reason: str = "", **after: Any) -> None:
    """An event: ids and codes, never a name, a number or what somebody said."""
    record(
        action=f"casework.{action}", by=by, at=at, subject=case.process.subject,
        unit=case.place.code, after=after or None, reason=reason,
    )  # fmt: skip


def must_be_open(case: Case) -> None:
    """Raises when it was closed meanwhile."""
    if case.process.closed_on is not None:
        raise refusals.not_open(case.number)


def norm(code: str, case: Case, at: datetime) -> int:
    """A norm that holds where it happened; 0 without one."""
    return int(value_for(f"casework.{code}", case.place, on=timezone.localdate(at)) or 0)
