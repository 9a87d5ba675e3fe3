"""Many meetings, terms and hours at once: what was checked before, or a demo's year.

The same counts and rules as `actions`, from a roll that is read once; one audit event for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from liandong.core.standards.norms import resolve
from liandong.domains import database
from liandong.domains.audit.actions import record
from liandong.domains.life import refusals, rules
from liandong.domains.life.actions.said import Outline, Vote
from liandong.domains.life.actions.telling import announce
from liandong.domains.life.entitled import Expected
from liandong.domains.life.enums import DECIDING, VOTERS_ONLY, MeetingKind, MeetingState, SeatPost
from liandong.domains.life.models import (
    Absence,
    BodyTerm,
    CommitteeSeat,
    Course,
    CourseHours,
    Meeting,
    MeetingServes,
    Resolution,
)
from liandong.domains.life.rules import Shares
from liandong.domains.members.enums import MEMBERS, Stage, Standing
from liandong.domains.members.models import Membership
from liandong.domains.norms import books
from liandong.domains.norms.queries import jurisdictions
from liandong.domains.orgs.models import Unit

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """A meeting that took place; `recorded_at` is when somebody said so.

    With `counts` (entitled, present) it is one of which the people are not known by name.
    """

    unit: int
    kind: str
    on: date
    recorded_at: datetime
    absent: Mapping[int, str] = field(default_factory=dict)
    outline: Outline = field(default_factory=Outline)
    votes: Sequence[Vote] = ()
    counts: tuple[int, int] | None = None
    guests: int = 0


@dataclass(frozen=True, slots=True)
class PastTerm:
    """A body in office from `start` to `due`, with its seats ({person id: post})."""

    unit: int
    start: date
    due: date
    seats: Mapping[int, str]
    end: date | None = None


@dataclass(frozen=True, slots=True)
class PastCourse:
    """A course, with the hours of each person."""

    unit: int
    title: str
    on: date
    hours: Decimal
    people: Mapping[int, Decimal]
    for_secretaries: bool = False


class Roll:
    """Who belongs where on which day, for branches, groups and committees, read once."""

    def __init__(self) -> None:
        self._rows: dict[int, list[tuple]] = defaultdict(list)
        self._seats: dict[int, list[tuple]] = defaultdict(list)
        live = Membership.objects.live().filter(stage__in=MEMBERS, standing=Standing.NORMAL)
        names = ("unit_id", "group_id", "person_id", "stage", "start", "end")
        for unit, group, *row in live.order_by().values_list(*names).iterator(20_000):
            self._rows[unit].append(tuple(row))
            if group:
                self._rows[group].append(tuple(row))
        seats = CommitteeSeat.objects.live().filter(term__voided_at=None)
        names = ("term__unit_id", "person_id", "start", "end")
        for unit, *row in seats.order_by().values_list(*names).iterator(20_000):
            self._seats[unit].append(tuple(row))

    def expected(self, unit: int, kind: str, on: date) -> Expected:
        """As `entitled.expected` says it, for units that have members of their own."""
        if kind == MeetingKind.COMMITTEE:
            sit = (p for p, start, end in self._seats[unit] if start <= on and _lasts(end, on))
            return Expected(frozenset(sit), frozenset())
        stages = {
            person: stage for person, stage, start, end in self._rows[unit]
            if start <= on and _lasts(end, on)
        }  # fmt: skip
        full = frozenset(person for person, stage in stages.items() if stage == Stage.FULL)
        others = frozenset(stages) - full
        return (
            Expected(full, others) if kind in VOTERS_ONLY else Expected(full | others, frozenset())
        )


def _lasts(end: date | None, on: date) -> bool:
    return end is None or end > on


class Rules:
    """Quorum and majority of many units, each place looked up once."""

    def __init__(self, units: Iterable[int]) -> None:
        self._book = books.book()
        self._units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=set(units))}
        self._places: dict[int, list[str]] = {}

    def shares(self, unit: int, kind: str, on: date) -> Shares:
        """As `rules.shares` says it."""
        if kind not in DECIDING:
            return Shares(None, None)
        if unit not in self._places:
            self._places[unit] = jurisdictions(self._units[unit], on)
        found = [
            resolve(self._book, code, self._places[unit], on)
            for code in (rules.QUORUM, rules.MAJORITY)
        ]
        return Shares(*(one and one.value for one in found))


def plant_meetings(
    meetings: Sequence[PastMeeting], *, at_unit: Unit, by: str, at: datetime,
    roll: Roll | None = None,
) -> list[Meeting]:  # fmt: skip
    """All of them, or none. Kinds and days must have been checked; counts are made here.

    Raises `LiandongError`: too_many_present, nobody_came.
    """
    known, by_norm = roll or Roll(), Rules(one.unit for one in meetings)
    with database.explained():
        rows = [_meeting(one, known, by_norm, by) for one in meetings]
        made = Meeting.objects.bulk_create(rows, batch_size=_BATCH)
        pairs = list(zip(meetings, made, strict=True))
        _belongings(pairs, by_norm)
        if meetings:
            since = min(one.on for one in meetings)
            record(action="life.plant_meetings", by=by, at=at, subject=f"unit:{at_unit.code}",
                   unit=at_unit.code, after={"meetings": len(made), "since": since})  # fmt: skip
            announce((one.unit for one in meetings), since=since, at=at)
    return made


def _meeting(one: PastMeeting, roll: Roll, by_norm: Rules, by: str) -> Meeting:
    if one.counts:
        entitled, present, others = *one.counts, 0
    else:
        who = roll.expected(one.unit, one.kind, one.on)
        entitled, present = len(who.entitled), len(who.entitled - set(one.absent))
        others = len(who.others - set(one.absent))
    if present > entitled:
        raise refusals.too_many_present(present, entitled)
    if not present:
        raise refusals.nobody_came()
    said = one.outline
    return Meeting(
        unit_id=one.unit, kind=one.kind, state=MeetingState.HELD, on=one.on, begins=said.begins,
        venue=said.venue, topic=said.topic, invited=said.invited, agenda=list(said.agenda or ()),
        chair=said.chair, entitled=entitled, present=present, without_vote=others,
        guests=one.guests,
        quorate=by_norm.shares(one.unit, one.kind, one.on).quorate(present, entitled),
        by_name=one.counts is None, held_at=one.recorded_at, held_by=by,
        recorded_at=one.recorded_at, recorded_by=by,
    )  # fmt: skip


def _belongings(pairs: Sequence[tuple[PastMeeting, Meeting]], by_norm: Rules) -> None:
    MeetingServes.objects.bulk_create(
        [MeetingServes(meeting=row, kind=kind) for one, row in pairs for kind in one.outline.also],
        batch_size=_BATCH,
    )
    Absence.objects.bulk_create(
        [
            Absence(meeting=row, person_id=person, reason=why)
            for one, row in pairs for person, why in one.absent.items()
        ],
        batch_size=_BATCH,
    )  # fmt: skip
    Resolution.objects.bulk_create(
        [
            Resolution(
                meeting=row, title=vote.title, votes_for=vote.votes_for, against=vote.against,
                abstained=vote.abstained,
                carried=by_norm.shares(one.unit, one.kind, one.on).carried(
                    vote.votes_for, row.entitled or 0
                ),
            )
            for one, row in pairs for vote in one.votes
        ],
        batch_size=_BATCH,
    )  # fmt: skip


def plant_terms(terms: Sequence[PastTerm], *, at_unit: Unit, by: str, at: datetime) -> int:
    """Bodies with their seats, all or none; how many.

    Raises `LiandongError`: life_bodyterm_overlap, life_seat_one_secretary.
    """
    stamp = {"recorded_at": at, "recorded_by": by}
    with database.explained():
        made = BodyTerm.objects.bulk_create(
            [
                BodyTerm(unit_id=one.unit, start=one.start, due=one.due, end=one.end,
                         ended_at=at if one.end else None, **stamp)
                for one in terms
            ],
            batch_size=_BATCH,
        )  # fmt: skip
        CommitteeSeat.objects.bulk_create(
            [
                CommitteeSeat(
                    term=row, person_id=person, post=post, start=one.start, end=one.end,
                    ended_at=at if one.end else None,
                    secretary_of=row if post == SeatPost.SECRETARY else None, **stamp,
                )
                for one, row in zip(terms, made, strict=True)
                for person, post in one.seats.items()
            ],
            batch_size=_BATCH,
        )  # fmt: skip
        _said("plant_terms", at_unit, [(one.unit, one.start) for one in terms], by, at)
    return len(made)


def plant_courses(courses: Sequence[PastCourse], *, at_unit: Unit, by: str, at: datetime) -> int:
    """Courses with everybody's hours, all or none; how many rows of hours."""
    stamp = {"recorded_at": at, "recorded_by": by}
    with database.explained():
        made = Course.objects.bulk_create(
            [
                Course(unit_id=one.unit, title=one.title, on=one.on, hours=one.hours,
                       for_secretaries=one.for_secretaries, **stamp)
                for one in courses
            ],
            batch_size=_BATCH,
        )  # fmt: skip
        hours = CourseHours.objects.bulk_create(
            [
                CourseHours(course=row, person_id=person, hours=given, **stamp)
                for one, row in zip(courses, made, strict=True)
                for person, given in one.people.items()
            ],
            batch_size=_BATCH,
        )
        _said("plant_courses", at_unit, [(one.unit, one.on) for one in courses], by, at)
    return len(hours)


def _said(
    action: str, at_unit: Unit, what: Sequence[tuple[int, date]], by: str, at: datetime
) -> None:
    if what:
        since = min(day for _, day in what)
        record(action=f"life.{action}", by=by, at=at, subject=f"unit:{at_unit.code}",
               unit=at_unit.code, after={"count": len(what), "since": since})  # fmt: skip
        announce((unit for unit, _ in what), since=since, at=at)
