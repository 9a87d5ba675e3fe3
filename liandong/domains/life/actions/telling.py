"""What every action here does in the end: leave an event without names, and tell who counts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from liandong.domains import database
from liandong.domains.audit.actions import record
from liandong.domains.life import refusals
from liandong.domains.life.signals import life_changed
from liandong.domains.orgs.models import Unit


def tell(
    action: str, unit: Unit, *, subject: str, since: date, by: str, at: datetime, **more: Any
) -> None:
    """Audit counts and codes (`before`, `after`, `reason`), never a name or what was written;
    then send the signal."""
    record(action=f"life.{action}", by=by, at=at, subject=subject, unit=unit.code, **more)
    announce([unit.pk], since=since, at=at)


def announce(units: Iterable[int], *, since: date, at: datetime) -> None:
    """Send `life_changed`, for actions that tell of many units at once."""
    life_changed.send(Unit, units=sorted(set(units)), since=since, at=at)


@contextmanager
def one_at_a_time(unit: Unit):  # noqa: ANN201
    """A transaction in which nobody else acts on the same unit's organisation life."""
    with database.explained():
        database.lock(f"life:{unit.pk}")
        yield


def reasoned(reason: str) -> str:
    """The reason without blanks around it. Raises `LiandongError` when there is none."""
    said = reason.strip()
    if not said:
        raise refusals.reason_missing()
    if len(said) > 500:
        raise refusals.too_long("理由", "reason", 500)
    return said
