"""Record a meeting as held, in one call; correct or void what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from liandong.domains.life import refusals
from liandong.domains.life.actions import checks, minutes
from liandong.domains.life.actions.checks import Attendance
from liandong.domains.life.actions.planning import set_if_seen
from liandong.domains.life.actions.said import Outcome, Outline, Vote
from liandong.domains.life.actions.telling import one_at_a_time, reasoned, tell
from liandong.domains.life.enums import MeetingState
from liandong.domains.life.models import (
    Absence,
    Attachment,
    Meeting,
    MeetingServes,
    Minutes,
    Resolution,
)
from liandong.domains.members.models import Person
from liandong.domains.orgs.models import Unit


def hold(
    meeting: Meeting, *, seen: int, by: str, at: datetime, on: date | None = None,
    outcome: Outcome | None = None, chair: Person | None = None,
) -> Meeting:  # fmt: skip
    """A planned meeting took place, on its day or another.

    Raises `LiandongError`: held_in_future, unit_not_there, nobody_entitled, absent_not_expected,
    nobody_came, no_quorum, votes_exceed_entitled, votes_exceed_present, stale, not_planned, …
    """
    day, said, unit = on or meeting.on, outcome or Outcome(), meeting.unit
    checks.not_in_future(day, at)
    checks.holds(unit, meeting.kind, day)
    chair = chair or meeting.chair
    with one_at_a_time(unit):
        found = _found(unit, meeting.kind, day, chair, said)
        set_if_seen(meeting, seen, on=day, chair=chair, **_held(found, said, by, at))
        _belongings(meeting, said, found)
        _told("hold", meeting, by=by, at=at)
    return meeting


def record_held(
    *, unit: Unit, kind: str, on: date, by: str, at: datetime, outline: Outline | None = None,
    outcome: Outcome | None = None, again: bool = False,
) -> Meeting:  # fmt: skip
    """A meeting that was not planned here took place. `again` says that it is a second one of its
    kind on that day. Raises `LiandongError` like `hold`, and recorded_already, wrong_kind."""
    with one_at_a_time(unit):
        if not again and _same_day(unit, kind, on):
            raise refusals.recorded_already(unit, kind, on)
        stamp = {"recorded_at": at, "recorded_by": by}
        meeting = _record(unit, kind, on, outline or Outline(), outcome or Outcome(), stamp)
        _told("record_held", meeting, by=by, at=at)
    return meeting


def correct(
    meeting: Meeting, *, reason: str, by: str, at: datetime, kind: str | None = None,
    on: date | None = None, outline: Outline | None = None, outcome: Outcome | None = None,
) -> Meeting:  # fmt: skip
    """The record was wrong: void it and say it anew. What is not given stays as it was; minutes
    and files are taken over. The new record.

    Raises `LiandongError`: not_held, stale, reason_missing, and all that `record_held` raises.
    """
    why = reasoned(reason)
    if meeting.state != MeetingState.HELD:
        raise refusals.not_held()
    with one_at_a_time(meeting.unit):
        _void(meeting, why, by, at)
        again = _record(
            meeting.unit, kind or meeting.kind, on or meeting.on, outline or outline_of(meeting),
            outcome or outcome_of(meeting),
            {"recorded_at": at, "recorded_by": by, "replaces": meeting},
        )  # fmt: skip
        _take_over(meeting, again)
        _told("correct", again, by=by, at=at, before=_counts(meeting), reason=why,
              since=min(meeting.on, again.on))  # fmt: skip
    return again


def void(meeting: Meeting, *, reason: str, by: str, at: datetime) -> Meeting:
    """It never took place, or was recorded twice. Raises `LiandongError` `stale`."""
    why = reasoned(reason)
    with one_at_a_time(meeting.unit):
        _void(meeting, why, by, at)
        _told("void", meeting, by=by, at=at, before=_counts(meeting), reason=why)
    return meeting


def _record(
    unit: Unit, kind: str, on: date, outline: Outline, outcome: Outcome, stamp: Mapping[str, Any]
) -> Meeting:
    by, at = stamp["recorded_by"], stamp["recorded_at"]
    checks.not_in_future(on, at)
    checks.holds(unit, kind, on)
    first, further = checks.kinds(unit, kind, outline.also)
    found = _found(unit, first, on, outline.chair, outcome)
    meeting = Meeting.objects.create(
        unit=unit, kind=first, on=on, **stamp, **checks.outlined(first, outline),
        **_held(found, outcome, by, at),
    )  # fmt: skip
    MeetingServes.objects.bulk_create(MeetingServes(meeting=meeting, kind=k) for k in further)
    _belongings(meeting, outcome, found)
    return meeting


def _same_day(unit: Unit, kind: str, on: date) -> bool:
    mine = Meeting.objects.live().filter(unit=unit, kind=kind, on=on)
    return mine.exclude(state=MeetingState.CANCELLED).exists()


@dataclass(frozen=True, slots=True)
class _Found:
    """What the rules make of what was said."""

    came: Attendance
    decided: list[tuple[Vote, bool]]


def _found(unit: Unit, kind: str, on: date, chair: Person | None, said: Outcome) -> _Found:
    if chair and chair.pk in said.absent:
        raise refusals.chair_absent()
    if said.guests < 0:
        raise refusals.votes_negative()
    came = checks.attendance(unit, kind, on, said.absent)
    return _Found(came, checks.votes(kind, came, said.votes))


def _held(found: _Found, said: Outcome, by: str, at: datetime) -> dict[str, Any]:
    came = found.came
    return {
        "state": MeetingState.HELD, "entitled": came.entitled, "present": came.present,
        "without_vote": came.without_vote, "quorate": came.quorate, "guests": said.guests,
        "held_at": at, "held_by": by,
    }  # fmt: skip


def _belongings(meeting: Meeting, said: Outcome, found: _Found) -> None:
    Absence.objects.bulk_create(
        Absence(meeting=meeting, person_id=person, reason=why)
        for person, why in said.absent.items()
    )
    Resolution.objects.bulk_create(
        Resolution(
            meeting=meeting, title=vote.title.strip(), votes_for=vote.votes_for,
            against=vote.against, abstained=vote.abstained, carried=carried,
        )
        for vote, carried in found.decided
    )  # fmt: skip
    if said.minutes.strip():
        minutes.write_minutes(
            meeting, text=said.minutes, seen=minutes.version_of(meeting),
            by=meeting.held_by, at=meeting.held_at,
        )  # fmt: skip


def outline_of(meeting: Meeting) -> Outline:
    """What was said beforehand, to begin a correction from."""
    return Outline(
        begins=meeting.begins, venue=meeting.venue, topic=meeting.topic, invited=meeting.invited,
        agenda=meeting.agenda, also=tuple(meeting.serves.values_list("kind", flat=True)),
        chair=meeting.chair,
    )  # fmt: skip


def outcome_of(meeting: Meeting) -> Outcome:
    """What was said afterwards, without the minutes, to begin a correction from."""
    return Outcome(
        absent=dict(meeting.absences.values_list("person_id", "reason")),
        guests=meeting.guests,
        votes=tuple(
            Vote(one.title, one.votes_for, one.against, one.abstained)
            for one in meeting.resolutions.all()
        ),
    )


def _take_over(meeting: Meeting, again: Meeting) -> None:
    last = meeting.minutes_versions.first()
    if last is not None and not again.minutes_versions.exists():
        Minutes.objects.create(
            meeting=again, version=1, text=last.text, written_at=last.written_at,
            written_by=last.written_by,
        )  # fmt: skip
    for one in meeting.attachments.live():
        Attachment.objects.create(
            meeting=again, name=one.name, stored_as=one.stored_as, media_type=one.media_type,
            size=one.size, sha256=one.sha256, recorded_at=one.recorded_at,
            recorded_by=one.recorded_by,
        )  # fmt: skip


def _void(meeting: Meeting, why: str, by: str, at: datetime) -> None:
    live = Meeting.objects.filter(pk=meeting.pk, voided_at=None)
    if not live.update(voided_at=at, voided_by=by, void_reason=why):
        raise refusals.moved_on()
    meeting.refresh_from_db()


def _counts(meeting: Meeting) -> dict[str, Any]:
    names = ("kind", "on", "entitled", "present", "quorate")
    return {name: getattr(meeting, name) for name in names}


def _told(
    action: str, meeting: Meeting, *, by: str, at: datetime, since: date | None = None, **more: Any
) -> None:
    tell(action, meeting.unit, subject=f"meeting:{meeting.pk}", since=since or meeting.on, by=by,
         at=at, after=_counts(meeting), **more)  # fmt: skip
