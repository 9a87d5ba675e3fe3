"""What may be asked: codes, days, moments and pages, checked before anything is looked up."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from django.utils import timezone
from ninja import Path, Query
from pydantic import AfterValidator, BeforeValidator, Field

FIRST, LAST = date(1949, 10, 1), date(2199, 12, 31)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _iso_day(said: Any) -> Any:
    if isinstance(said, str) and not _DAY.fullmatch(said):
        raise ValueError("write the day as 2016-12-31")
    return said


def _of_our_time(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError(f"the day must lie between {FIRST} and {LAST}")
    return day


def _iso_moment(said: Any) -> Any:
    if isinstance(said, str) and not _DAY.match(said):
        raise ValueError("write the moment as 2026-01-31T12:00:00+08:00")
    return said


def _past(moment: datetime) -> datetime:
    aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    if not FIRST.year <= aware.year <= LAST.year or aware > timezone.now():
        raise ValueError("what is known later cannot be asked for yet")
    # One moment has one answer, however it was written.
    return aware.astimezone(UTC)


Day = Annotated[date, BeforeValidator(_iso_day), AfterValidator(_of_our_time)]
Moment = Annotated[datetime, BeforeValidator(_iso_moment), AfterValidator(_past)]

On = Annotated[Day | None, Query(description="As of which day; the newest ledger's by default.")]
KnownAt = Annotated[
    Moment | None,
    Query(description="As it was known at this moment (ISO 8601); now by default."),
]
UnitCode = Annotated[
    str,
    Path(description="A division code in any usual form (46, 4601, 460100000000) or a unit's own "
         "code.", pattern=r"^[0-9A-Za-z_.\-]{1,32}$"),
]  # fmt: skip
Code = Annotated[
    str,
    Path(description="A code such as guarantee.deputies.", pattern=r"^[a-z0-9_.]{1,80}$"),
]
Words = Annotated[
    str,
    Query(description="Part of a name (two characters are enough), pinyin, or a code.",
          min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]+$"),
]  # fmt: skip
PageNumber = Annotated[int, Query(ge=1, le=100_000, description="Page, from 1.")]
PageSize = Annotated[int, Query(ge=1, le=200, description="Items on a page, at most 200.")]
OfUnit = Annotated[
    Annotated[str, Field(pattern=r"^[0-9A-Za-z_.\-]{1,32}$")] | None,
    Query(description="The place; one's own, or the top, by default."),
]
