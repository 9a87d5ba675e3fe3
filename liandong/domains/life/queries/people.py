"""What one person sees of organisation life: their meetings, hours and seats."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Q, Value, When

from liandong.domains.life.enums import VOTERS_ONLY, MeetingKind, MeetingState
from liandong.domains.life.models import Absence, CommitteeSeat, CourseHours, Meeting
from liandong.domains.members.enums import Stage, Standing
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position

_MEMBERS = (Stage.FULL, Stage.PROBATIONARY)
_ABOVE = (MeetingKind.ASSEMBLY, MeetingKind.LESSON)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A meeting the person was, or is, expected at.

    `came` is `None` while it is not known: not held yet, or imported without names.
    """

    meeting: int
    unit_code: str
    unit_name: str
    kind: str
    state: str
    on: date
    begins: time | None
    venue: str
    topic: str
    votes: bool
    came: bool | None
    reason: str

    @property
    def label(self) -> str:
        return str(MeetingKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Course:
    """A course somebody took part in."""

    course: int
    unit_name: str
    title: str
    on: date
    hours: Decimal
    for_secretaries: bool


def meetings_of(person: Person, *, since: date, until: date) -> list[Invitation]:
    """Meetings of `[since, until)` the person was expected at by their memberships and seats of
    those days, the newest first; cancelled ones too, so that a calendar can take them out."""
    wanted = [*_by_membership(person, since, until), *_by_seat(person, since, until)]
    if not wanted:
        return []
    absent = dict(
        Absence.objects.filter(person=person, meeting__on__gte=since, meeting__on__lt=until)
        .values_list("meeting_id", "reason")
    )  # fmt: skip
    # Who is expected twice comes as what they were last: by a seat rather than as a member.
    stage = Case(
        *(When(where, then=Value(stage)) for where, stage in reversed(wanted)),
        output_field=CharField(),
    )
    expected = reduce(or_, (where for where, _stage in wanted))
    live = Meeting.objects.live().filter(expected, on__gte=since, on__lt=until)
    found = live.annotate(as_what=stage).select_related("unit").order_by("-on", "-pk")
    return [_invitation(one, one.as_what, absent.get(one.pk)) for one in found]


def hours_of(person: Person, *, year: int) -> list[Course]:
    """The courses of a year, the newest first."""
    given = CourseHours.objects.live().filter(
        person=person, course__voided_at=None, course__on__year=year
    )
    fields = ("course_id", "course__unit__name", "course__title", "course__on", "hours",
              "course__for_secretaries")  # fmt: skip
    return [Course(*row) for row in given.order_by("-course__on", "-pk").values_list(*fields)]


def seats_of(person: Person, *, on: date) -> list[CommitteeSeat]:
    """The bodies the person sits on that day."""
    held = CommitteeSeat.objects.on(on).filter(person=person, term__voided_at=None)
    return list(held.select_related("term__unit").order_by("pk"))


def _by_membership(person: Person, since: date, until: date) -> list[tuple[Q, str]]:
    rows = Membership.objects.live().filter(
        Q(end=None) | Q(end__gt=since), person=person, start__lt=until, stage__in=_MEMBERS,
        standing=Standing.NORMAL,
    )  # fmt: skip
    wanted, above = [], _above({row.unit_id for row in rows})
    for row in rows:
        days = Q(on__gte=row.start) & (Q(on__lt=row.end) if row.end else Q())
        units = Q(unit_id=row.unit_id) & ~Q(kind=MeetingKind.COMMITTEE)
        if row.group_id:
            units |= Q(unit_id=row.group_id)
        units |= Q(unit_id__in=above.get(row.unit_id, ()), kind__in=_ABOVE)
        wanted.append((days & units, row.stage))
    return wanted


def _by_seat(person: Person, since: date, until: date) -> list[tuple[Q, str]]:
    seats = CommitteeSeat.objects.live().filter(
        Q(end=None) | Q(end__gt=since), person=person, start__lt=until, term__voided_at=None
    )
    return [
        (
            Q(unit_id=unit, kind=MeetingKind.COMMITTEE, on__gte=start)
            & (Q(on__lt=end) if end else Q()),
            Stage.FULL,
        )
        for unit, start, end in seats.values_list("term__unit_id", "start", "end")
    ]


def _above(units: Collection[int]) -> dict[int, list[int]]:
    """The organisations above each: their ids are the segments of its path."""
    found = Position.objects.filter(unit_id__in=units, hierarchy=Hierarchy.PARTY)
    return {
        unit: [int(one[-tree.WIDTH :], 36) for one in tree.ancestors(path)[:-1]]
        for unit, path in found.values_list("unit_id", "path")
    }


def _invitation(meeting: Meeting, stage: str, reason: str | None) -> Invitation:
    known = meeting.state == MeetingState.HELD and meeting.by_name
    return Invitation(
        meeting=meeting.pk, unit_code=meeting.unit.code, unit_name=meeting.unit.name,
        kind=meeting.kind, state=meeting.state, on=meeting.on, begins=meeting.begins,
        venue=meeting.venue, topic=meeting.topic,
        votes=stage == Stage.FULL or meeting.kind not in VOTERS_ONLY,
        came=reason is None if known else None, reason=reason or "",
    )  # fmt: skip
