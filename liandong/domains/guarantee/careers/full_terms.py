"""How long a term of a community's head must be to count as full, by the law of its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from liandong.core.kernel.period import Period, gaps, months_after
from liandong.domains.guarantee.careers import refusals
from liandong.domains.guarantee.careers.models import PostKind, Service, Worker
from liandong.domains.norms.queries import value_for
from liandong.domains.orgs.models import Succession, Unit

# In this order: the norm of today's terms, and what held before there was one.
YEARS = ("life.term_years_community", "guarantee.term_years_formerly")
EXTENSION = "life.term_extension_months"
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Length:
    """What a term that begins on `start` must come to: over on `due` at the earliest (its first
    day after), on `latest` at the latest, if it was put off with approval."""

    years: int
    start: date
    due: date
    latest: date


def length(unit: Unit, start: date, end: date) -> Length:
    """By the norm in force on the first day. A term during which the law made terms longer may have
    run on to the new length. Raises `LiandongError` no_term_norm."""
    first, last = _years(unit, start), _years(unit, end - timedelta(days=1))
    if first is None:
        raise refusals.no_term_norm(start)
    more = int(value_for(EXTENSION, unit, on=end) or 0)
    longest = max(first, last or first)
    return Length(
        first, start, months_after(start, first * _YEAR),
        months_after(start, longest * _YEAR + more),
    )  # fmt: skip


def must_be_full(worker: Worker, unit: Unit, start: date, end: date) -> Length:
    """Raise `LiandongError` unless `[start, end)` is one full term that the worker served as head:
    no_term_norm, term_too_short, more_than_a_term, not_a_full_term."""
    asked = length(unit, start, end)
    if end < asked.due:
        raise refusals.too_short(asked.years, start, asked.due)
    if end > asked.latest:
        raise refusals.more_than_a_term(asked.latest)
    if gaps(Period(start, end), served(worker, unit)):
        raise refusals.not_a_full_term()
    return asked


def served(worker: Worker, unit: Unit) -> list[Period]:
    """When the worker was head of the community, or of one that became part of it until it did."""
    heads = Service.objects.live().filter(worker=worker, post=PostKind.HEAD)
    until = _origins(unit)
    found = []
    for one in heads.filter(unit__in=until):
        last = until[one.unit_id]
        whole = one.period if last is None else one.period.intersect(Period(date.min, last))
        if whole is not None:
            found.append(whole)
    return found


def _origins(unit: Unit) -> dict[int, date | None]:
    """The unit and all that became it or a part of it, each with the day on which that happened."""
    until: dict[int, date | None] = {unit.pk: None}
    fresh = {unit.pk}
    while fresh:
        came = Succession.objects.filter(successor__in=fresh).exclude(predecessor__in=until)
        told = dict(came.order_by("on").values_list("predecessor_id", "on"))
        until.update(told)
        fresh = set(told)
    return until


def _years(unit: Unit, on: date) -> int | None:
    for code in YEARS:
        found = value_for(code, unit, on=on)
        if found is not None:
            return int(found)
    return None
