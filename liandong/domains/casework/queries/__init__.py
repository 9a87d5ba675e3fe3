"""What is to be seen of residents' requests, by whom."""

from liandong.domains.casework.queries.access import (
    acting_for,
    case_for,
    may,
    readable,
    steps_for,
)
from liandong.domains.casework.queries.counts import (
    SOON,
    Course,
    Late,
    Spot,
    handler_counts,
    hot_spots,
    late_below,
    late_counts,
    open_in,
    signs,
    spots_by_month,
)
from liandong.domains.casework.queries.happened import Happening, happened
from liandong.domains.casework.queries.links import Link, by_secret, caller
from liandong.domains.casework.queries.lists import (
    Escalated,
    calls_open,
    desk_counts,
    desk_inbox,
    escalations,
    inbox,
    listed,
    reviews_open,
    to_moderate,
    whistles_asked,
    whistles_of,
)
from liandong.domains.casework.queries.near import Alike, similar
from liandong.domains.casework.queries.public import (
    public_case,
    public_cases,
    public_points,
    times,
)
from liandong.domains.casework.queries.rates import Rate, Rates, Three, rates, rates_and_below
from liandong.domains.casework.queries.whistling import (
    Timeliness,
    call_for,
    departments_at,
    named_for,
    running,
    streets_of,
    timeliness,
    watched_by,
    whistle_for,
)
from liandong.domains.slices import Slice, oldest_first

__all__ = [
    "SOON", "Alike", "Course", "Escalated", "Happening", "Late", "Link", "Rate", "Rates", "Slice",
    "Spot", "Three", "Timeliness", "acting_for", "by_secret", "call_for", "caller", "calls_open",
    "case_for", "departments_at", "desk_counts", "desk_inbox", "escalations", "handler_counts",
    "happened", "hot_spots", "inbox", "late_below", "late_counts", "listed", "may", "named_for",
    "oldest_first", "open_in", "public_case", "public_cases", "public_points", "rates",
    "rates_and_below", "readable", "reviews_open", "running", "signs", "similar", "spots_by_month",
    "steps_for", "streets_of", "timeliness", "times", "to_moderate", "watched_by", "whistle_for",
    "whistles_asked", "whistles_of",
]  # fmt: skip
