"""Minutes, in versions; files, for those who wish."""

from __future__ import annotations

from datetime import datetime

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.database import refusal
from liandong.domains.life import refusals
from liandong.domains.life.actions.telling import one_at_a_time, tell
from liandong.domains.life.enums import MeetingState
from liandong.domains.life.models import Meeting, Minutes

LONGEST = 50_000


def write_minutes(meeting: Meeting, *, text: str, seen: int, by: str, at: datetime) -> Minutes:
    """A new version over version `seen` (0: none yet); earlier ones stay.

    Raises `LiandongError` `life_minutes_one_version` when somebody saved since then: the text
    given is the caller's to keep on the screen.
    """
    if len(text) > LONGEST:
        raise refusals.too_long("会议记录", "minutes", LONGEST)
    if meeting.voided_at or meeting.state == MeetingState.CANCELLED:
        raise _no_meeting()
    with one_at_a_time(meeting.unit):
        if version_of(meeting) != seen:
            raise refusal("life_minutes_one_version")
        written = Minutes.objects.create(
            meeting=meeting, version=seen + 1, text=text.strip(), written_at=at, written_by=by
        )
        tell("write_minutes", meeting.unit, subject=f"meeting:{meeting.pk}", since=meeting.on,
             by=by, at=at, after={"version": written.version, "characters": len(written.text)},
        )  # fmt: skip
    return written


def version_of(meeting: Meeting) -> int:
    """The version of the minutes that holds; 0 when none were written."""
    versions = Minutes.objects.filter(meeting=meeting).order_by("-version")
    return versions.values_list("version", flat=True).first() or 0


def _no_meeting() -> LiandongError:
    return LiandongError(
        "no_meeting",
        Text(
            "这次会议已取消或作废，不能再写会议记录。",
            "This meeting was cancelled or voided; it takes no minutes.",
        ),
    )
