"""The three rates, each with its numerator, its denominator and what was left out and why.

Counted from the verdict kept beside each request (`outcomes`), and from the log itself where
something happened after `known_at`: asked again, the answer is the same, whatever came since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, IntegerField, Q, Value
from django.utils import timezone

from liandong.domains.casework import outcomes
from liandong.domains.casework.enums import Resolved, Satisfied
from liandong.domains.casework.models import Case, Outcome
from liandong.domains.casework.outcomes import Verdict
from liandong.domains.casework.queries.lists import midnight, units_below
from liandong.domains.norms.queries import values_at
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import Place

# Why something is not in a denominator.
MERGED, WITHDRAWN, EXCLUDED = "merged", "withdrawn", "excluded"
NOT_DISPATCHED, NOT_DUE, NO_WAY = "not_dispatched", "not_due_yet", "no_way_to_reach"
UNREACHED, APPEALED, NO_ANSWER = "unreached", "appeal_upheld", "not_answered"
NO_OPINION, NOT_CALLED = "no_opinion", "not_called_back_yet"
_FINAL = {"merged": MERGED, "withdrawn": WITHDRAWN, "set_aside": EXCLUDED}
_NO_RESPONSE = {outcomes.NOT_DISPATCHED: NOT_DISPATCHED, outcomes.NO_WAY: NO_WAY}
_PART = 1000


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

    def count(self, good: bool | None, why: str, many: int = 1) -> None:
        """So many more: good, not good, or left out for a reason."""
        if good is None:
            self.excluded[why] += many
        else:
            self.denominator += many
            self.numerator += good * many


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
    of: Place, below: Sequence[Place], *, start: date, end: date,
    known_at: datetime | None = None, above: Sequence[Place] = (),
) -> tuple[Rates, dict[int, Three]]:  # fmt: skip
    """The rates of a unit, and of units below it by the same filters, each read off the same
    records; by unit. `above`: the line down to it, of whoever has it at hand."""
    known = known_at or timezone.now()
    filters = _filters(of, start, above)
    total, classes, n = _three(filters), {}, 0
    units = {one.id: _three(filters) for one in below}
    under, groups = _under(of, below), Counter[tuple[int | None, str, bool]]()
    for unit, text, late, many in _counted(of, start, end, known, by_unit=bool(below)):
        groups[under.get(unit or 0), text, late] += many
    for (top, text, late), many in groups.items():
        verdict = outcomes.read(text)
        one = classes.setdefault(verdict.time_class, _three(filters))
        n += many
        for three in (total, one) if top is None else (total, one, units[top]):
            _count(three, verdict, late, many, filters)
    return Rates(of, start, end, known, n, total, dict(sorted(classes.items()))), units


# Where, if asked; the verdict; whether an awaited response is late; how many.
_Group = tuple[int | None, str, bool, int]


def _counted(
    of: Place, start: date, end: date, known: datetime, *, by_unit: bool
) -> Iterator[_Group]:
    """The verdicts that are kept, counted by the database; where something has happened since the
    moment that is asked about, judged from the log as it was then."""
    whose = _whose(of)
    here = Outcome.objects.filter(
        received_at__gte=midnight(start), received_at__lt=midnight(end), received_at__lte=known,
        **{f"{whose}__in": units_below(of)},
    ).order_by()  # fmt: skip
    # What is late is a count beside the others, no group: PostgreSQL would sort for it.
    overdue = Count("pk", filter=Q(awaited_until__lte=known))
    groups = here.filter(changed_at__lte=known).annotate(
        under=F(f"{whose}_id") if by_unit else Value(None, IntegerField())
    )
    rows = groups.values_list("under", "verdict").annotate(n=Count("pk"), late=overdue)
    for unit, text, n, late in rows.iterator(10_000):
        yield from ((unit, text, is_late, many)
                    for is_late, many in ((True, late), (False, n - late)) if many)  # fmt: skip
    since = list(here.filter(changed_at__gt=known).values_list("pk", flat=True))
    for part in range(0, len(since), _PART):
        for one in outcomes.judged(Case.objects.filter(pk__in=since[part : part + _PART]), known):
            late = one.awaited_until is not None and one.awaited_until <= known
            yield getattr(one, f"{whose}_id"), one.verdict, late, 1


def _count(three: Three, verdict: Verdict, overdue: bool, many: int, filters: _Filters) -> None:
    three.response.count(*_response(verdict, overdue, filters), many)
    for what, each in verdict.said:
        three.resolution.count(*_resolved(what, filters), each * many)
        three.satisfaction.count(*_satisfied(what, filters), each * many)


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


def _filters(of: Place, on: date, above: Sequence[Place]) -> _Filters:
    codes = ("rates_with_merged", "rates_with_withdrawn", "rates_with_unreached", "ranking_min")
    values = values_at([f"casework.{code}" for code in codes], of, on=on, above=above)
    said = [int(value or 0) for value in values.values()]
    return _Filters(bool(said[0]), bool(said[1]), bool(said[2]), said[3])


def _three(filters: _Filters) -> Three:
    return Three(*(Rate(least=filters.least) for _ in range(3)))


def _response(verdict: Verdict, overdue: bool, filters: _Filters) -> tuple[bool | None, str]:
    why = _FINAL.get(verdict.final)
    if why and not ((why == MERGED and filters.merged) or (why == WITHDRAWN and filters.withdrawn)):
        return None, why
    if verdict.response in _NO_RESPONSE:
        return None, _NO_RESPONSE[verdict.response]
    if verdict.response == outcomes.AWAITED:
        return (False, "") if overdue else (None, NOT_DUE)
    return verdict.response == outcomes.IN_TIME, ""


def _resolved(said: str, filters: _Filters) -> tuple[bool | None, str]:
    if said == outcomes.LEFT_OUT:
        return None, APPEALED
    resolved, _dot, _satisfied = said.partition(".")
    if resolved == Resolved.UNREACHED and not filters.unreached:
        return None, UNREACHED
    return resolved == Resolved.YES, ""


def _satisfied(said: str, filters: _Filters) -> tuple[bool | None, str]:
    if said == outcomes.LEFT_OUT:
        return None, APPEALED
    resolved, _dot, satisfied = said.partition(".")
    if resolved == Resolved.UNREACHED and not filters.unreached:
        return None, UNREACHED
    if satisfied == Satisfied.NONE and resolved != Resolved.UNREACHED:
        return None, NO_OPINION
    return satisfied == Satisfied.YES, ""


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
