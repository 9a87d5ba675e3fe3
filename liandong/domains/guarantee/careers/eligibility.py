"""Which heads of communities the rule makes eligible for posts, and by which of their terms. People
decide what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from liandong.core.kernel.period import Period, gaps
from liandong.domains.guarantee.careers.models import PostKind, Review, Service, Verdict

TERMS = "guarantee.full_terms_for_posts"


class Why(StrEnum):
    """How the rule judges."""

    ELIGIBLE = "eligible"
    FEW = "few"  # not so many of the last terms were found excellent
    CONTESTED = "contested"  # nothing follows before the contest is answered
    BROKEN = "broken"  # the terms do not follow each other: between them the person was not head


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's last reviewed terms, as many as the norm names, the newest first."""

    terms: tuple[Review, ...]
    needed: int
    why: Why

    @property
    def good(self) -> int:
        """How many of them were found excellent."""
        return sum(one.standing == Verdict.EXCELLENT for one in self.terms)


def standings(workers: Iterable[int] | QuerySet, needed: int, *, on: date) -> dict[int, Standing]:
    """For each of some workers how the rule judges on a day; two queries, however many. Of a query
    of workers, for each who was reviewed."""
    asked = workers if isinstance(workers, QuerySet) else set(workers)
    reviews: dict[int, list[Review]] = defaultdict(list)
    ended = Review.objects.filter(worker__in=asked, end__lte=on)
    for one in ended.select_related("unit").order_by("worker_id", "-start"):
        reviews[one.worker_id].append(one)
    held: dict[int, list[Period]] = defaultdict(list)
    for service in Service.objects.live().filter(worker__in=asked, post=PostKind.HEAD):
        held[service.worker_id].append(service.period)
    return {
        who: _judged(reviews[who][:needed], needed, held[who])
        for who in (reviews if isinstance(asked, QuerySet) else asked)
    }


def _judged(terms: list[Review], needed: int, held: list[Period]) -> Standing:
    good = [one for one in terms if one.standing == Verdict.EXCELLENT]
    if any(one.open for one in terms):
        why = Why.CONTESTED
    elif len(good) < needed:
        why = Why.FEW
    elif gaps(Period(terms[-1].start, terms[0].end), held):
        why = Why.BROKEN
    else:
        why = Why.ELIGIBLE
    return Standing(tuple(terms), needed, why)
