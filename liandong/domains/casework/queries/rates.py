"""The three rates, each with its numerator, its denominator and what was left out and why.

All is read off clocks, call-backs and steps with their moments: asked again with the same
`known_at`, the answer is the same, whatever happened since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from liandong.domains.casework.enums import Resolved, Satisfied
from liandong.domains.casework.models import CallBack, Case, Contact
from liandong.domains.casework.queries.lists import midnight, units_below
from liandong.domains.norms.queries import values_at
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow.models import Clock, Step

# Why something is not in a denominator.
MERGED, WITHDRAWN, EXCLUDED = "merged", "withdrawn", "excluded"
NOT_DISPATCHED, NOT_DUE, NO_WAY = "not_dispatched", "not_due_yet", "no_way_to_reach"
UNREACHED, APPEALED, NO_ANSWER = "unreached", "appeal_upheld", "not_answered"
NO_OPINION, NOT_CALLED = "no_opinion", "not_called_back_yet"
_FINAL = {"merged": MERGED, "withdrawn": WITHDRAWN, "set_aside": EXCLUDED}


@dataclass(slots=True)
class Rate:
    """So many of so many; `enough` of them to be compared with others."""

    numerator: int = 0
    denominator: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    least: int = 0

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None

    @property
    def enough(self) -> bool:
        return self.denominator >= self.least

    def count(self, good: bool | None, why: str) -> None:
        """One more: good, not good, or left out for a reason."""
        if good is None:
            self.excluded[why] += 1
        else:
            self.denominator += 1
            self.numerator += good


@dataclass(slots=True)
class Three:
    """Response, resolution, satisfaction."""

    response: Rate
    resolution: Rate
    satisfaction: Rate


@dataclass(frozen=True, slots=True)
class Rates:
    """Of one unit, for what was received in `[start, end)`, as known at a moment."""

    of: Place
    start: date
    end: date
    known_at: datetime
    received: int
    total: Three
    by_class: dict[str, Three]


@dataclass(frozen=True, slots=True)
class _Filters:
    merged: bool
    withdrawn: bool
    unreached: bool
    least: int


def rates(of: Place, *, start: date, end: date, known_at: datetime | None = None) -> Rates:
    """Of an area: what happened there; of a department: what was its to handle."""
    return rates_and_below(of, (), start=start, end=end, known_at=known_at)[0]


def rates_and_below(
    of: Place, below: Sequence[Place], *, start: date, end: date, known_at: datetime | None = None
) -> tuple[Rates, dict[int, Three]]:
    """The rates of a unit, and of units below it by the same filters, each read off the same
    records; by unit."""
    known = known_at or timezone.now()
    filters = _filters(of, start)
    total, classes, n = _three(filters), {}, 0
    units = {one.id: _three(filters) for one in below}
    under = _under(of, below)
    cases = _cases(of, start, end, known)

    def into(row: dict) -> list[Three]:
        one = classes.setdefault(row["klass"], _three(filters))
        unit = units.get(under.get(row["unit"], 0))
        return [total, one] if unit is None else [total, one, unit]

    for row in cases.iterator(10_000):
        n += 1
        for three in into(row):
            three.response.count(*_response(row, filters, known))
    for row in _call_backs(cases, known, _whose(of)).iterator(10_000):
        for three in into(row):
            three.resolution.count(*_resolved(row, filters))
            three.satisfaction.count(*_satisfied(row, filters))
    return Rates(of, start, end, known, n, total, dict(sorted(classes.items()))), units


def _under(of: Place, below: Sequence[Place]) -> dict[int, int]:
    """Of every unit of the subtree, which of `below` it belongs to."""
    if not below:
        return {}
    tops = {one.path: one.id for one in below}
    found = units_below(of).values_list("unit_id", "path")
    lines = ((unit, (tops.get(one) for one in tree.ancestors(path))) for unit, path in found)
    return {unit: top for unit, tops_of in lines if (top := next(filter(None, tops_of), None))}


def _whose(of: Place) -> str:
    return "handler" if of.hierarchy == Hierarchy.GOVERNMENT else "place"


def _filters(of: Place, on: date) -> _Filters:
    codes = ("rates_with_merged", "rates_with_withdrawn", "rates_with_unreached", "ranking_min")
    values = values_at([f"casework.{code}" for code in codes], of, on=on)
    said = [int(value or 0) for value in values.values()]
    return _Filters(bool(said[0]), bool(said[1]), bool(said[2]), said[3])


def _three(filters: _Filters) -> Three:
    return Three(*(Rate(least=filters.least) for _ in range(3)))


def _cases(of: Place, start: date, end: date, known: datetime) -> QuerySet:
    whose = _whose(of)
    steps = Step.objects.filter(process=OuterRef("process"), at__lte=known)
    clock = Clock.objects.filter(process=OuterRef("process"), code="contact", round=1)
    reached = Contact.objects.filter(case=OuterRef("pk"), reached=True).order_by("at")
    final = steps.filter(to__in=_FINAL).order_by("-pk").values("to")[:1]
    return (
        Case.objects.filter(
            received_at__gte=midnight(start), received_at__lt=midnight(end),
            received_at__lte=known, **{f"{whose}__in": units_below(of)},
        )
        .annotate(
            final=Subquery(final), contact=Subquery(clock.values("started_at")[:1]),
            contact_due=Subquery(clock.values("due_at")[:1]),
            contact_stopped=Subquery(clock.values("stopped_at")[:1]),
            reached=Subquery(reached.values("at")[:1]), klass=F("time_class"), unit=F(whose),
        )
        .order_by("pk")
        .values("pk", "klass", "unit", "final", "contact", "contact_due", "contact_stopped",
                "reached", "requester")
    )  # fmt: skip


def _response(row: dict, filters: _Filters, known: datetime) -> tuple[bool | None, str]:
    why = _FINAL.get(row["final"] or "")
    if why and not ((why == MERGED and filters.merged) or (why == WITHDRAWN and filters.withdrawn)):
        return None, why
    if row["contact"] is None or row["contact"] > known:
        return None, NOT_DISPATCHED
    if row["requester"] is None:
        return None, NO_WAY
    due, at = row["contact_due"], row["reached"]
    if at is not None and at <= known:
        return due is None or at < due, ""
    return (None, NOT_DUE) if due is None or due > known else (False, "")


def _call_backs(cases: QuerySet, known: datetime, whose: str) -> QuerySet:
    """The last of each who was called back, as known then."""
    last = (
        CallBack.objects.filter(case=OuterRef("case"), at__lte=known)
        .filter(Q(joined=OuterRef("joined")) | Q(joined=None, pk=OuterRef("pk")))
        .order_by("-round", "-pk").values("pk")[:1]
    )  # fmt: skip
    first = (
        CallBack.objects.filter(case=OuterRef("case"), joined=None, at__lte=known)
        .order_by("-round", "-pk").values("pk")[:1]
    )  # fmt: skip
    return (
        CallBack.objects.filter(case__in=cases.order_by().values("pk"), at__lte=known)
        .annotate(last=Subquery(last), first=Subquery(first))
        .filter(Q(joined=None, pk=F("first")) | Q(joined__isnull=False, pk=F("last")))
        .annotate(left_out=Q(excluded_at__isnull=False, excluded_at__lte=known),
                  klass=F("case__time_class"), unit=F(f"case__{whose}"))
        .order_by("pk").values("klass", "unit", "resolved", "satisfied", "left_out")
    )  # fmt: skip


def _resolved(row: dict, filters: _Filters) -> tuple[bool | None, str]:
    if row["left_out"]:
        return None, APPEALED
    if row["resolved"] == Resolved.UNREACHED and not filters.unreached:
        return None, UNREACHED
    return row["resolved"] == Resolved.YES, ""


def _satisfied(row: dict, filters: _Filters) -> tuple[bool | None, str]:
    if row["left_out"]:
        return None, APPEALED
    if row["resolved"] == Resolved.UNREACHED and not filters.unreached:
        return None, UNREACHED
    if row["satisfied"] == Satisfied.NONE and row["resolved"] != Resolved.UNREACHED:
        return None, NO_OPINION
    return row["satisfied"] == Satisfied.YES, ""


def as_data(found: Rates) -> dict:
    """For JSON."""
    return {
        "unit": found.of.short, "name": found.of.name, "from": found.start.isoformat(),
        "to": found.end.isoformat(), "known_at": found.known_at.isoformat(),
        "received": found.received, "total": _plain(found.total),
        "by_class": {name: _plain(one) for name, one in found.by_class.items()},
    }  # fmt: skip


def _plain(three: Three) -> dict:
    def said(pairs: Iterable[tuple[str, Rate]]) -> dict:
        return {
            name: {"numerator": one.numerator, "denominator": one.denominator,
                   "value": one.value, "excluded": dict(sorted(one.excluded.items())),
                   "enough_to_compare": one.enough}
            for name, one in pairs
        }  # fmt: skip

    return said((name, getattr(three, name)) for name in ("response", "resolution", "satisfaction"))
