"""Put many persons on record at once: a roster that was checked before, or a demo's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from liandong.domains import database
from liandong.domains.audit.actions import record
from liandong.domains.members.enums import Entry, Stage, Standing
from liandong.domains.members.models import Membership, Person
from liandong.domains.members.signals import members_changed
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.spelling import pinyin_of
from liandong.domains.sealing import blind_index

_BATCH = 500
_PIECE = 2_000


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody belongs from a day on, how far they are; `end` where it is over."""

    unit: int
    stage: str
    start: date
    end: date | None = None
    group: int | None = None
    entry: str = Entry.REGISTERED
    standing: str = Standing.NORMAL
    exit: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to put on record, with the rows of their membership in order."""

    name: str
    steps: tuple[Step, ...]
    sex: str = ""
    birth_date: date | None = None
    identity: str = ""
    phone: str = ""
    ethnicity: str = ""
    education: str = ""
    joined_on: date | None = None
    full_on: date | None = None


def plant(
    people: Sequence[NewPerson], *, at_unit: Unit, by: str, at: datetime, invented: bool = False
) -> list[Person]:
    """Everybody, all or nothing; one audit event with the count. Numbers must have been checked.

    Raises `LiandongError`: members_person_one_identity, members_membership_overlap.
    """
    with database.explained():
        made = _put(people, invented, {"recorded_at": at, "recorded_by": by})
        record(action="members.plant", by=by, at=at, subject=f"unit:{at_unit.code}",
               unit=at_unit.code, after={"persons": len(made)})  # fmt: skip
    return made


def pour(
    people: Iterable[NewPerson], *, at_unit: Unit, by: str, at: datetime,
    about: Mapping[str, Any] | None = None,
) -> int:  # fmt: skip
    """As `plant`, for any number of people at a time: in pieces, in one transaction; who counts
    is told. The number of people."""
    count, units, since = 0, set(), date.max
    source = iter(people)
    with database.explained():
        while piece := list(islice(source, _PIECE)):
            _put(piece, False, {"recorded_at": at, "recorded_by": by})
            count += len(piece)
            for step in (step for new in piece for step in new.steps):
                units |= {step.unit} | ({step.group} if step.group else set())
                since = min(since, step.start)
        if count:
            record(action="members.import", by=by, at=at, subject=f"unit:{at_unit.code}",
                   unit=at_unit.code, after={"persons": count, **(about or {})})  # fmt: skip
            members_changed.send(Person, units=sorted(units), since=since, at=at)
    return count


def _put(people: Sequence[NewPerson], invented: bool, stamp: dict[str, Any]) -> list[Person]:
    made = Person.objects.bulk_create(
        (_person(one, invented, stamp) for one in people), batch_size=_BATCH
    )
    Membership.objects.bulk_create(
        (
            _row(person, step, stamp)
            for person, new in zip(made, people, strict=True)
            for step in new.steps
        ),
        batch_size=_BATCH,
    )
    return made


def _person(new: NewPerson, invented: bool, stamp: dict[str, Any]) -> Person:
    return Person(
        name=new.name, pinyin=pinyin_of(new.name), sex=new.sex, birth_date=new.birth_date,
        joined_on=new.joined_on or _stepped(new, Stage.PROBATIONARY),
        full_on=new.full_on or _stepped(new, Stage.FULL),
        ethnicity=new.ethnicity, education=new.education, identity=new.identity,
        identity_index=blind_index(new.identity, "identity") if new.identity else None,
        phone=new.phone, phone_index=blind_index(new.phone, "phone") if new.phone else "",
        invented=invented, **stamp,
    )  # fmt: skip


def _stepped(new: NewPerson, stage: Stage) -> date | None:
    """The day of a step that is on record; a first registration says nothing of it."""
    taken = (s.start for s in new.steps if s.stage == stage and s.entry == Entry.STAGE)
    return next(taken, None)


def _row(person: Person, step: Step, stamp: dict[str, Any]) -> Membership:
    ended = {"end": step.end, "ended_at": stamp["recorded_at"], "exit": step.exit}
    return Membership(
        person=person, unit_id=step.unit, group_id=step.group, stage=Stage(step.stage),
        standing=step.standing, entry=step.entry, start=step.start,
        **(ended if step.end else {}), **stamp,
    )  # fmt: skip
