"""What a program asks for, checked before anything is looked up. Raises `Wrong`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.utils import timezone

from liandong.domains.orgs.queries import full_code, roots

WINDOW, MOST, LAST_PAGE = timedelta(days=90), 1_000, 1_000
_FIRST, _LAST = datetime(1949, 10, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)


class Wrong(Exception):
    """A refusal, with its status."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status, self.said = status, said


@dataclass(frozen=True, slots=True)
class Asked:
    """Which requests."""

    ids: tuple[str, ...]
    codes: tuple[str, ...]
    statuses: frozenset[str]
    start: datetime
    end: datetime
    updated_after: datetime | None
    updated_before: datetime | None
    page: int
    size: int
    extensions: bool


def _words(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    """A comma list; what is empty was not asked."""
    return tuple(one.strip() for one in given.get(name, "").split(",") if one.strip())[:MOST]


def _moment(given: Mapping[str, str], name: str) -> datetime | None:
    said = given.get(name, "").strip()
    if not said:
        return None
    try:
        # A plus that was not written as %2B has come as a blank.
        found = datetime.fromisoformat(said.replace(" ", "+") if "T" in said else said)
        aware = found if timezone.is_aware(found) else timezone.make_aware(found)
        good = _FIRST <= aware <= _LAST
    except (ValueError, OverflowError):
        good = False
    if not good:
        raise Wrong(400, f"{name}: write the moment as 2026-01-31T00:00:00+08:00")
    return aware


def _number(given: Mapping[str, str], name: str, usual: int) -> int:
    said = given.get(name, "").strip()
    if not said:
        return usual
    if not (said.isascii() and said.isdigit() and len(said) < 7 and int(said)):
        raise Wrong(400, f"{name}: a whole number from 1")
    return int(said)


def _window(given: Mapping[str, str], now: datetime) -> tuple[datetime, datetime]:
    """Both ends; one alone means the 90 days on its other side."""
    start, end = _moment(given, "start_date"), _moment(given, "end_date")
    if start is None:
        end = end or now
        return end - WINDOW, end
    end = end or min(start + WINDOW, max(now, start))
    if end < start:
        raise Wrong(400, "end_date lies before start_date")
    if end - start > WINDOW:
        raise Wrong(400, "start_date and end_date may span 90 days at most")
    return start, end


def of(given: Mapping[str, str], now: datetime) -> Asked:
    """What a list is asked for."""
    statuses = frozenset(_words(given, "status"))
    if statuses - {"open", "closed"}:
        raise Wrong(400, "status: open, closed or both")
    page = _number(given, "page", 1)
    if page > LAST_PAGE:
        raise Wrong(400, f"page: at most {LAST_PAGE}; narrow by start_date and end_date")
    ids = _words(given, "service_request_id")
    start, end = (now - WINDOW, now) if ids else _window(given, now)
    return Asked(
        ids=ids, codes=_words(given, "service_code"), statuses=statuses, start=start, end=end,
        updated_after=_moment(given, "updated_after"),
        updated_before=_moment(given, "updated_before"), page=page,
        size=min(_number(given, "page_size", MOST), MOST),
        extensions=given.get("extensions", "") == "true",
    )  # fmt: skip


def jurisdiction(given: Mapping[str, str]) -> None:
    """There is one, called by the code of its area; whoever names another is told."""
    said = given.get("jurisdiction_id", "").strip()
    if said and full_code(said) != roots()[0].code:
        raise Wrong(404, f"jurisdiction_id {said[:40]!r} was not found")


def point(given: Mapping[str, str]) -> tuple[Decimal | None, Decimal | None]:
    """Latitude and longitude, in the six places that are kept."""
    said = [given.get(name, "").strip() for name in ("lat", "long")]
    if not any(said):
        return None, None
    try:
        lat, long = (Decimal(one) for one in said)
        if not (abs(lat) <= 90 and abs(long) <= 180):
            raise InvalidOperation
    except InvalidOperation:
        raise Wrong(400, "lat and long: both, in degrees (WGS84)") from None
    step = Decimal("0.000001")
    return lat.quantize(step), long.quantize(step)
