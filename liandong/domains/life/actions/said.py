"""What people say of a meeting or a course: beforehand, and afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from liandong.domains.life.models import Course
from liandong.domains.members.models import Person


@dataclass(frozen=True, slots=True)
class Vote:
    """A matter that was put to the vote, in counts."""

    title: str
    votes_for: int
    against: int = 0
    abstained: int = 0

    @property
    def total(self) -> int:
        return self.votes_for + self.against + self.abstained


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known beforehand. Without an agenda the meeting gets the usual one of its kind;
    `also` are further kinds it serves; `invited` says whom besides the members, in words."""

    begins: time | None = None
    venue: str = ""
    topic: str = ""
    invited: str = ""
    agenda: Sequence[str] | None = None
    also: Sequence[str] = ()
    chair: Person | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: all were present but the `absent` ({person id: code of the reason})."""

    absent: Mapping[int, str] = field(default_factory=dict)
    guests: int = 0
    votes: Sequence[Vote] = ()
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class CourseSaid:
    """What is said of a course besides who came."""

    title: str
    on: date
    hours: Decimal
    for_secretaries: bool

    def same_as(self, course: Course) -> bool:
        """Whether it says what is on record."""
        return (self.title.strip(), self.on, self.hours, self.for_secretaries) == (
            course.title, course.on, course.hours, course.for_secretaries,
        )  # fmt: skip
