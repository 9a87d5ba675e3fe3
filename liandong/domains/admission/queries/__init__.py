"""What is to be seen of the admission of affairs to communities, by whom."""

from liandong.domains.admission.actions.applying import concerned, earliest, latest
from liandong.domains.admission.lists import forbidden, suspected
from liandong.domains.admission.loads import Load
from liandong.domains.admission.queries.access import (
    item_for,
    may,
    may_refuse_for,
    public,
    readable,
    refusal_for,
    refusals_readable,
    speaks_for,
    steps_for,
    steps_for_refusal,
)
from liandong.domains.admission.queries.load import Point, Row, load, loads_below, picture, trend
from liandong.domains.admission.queries.register import Entry, Register, expiring, register
from liandong.domains.admission.queries.waiting import (
    Waiting,
    answers,
    for_grassroots,
    for_liaison,
    for_office,
    listed,
    refusals_listed,
)
from liandong.domains.slices import Slice

__all__ = [
    "Entry", "Load", "Point", "Register", "Row", "Slice", "Waiting", "answers", "concerned",
    "earliest", "expiring", "for_grassroots", "for_liaison", "for_office", "forbidden", "item_for",
    "latest", "listed", "load", "loads_below", "may", "may_refuse_for", "picture", "public",
    "readable", "refusal_for", "refusals_listed", "refusals_readable", "register", "speaks_for",
    "steps_for", "steps_for_refusal", "suspected", "trend",
]  # fmt: skip
