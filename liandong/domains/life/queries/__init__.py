"""What we need to see of organisation life."""

from liandong.domains.life.queries.bodies import Body, body_of, due_terms
from liandong.domains.life.queries.meetings import Page, Row, meeting, of_unit, planned
from liandong.domains.life.queries.people import (
    Course,
    Invitation,
    hours_of,
    meetings_of,
    seats_of,
)

__all__ = [
    "Body",
    "Course",
    "Invitation",
    "Page",
    "Row",
    "body_of",
    "due_terms",
    "hours_of",
    "meeting",
    "meetings_of",
    "of_unit",
    "planned",
    "seats_of",
]
