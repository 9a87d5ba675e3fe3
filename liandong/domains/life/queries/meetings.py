"""Meetings of organisations, newest first, in pages that are equally quick at any depth."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.life.enums import MeetingKind, MeetingState
from liandong.domains.life.models import Meeting, MeetingServes


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in a list; `also` are the further kinds it serves."""

    id: int
    unit_id: int
    unit_code: str
    unit_name: str
    kind: str
    also: tuple[str, ...]
    state: str
    on: date
    begins: time | None
    topic: str
    entitled: int | None
    present: int | None
    quorate: bool | None
    voided: bool

    @property
    def label(self) -> str:
        """What it is called, in the language of the request."""
        return str(MeetingKind(self.kind).label)

    @property
    def state_label(self) -> str:
        return str(MeetingState(self.state).label)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the text to ask for the next ones by; `None` when there are no more."""

    rows: tuple[Row, ...]
    next: str | None


_FIELDS = (
    "pk", "unit_id", "unit__code", "unit__name", "kind", "state", "on", "begins", "topic",
    "entitled", "present", "quorate", "voided_at",
)  # fmt: skip


def meeting(pk: int) -> Meeting:
    """One meeting with its unit and chair. Raises `LiandongError` `no_such_meeting`."""
    found = Meeting.objects.select_related("unit", "chair").filter(pk=pk).first()
    if found is None:
        raise LiandongError("no_such_meeting", Text("没有这次会议。", "There is no such meeting."))
    return found


def of_unit(
    units: int | Collection[int] | QuerySet[Any], *, after: str | None = None, limit: int = 50,
    kind: str | None = None, states: Collection[str] | None = None, since: date | None = None,
    until: date | None = None, voided: bool = False,
) -> Page:  # fmt: skip
    """Meetings of a unit, or of several (their keys, or a query for them), newest first; `after`
    is the `next` of the page before.
    `kind` finds those that serve it as well; `until` is the first day left out."""
    found = Meeting.objects.filter(unit_id__in=[units] if isinstance(units, int) else units)
    if not voided:
        found = found.live()
    if kind:
        serves = MeetingServes.objects.filter(meeting=OuterRef("pk"), kind=kind)
        found = found.filter(Q(kind=kind) | Exists(serves))
    if states is not None:
        found = found.filter(state__in=states)
    if since:
        found = found.filter(on__gte=since)
    if until:
        found = found.filter(on__lt=until)
    return _page(found, after, limit)


def waiting(units: Collection[int], *, on: date, limit: int = 20) -> tuple[Row, ...]:
    """Plans whose day has passed without anybody saying whether they took place, all of them; then
    the nearest of those to come."""
    plans = Meeting.objects.live().filter(unit_id__in=list(units), state=MeetingState.PLANNED)
    coming = plans.filter(on__gte=on).order_by("on", "begins", "pk").values("pk")[:limit]
    found = plans.filter(Q(on__lt=on) | Q(pk__in=coming))
    return _rows(found.order_by("on", "begins", "pk"))


def _page(found: QuerySet[Meeting], after: str | None, limit: int) -> Page:
    if after:
        day, pk = begin(after)
        found = found.filter(Q(on__lt=day) | Q(on=day, pk__lt=pk))
    rows = _rows(found.order_by("-on", "-pk")[: limit + 1])
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return Page(rows[:limit], last and f"{last.on:%Y%m%d}-{last.id}")


def begin(text: str) -> tuple[date, int]:
    """Where a page after the first begins. Raises `LiandongError` `bad_cursor`."""
    try:
        day, pk = text.split("-")
        return date(int(day[:4]), int(day[4:6]), int(day[6:])), int(pk)
    except ValueError as error:
        raise LiandongError(
            "bad_cursor", Text("页码不对，请从第一页看起。", "Begin with the first page again.")
        ) from error


def _rows(found: QuerySet[Meeting]) -> tuple[Row, ...]:
    rows = list(found.values_list(*_FIELDS))
    also: dict[int, list[str]] = {}
    served = MeetingServes.objects.filter(meeting_id__in=[row[0] for row in rows])
    for pk, kind in served.values_list("meeting_id", "kind"):
        also.setdefault(pk, []).append(kind)
    return tuple(
        Row(*row[:5], tuple(also.get(row[0], ())), *row[5:12], row[12] is not None) for row in rows
    )
