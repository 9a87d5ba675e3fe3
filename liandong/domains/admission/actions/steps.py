"""What every action does: one at a time, the step, an event; periods begun and stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from liandong.core.kernel.typed import cleaned, one_line
from liandong.domains import database
from liandong.domains.admission import refusals
from liandong.domains.admission.models import Grant, Item, Refusal
from liandong.domains.audit.actions import record
from liandong.domains.norms.queries import value_for
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow.models import Process


@contextmanager
def one_at_a_time(of: Item | Refusal) -> Iterator[Process]:
    """A transaction in which nobody else acts on it; its process as it stands now."""
    with database.explained():
        database.lock(str(of))
        of.process = Process.objects.get(pk=of.process_id)
        yield of.process


def take(
    of: Item | Refusal, transition: str, *, by: str, at: datetime, note: str = "",
    seen: str | None = None,
) -> None:  # fmt: skip
    """The step, inside `one_at_a_time`. Raises `LiandongError` lifecycle.…"""
    workflow.take(
        of.process, transition, by=by, at=at, on=timezone.localdate(at), note=note, seen=seen
    )


def tell(
    action: str, of: Item | Refusal, *, by: str, at: datetime, reason: str = "", **after: Any
) -> None:
    """An event."""
    unit = of.department if isinstance(of, Item) else of.community
    record(
        action=f"admission.{action}", by=by, at=at, subject=str(of), unit=unit.code,
        after={"number": of.number, **after}, reason=reason,
    )  # fmt: skip


def norm(code: str, of: Item, at: datetime) -> int:
    """A norm that holds where the item is asked; 0 without one."""
    return int(value_for(f"admission.{code}", of.place, on=timezone.localdate(at)) or 0)


def reason_of(said: str, longest: int = 500) -> str:
    """Why. Raises `LiandongError` reason_missing, admission_too_long."""
    reason = one_line(said)
    if not any(one.isalnum() for one in reason):
        raise refusals.reason_missing()
    return short(reason, longest, "理由", "The reason")


def text_of(said: str, longest: int, zh: str, en: str) -> str:
    """Some lines of text. Raises `LiandongError` admission_too_long."""
    return short(cleaned(said), longest, zh, en)


def line_of(said: str, longest: int, zh: str, en: str) -> str:
    """One line of text. Raises `LiandongError` admission_too_long."""
    return short(one_line(said), longest, zh, en)


def short(said: str, longest: int, zh: str, en: str) -> str:
    if len(said) > longest:
        raise refusals.too_long(zh, en, longest)
    return said


def stop_grants(item: Item, *, on: date, reason: str, by: str, at: datetime) -> int:
    """From a day on the item is not asked any more; how many periods were cut short."""
    running = Grant.objects.filter(Q(end__gt=on), item=item, stopped_on=None)
    return running.update(stopped_on=on, stopped_at=at, stopped_by=by, stop_reason=reason)


def number_of(letters: str, model: type[Item] | type[Refusal], at: datetime) -> str:
    """The year and a running number; the next one waits until this one's transaction ends."""
    start = f"{letters}{timezone.localdate(at).year}"
    database.lock(f"admission.{start}")
    last = model.objects.filter(number__startswith=start).order_by("-number").first()
    return f"{start}{int(last.number[len(start) :]) + 1 if last else 1:05d}"
