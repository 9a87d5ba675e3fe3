"""Where requests come thick, in counts alone: hot spots, early signs, what is late by level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from liandong.core.indicators.suppression import THRESHOLD, told_by_sums, withheld
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework.enums import WITH_HANDLER
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries.access import not_about, units_in
from liandong.domains.casework.queries.lists import Slice, by_time_left, midnight, units_below
from liandong.domains.norms.queries import values_at
from liandong.domains.orgs import tree
from liandong.domains.orgs.queries import Place

SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Spot:
    """So many requests on one matter in one place."""

    place: int
    place_name: str
    matter: str
    matter_name: str
    matter_english: str
    n: int


def hot_spots(of: Place, start: date, end: date, *, limit: int = 20) -> list[Spot]:
    """The places and matters with most requests received in `[start, end)`, all that joined and
    were merged counted. Fewer than `THRESHOLD` could name somebody and are no hot spot."""
    found = (
        Case.objects.filter(
            place__in=units_below(of), matter__isnull=False, about=None,
            received_at__gte=midnight(start), received_at__lt=midnight(end),
        )
        .values("place_id", "place__name", "matter_code", "matter__name", "matter__english")
        .annotate(n=Count("pk")).filter(n__gte=THRESHOLD).order_by("-n", "place_id", "matter_code")
    )  # fmt: skip
    return [Spot(*(row[key] for key in row)) for row in found[:limit]]


def signs(of: Place, on: date, *, above: Sequence[Place] = ()) -> list[Spot]:
    """Early signs of a conflict: at least so many within so many days, by norm; no requester.
    `above`: the line down to the place, of whoever has it at hand."""
    codes = ("casework.conflict_sign", "casework.conflict_sign_days")
    least, days = values_at(codes, of, on=on, above=above).values()
    if least is None or days is None:
        return []
    start = on - timedelta(days=int(days) - 1)
    found = hot_spots(of, start, on + timedelta(days=1), limit=200)
    return [one for one in found if one.n >= least]


@dataclass(frozen=True, slots=True)
class Course:
    """A hot spot month by month; None is a number withheld, in a month or as the sum."""

    spot: Spot
    by_month: dict[date, int | None]
    total: int | None


def months(start: date, end: date) -> list[date]:
    """The first days of the months that `[start, end)` touches."""
    found, day = [], start.replace(day=1)
    while day < end:
        found.append(day)
        day = (day + timedelta(days=31)).replace(day=1)
    return found


def spots_by_month(of: Place, start: date, end: date, *, limit: int = 20) -> list[Course]:
    """The hot spots of a period and how they went; small counts are withheld, and with each as
    many as it takes that no sum gives it away."""
    spots = {(one.place, one.matter): one for one in hot_spots(of, start, end, limit=limit)}
    told = (
        Case.objects.filter(
            place__in={place for place, _m in spots}, matter__isnull=False, about=None,
            matter_code__in={matter for _p, matter in spots},
            received_at__gte=midnight(start), received_at__lt=midnight(end),
        )
        .annotate(month=TruncMonth("received_at"))
        .values_list("place_id", "matter_code", "month").annotate(n=Count("pk"))
    )  # fmt: skip
    cells = {((p, m), month.date()): n for p, m, month, n in told if (p, m) in spots}
    hidden = withheld(cells)
    open_sums = {key for side, key in told_by_sums(cells, hidden) if side == 0}
    shown = months(start, end)
    return [
        Course(
            spot,
            {one: None if (key, one) in hidden else cells.get((key, one), 0) for one in shown},
            None if key in open_sums else spot.n,
        )
        for key, spot in spots.items()
    ]


def open_in(
    rights: Rights, of: Place, *, at: datetime, which: str = "", after: str | None = None,
    limit: int = 50, soon: timedelta = SOON,
) -> Slice:  # fmt: skip
    """The records behind `late_below`: the open ones, the `late`, or those due `soon`."""
    area = units_in(rights.scope(Permission.SUPERVISE_REQUESTS))
    found = Case.objects.filter(not_about(rights), place__in=area, closed_at=None)
    found = found.filter(place__in=units_below(of))
    if which == "late":
        found = found.filter(due_at__lte=at)
    elif which == "soon":
        found = found.filter(due_at__gt=at, due_at__lte=at + soon)
    return by_time_left(found, after, limit)


@dataclass(frozen=True, slots=True)
class Late:
    """Open cases of a supervisor's area."""

    open: int
    late: int
    soon: int


def late_counts(rights: Rights, *, at: datetime, soon: timedelta = SOON) -> Late:
    """How many are open, late, due soon."""
    area = units_in(rights.scope(Permission.SUPERVISE_REQUESTS))
    found = Case.objects.filter(not_about(rights), place__in=area, closed_at=None)
    return Late(**found.aggregate(**_counted(at, soon)))


def handler_counts(rights: Rights, *, at: datetime, soon: timedelta = SOON) -> Late:
    """How many requests wait at the person's units, are late, due soon."""
    mine = units_in(rights.scope(Permission.HANDLE_REQUESTS))
    found = Case.objects.filter(
        not_about(rights), handler__in=mine, closed_at=None, state__in=WITH_HANDLER
    )
    return Late(**found.aggregate(**_counted(at, soon)))


def _counted(at: datetime, soon: timedelta) -> dict[str, Count]:
    return {
        "open": Count("pk"), "late": Count("pk", Q(due_at__lte=at)),
        "soon": Count("pk", Q(due_at__gt=at, due_at__lte=at + soon)),
    }  # fmt: skip


def late_below(
    rights: Rights, of: Place, below: Sequence[Place], *, at: datetime,
    soon: timedelta = SOON,
) -> tuple[Late, dict[int, Late]]:  # fmt: skip
    """How many are open, late, due soon in an area the person supervises, and of each of the
    units below it; what lies at the area itself is in the first alone."""
    area = units_in(rights.scope(Permission.SUPERVISE_REQUESTS))
    found = Case.objects.filter(
        not_about(rights), place__in=area, closed_at=None
    ).filter(place__in=units_below(of))  # fmt: skip
    rows = found.order_by().values("place_id").annotate(**_counted(at, soon))
    paths = dict(units_below(of).values_list("unit_id", "path")) if below else {}
    sums = {one.id: [0, 0, 0] for one in (of, *below)}
    tops = {one.path: one.id for one in below}
    for row in rows:
        line = tree.ancestors(paths.get(row["place_id"], ""))
        for unit in {of.id, *(tops[one] for one in line if one in tops)}:
            for n, key in enumerate(("open", "late", "soon")):
                sums[unit][n] += row[key]
    return Late(*sums.pop(of.id)), {unit: Late(*said) for unit, said in sums.items()}
