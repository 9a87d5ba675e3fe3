"""What we need to see of organisation life."""

from liandong.domains.life.queries.bodies import Body, body_of, due_terms
from liandong.domains.life.queries.elections import counts, election, elections, open_one
from liandong.domains.life.queries.meetings import Page, Row, meeting, of_unit
from liandong.domains.life.queries.people import (
    Course,
    Invitation,
    hours_of,
    meetings_of,
    seats_of,
)
from liandong.domains.life.queries.training import (
    could_take_part,
    course,
    courses,
    everybody_learning,
    learning,
    taken,
    took_part,
)

__all__ = [
    "Body",
    "Course",
    "Invitation",
    "Page",
    "Row",
    "body_of",
    "could_take_part",
    "counts",
    "course",
    "courses",
    "due_terms",
    "election",
    "elections",
    "everybody_learning",
    "hours_of",
    "learning",
    "meeting",
    "meetings_of",
    "of_unit",
    "open_one",
    "seats_of",
    "taken",
    "took_part",
]
