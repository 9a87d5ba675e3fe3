"""What everybody may read: moderated, not private, nobody named; average times with their n."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from liandong.core.kernel.errors import error
from liandong.domains.casework.enums import Moderation
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries.lists import (
    Slice,
    midnight,
    newest_first,
    units_below,
)
from liandong.domains.catalogue.models import Matter
from liandong.domains.norms.queries import applied
from liandong.domains.orgs.queries import Place, children, places_of, roots

Box = tuple[Decimal, Decimal, Decimal, Decimal]  # south, west, north, east


def _public() -> QuerySet[Case]:
    return Case.objects.filter(moderation=Moderation.PUBLIC, private=False, about=None)


def public_requests() -> QuerySet[Case]:
    """All of them, for other systems, which narrow by their own words."""
    return _public().select_related("matter", "place", "handler", "desk", "merged_into")


def public_cases(
    *, place: Place | None = None, matter: str = "", after: str | None = None, limit: int = 50,
    text: str = "", done: bool | None = None,
) -> Slice:  # fmt: skip
    """Newest first. `text` is looked for in what everybody may read, and nowhere else."""
    found = _said(_public(), text)
    if done is not None:
        found = found.filter(closed_at__isnull=not done)
    if place is not None:
        found = found.filter(place__in=units_below(place))
    if matter:
        found = found.filter(matter_code=matter)
    return newest_first(found, after, limit)


def _said(found: QuerySet[Case], text: str) -> QuerySet[Case]:
    """Where other words were published, the original must not be found out by searching for it."""
    words = text.replace("\x00", "").split()
    if len(words) == 1 and words[0].isdigit() and len(words[0]) >= 8:
        return found.filter(number__startswith=words[0])
    for word in words:
        found = found.filter(
            Q(public_text="", text__icontains=word) | Q(public_text__icontains=word)
        )
    return found


def public_matters() -> list[Matter]:
    """The matters of which something is public, by name."""
    seen = _public().filter(matter__isnull=False).order_by().values("matter_id").distinct()
    return list(Matter.objects.filter(pk__in=seen).order_by("code"))


@dataclass(frozen=True, slots=True)
class AreaCount:
    """So many public requests in an area, so many of them open."""

    area: Place
    n: int
    open: int


def public_by_area() -> list[AreaCount]:
    """By city and county, in the order of the tree, which is no ranking."""
    tops = roots()
    areas = [one for top in tops for one in children(top)]
    counted = _public().order_by().values("place_id").annotate(
        n=Count("pk"), open=Count("pk", Q(closed_at=None))
    )  # fmt: skip
    rows = {row["place_id"]: row for row in counted}
    paths = {one.id: one.path for one in places_of(rows)}
    found = []
    for area in areas:
        inside = [rows[pk] for pk, path in paths.items() if path.startswith(area.path)]
        total, still = (sum(row[key] for row in inside) for key in ("n", "open"))
        found.append(AreaCount(area, total, still))
    return found


def public_case(number: str) -> Case:
    """One of them. Raises `LiandongError` no_case."""
    found = _public().filter(number=number)
    case = found.select_related("process", "matter", "place", "handler").first()
    if case is None:
        raise error("no_case", f"没有公开的诉求 {number}。", f"No public request is {number}.")
    return case


def public_points(box: Box, *, limit: int = 500) -> list[Case]:
    """Those on a map, the newest first."""
    south, west, north, east = box
    found = _public().filter(latitude__range=(south, north), longitude__range=(west, east))
    return list(found.select_related("matter").order_by("-pk")[:limit])


@dataclass(frozen=True, slots=True)
class ClassTime:
    """How long requests of a class took from receipt to answer, on average; `n` of them. No time
    below the smallest n."""

    time_class: str
    n: int
    average: timedelta | None


def times(place: Place, start: date, end: date, *, known_at: datetime) -> list[ClassTime]:
    """By class, of what was received in `[start, end)` and answered by a moment."""
    least = applied("casework.ranking_min", place, on=start)
    enough = int(least.value) if least else 0
    took = ExpressionWrapper(F("replied_at") - F("received_at"), output_field=DurationField())
    found = (
        Case.objects.filter(
            place__in=units_below(place), replied_at__lte=known_at, merged_into=None,
            received_at__gte=midnight(start), received_at__lt=midnight(end),
        )
        .values("time_class").annotate(n=Count("pk"), average=Avg(took)).order_by("time_class")
    )  # fmt: skip
    return [
        ClassTime(one["time_class"], one["n"], one["average"] if one["n"] >= enough else None)
        for one in found
    ]
