"""What is to be seen of residents' requests, by whom."""

from liandong.domains.casework.queries.access import case_for, may, readable, steps_for
from liandong.domains.casework.queries.counts import hot_spots, late_counts, signs
from liandong.domains.casework.queries.links import Link, by_secret, caller
from liandong.domains.casework.queries.lists import (
    Slice,
    calls_open,
    desk_inbox,
    inbox,
    listed,
    reviews_open,
    whistles_of,
)
from liandong.domains.casework.queries.near import Alike, similar
from liandong.domains.casework.queries.public import (
    public_case,
    public_cases,
    public_points,
    times,
)
from liandong.domains.casework.queries.rates import Rate, Rates, Three, rates
from liandong.domains.casework.queries.whistling import (
    Timeliness,
    departments_at,
    named_for,
    running,
    streets_of,
    timeliness,
    watched_by,
    whistle_for,
)

__all__ = [
    "Alike", "Link", "Rate", "Rates", "Slice", "Three", "Timeliness", "by_secret", "caller",
    "calls_open", "case_for", "departments_at", "desk_inbox", "hot_spots", "inbox", "late_counts",
    "listed", "may", "named_for", "public_case", "public_cases", "public_points", "rates",
    "readable", "reviews_open", "running", "signs", "similar", "steps_for", "streets_of",
    "timeliness", "times", "watched_by", "whistle_for", "whistles_of",
]  # fmt: skip
