"""Plan a meeting, change the plan, call it off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F

from liandong.domains.life import refusals
from liandong.domains.life.actions import checks
from liandong.domains.life.actions.said import Outline
from liandong.domains.life.actions.telling import one_at_a_time, reasoned, tell
from liandong.domains.life.enums import MeetingState
from liandong.domains.life.models import Meeting, MeetingServes
from liandong.domains.orgs.models import Unit


def plan(
    *, unit: Unit, kind: str, on: date, by: str, at: datetime, outline: Outline | None = None
) -> Meeting:
    """A meeting to come. Raises `LiandongError`: wrong_kind, other_people, unit_not_there,
    planned_in_past, too_long."""
    said = outline or Outline()
    checks.not_in_past(on, at)
    checks.holds(unit, kind, on)
    first, further = checks.kinds(unit, kind, said.also)
    columns = checks.outlined(first, said)
    with one_at_a_time(unit):
        meeting = Meeting.objects.create(
            unit=unit, kind=first, state=MeetingState.PLANNED, on=on, recorded_at=at,
            recorded_by=by, **columns,
        )  # fmt: skip
        _serve(meeting, further)
        tell("plan", unit, subject=f"meeting:{meeting.pk}", since=on, by=by, at=at,
             after={"kind": first, "also": further, "on": on})  # fmt: skip
    return meeting


def change_plan(
    meeting: Meeting, *, seen: int, by: str, at: datetime, also: Iterable[str] | None = None,
    **changes: Any,
) -> Meeting:  # fmt: skip
    """Other day, time, place, topic, agenda, chair, invitation or further kinds.

    `seen` is the version that was on the screen. Raises `LiandongError` `stale` when somebody was
    faster, `not_planned` once it was held or cancelled.
    """
    changes = _checked(meeting, changes, at)
    with one_at_a_time(meeting.unit):
        before = {"on": meeting.on, "version": seen}
        set_if_seen(meeting, seen, **changes)
        if also is not None:
            meeting.serves.all().delete()
            _serve(meeting, checks.kinds(meeting.unit, meeting.kind, also)[1])
        tell("change_plan", meeting.unit, subject=f"meeting:{meeting.pk}",
             since=min(before["on"], meeting.on), by=by, at=at, before=before,
             after={"on": meeting.on, "changed": sorted(changes)})  # fmt: skip
    return meeting


def _checked(meeting: Meeting, changes: dict[str, Any], at: datetime) -> dict[str, Any]:
    allowed = {"on", "begins", "agenda", "chair", *checks.TEXTS}
    if unknown := set(changes) - allowed:
        raise TypeError(f"not part of a plan: {sorted(unknown)}")
    if "on" in changes:
        checks.not_in_past(changes["on"], at)
        checks.holds(meeting.unit, meeting.kind, changes["on"])
    if "agenda" in changes:
        changes["agenda"] = checks.agenda(changes["agenda"])
    return changes | checks.words({k: v for k, v in changes.items() if k in checks.TEXTS})


def cancel(meeting: Meeting, *, seen: int, reason: str, by: str, at: datetime) -> Meeting:
    """It will not take place. Raises `LiandongError`: stale, not_planned, reason_missing."""
    said = reasoned(reason)
    with one_at_a_time(meeting.unit):
        set_if_seen(
            meeting, seen, state=MeetingState.CANCELLED, cancelled_at=at, cancelled_by=by,
            cancel_reason=said,
        )  # fmt: skip
        tell("cancel", meeting.unit, subject=f"meeting:{meeting.pk}", since=meeting.on, by=by,
             at=at, after={"kind": meeting.kind, "on": meeting.on})  # fmt: skip
    return meeting


def set_if_seen(meeting: Meeting, seen: int, **values: Any) -> None:
    """Compare and set a plan: of two who act on the same version, one goes on."""
    planned = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.PLANNED, voided_at=None)
    if not planned.filter(version=seen).update(version=F("version") + 1, **values):
        raise refusals.moved_on() if planned.exists() else refusals.not_planned()
    meeting.refresh_from_db()


def _serve(meeting: Meeting, further: Iterable[str]) -> None:
    MeetingServes.objects.bulk_create(MeetingServes(meeting=meeting, kind=k) for k in further)
