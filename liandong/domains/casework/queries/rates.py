"""The three rates, each with its numerator, its denominator and what was left out and why.

All is read off clocks, call-backs and steps with their moments: asked again with the same
`known_at`, the answer is the same, whatever happened since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from liandong.domains.casework.enums import Resolved, Satisfied
from liandong.domains.casework.models import CallBack, Case, Contact
from liandong.domains.casework.queries.lists import midnight, units_below
from liandong.domains.norms.queries import value_for
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
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
    known = known_at or timezone.now()
    filters = _filters(of, start)
    total, classes = _three(filters), {}
    cases = _cases(of, start, end, known)
    n = 0
    for row in cases.iterator(10_000):
        n += 1
        one = classes.setdefault(row["time_class"], _three(filters))
        for three in (total, one):
            three.response.count(*_response(row, filters, known))
    for row in _call_backs(cases, known).iterator(10_000):
        one = classes.setdefault(row["case__time_class"], _three(filters))
        for three in (total, one):
            three.resolution.count(*_resolved(row, filters))
            three.satisfaction.count(*_satisfied(row, filters))
    return Rates(of, start, end, known, n, total, dict(sorted(classes.items())))


def _filters(of: Place, on: date) -> _Filters:
    unit = Unit.objects.get(pk=of.id)
    codes = ("rates_with_merged", "rates_with_withdrawn", "rates_with_unreached", "ranking_min")
    said = [int(value_for(f"casework.{code}", unit, on=on) or 0) for code in codes]
    return _Filters(bool(said[0]), bool(said[1]), bool(said[2]), said[3])


def _three(filters: _Filters) -> Three:
    return Three(*(Rate(least=filters.least) for _ in range(3)))


def _cases(of: Place, start: date, end: date, known: datetime) -> QuerySet:
    whose = "handler" if of.hierarchy == Hierarchy.GOVERNMENT else "place"
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
            reached=Subquery(reached.values("at")[:1]),
        )
        .order_by("pk")
        .values("pk", "time_class", "final", "contact", "contact_due", "contact_stopped",
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


def _call_backs(cases: QuerySet, known: datetime) -> QuerySet:
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
        .annotate(left_out=Q(excluded_at__isnull=False, excluded_at__lte=known))
        .order_by("pk").values("case__time_class", "resolved", "satisfied", "left_out")
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
