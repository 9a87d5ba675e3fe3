"""How each request counts in the three rates: judged from clocks, call-backs and steps, here alone.

The verdict is kept beside the request in the deed's own transaction, so that rates are counted and
not judged again; `differing` judges all anew and proves that both say the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from liandong.domains.casework.models import CallBack, Case, Contact, Outcome
from liandong.domains.workflow.models import Clock, Step

ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)  # everything that is on record
FINAL = ("merged", "withdrawn", "set_aside")
# What became of the response.
NOT_DISPATCHED, NO_WAY, IN_TIME, LATE, AWAITED = "unsent", "no_way", "in_time", "late", "awaited"
LEFT_OUT = "out"  # a call-back that a reviewed appeal left out
_MANY = 1000
_SAID = ("place_id", "handler_id", "received_at", "changed_at", "awaited_until", "verdict")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one request counts: its class, how it ended if it is not to be dealt with, the response,
    and how many said what when called back (`resolved.satisfied`, or left out)."""

    time_class: str
    final: str
    response: str
    said: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        said = ",".join(f"{what}*{n}" for what, n in self.said)
        return f"{self.time_class}|{self.final}|{self.response}|{said}"


def read(text: str) -> Verdict:
    """The verdict as it was kept."""
    time_class, final, response, said = text.split("|")
    pairs = (one.split("*") for one in said.split(",") if one)
    return Verdict(time_class, final, response, tuple((what, int(n)) for what, n in pairs))


def judged(cases: QuerySet[Case], known: datetime = ALWAYS) -> Iterator[Outcome]:
    """How each of some requests counts by what was on record at a moment; nothing is written."""
    answers: dict[int, Counter[str]] = defaultdict(Counter)
    heard: dict[int, list[datetime]] = defaultdict(list)
    for row in _call_backs(cases, known):
        left_out = row["excluded_at"] is not None and row["excluded_at"] <= known
        answers[row["case"]][LEFT_OUT if left_out else f"{row['resolved']}.{row['satisfied']}"] += 1
    every = CallBack.objects.filter(case__in=cases.order_by().values("pk"), at__lte=known)
    for case, at, excluded in every.values_list("case", "at", "excluded_at"):
        heard[case] += [one for one in (at, excluded) if one is not None and one <= known]
    for row in _rows(cases, known).iterator(10_000):
        response = _response(row, known)
        said = tuple(sorted(answers[row["pk"]].items()))
        verdict = Verdict(row["time_class"], row["final"] or "", response, said)
        moments = (row["received_at"], row["last"], row["contact"], row["reached"])
        yield Outcome(
            case_id=row["pk"], place_id=row["place"], handler_id=row["handler"],
            received_at=row["received_at"], verdict=str(verdict),
            changed_at=max([one for one in moments if one is not None] + heard[row["pk"]]),
            awaited_until=row["contact_due"] if response == AWAITED else None,
        )  # fmt: skip


def keep(cases: Iterable[int]) -> None:
    """Write how requests count now, inside the deed that changed it."""
    for some in _in_parts(cases):
        Outcome.objects.bulk_create(
            judged(Case.objects.filter(pk__in=some)), update_conflicts=True,
            unique_fields=["case"], update_fields=[one.removesuffix("_id") for one in _SAID],
        )  # fmt: skip


def begin(cases: Iterable[Case]) -> None:
    """Of requests that came this moment: nothing was sent on yet, nobody asked for an answer."""
    Outcome.objects.bulk_create(
        Outcome(
            case=one, place_id=one.place_id, handler=None, received_at=one.received_at,
            changed_at=one.received_at,
            verdict=str(Verdict(one.time_class, "", NOT_DISPATCHED, ())),
        )
        for one in cases
    )  # fmt: skip


def keep_missing() -> None:
    """For requests that came without the deeds that say so."""
    keep(list(Case.objects.filter(outcome=None).order_by("pk").values_list("pk", flat=True)))


def differing(*, mend: bool = False) -> list[int]:
    """The requests of which something else, or nothing, is kept than the log says; mended if
    wished."""
    found: list[int] = []
    every = Case.objects.order_by("pk").values_list("pk", flat=True).iterator(_MANY)
    for some in _in_parts(every):
        kept = Outcome.objects.in_bulk(some)
        anew = judged(Case.objects.filter(pk__in=some))
        wrong = [one.pk for one in anew if _line(one) != _line(kept.get(one.pk))]
        if mend and wrong:
            keep(wrong)
        found += wrong
    return found


def _in_parts(keys: Iterable[int]) -> Iterator[list[int]]:
    every = iter(keys)
    while part := list(islice(every, _MANY)):
        yield part


def _line(one: Outcome | None) -> tuple[Any, ...]:
    return () if one is None else tuple(getattr(one, name) for name in _SAID)


def _rows(cases: QuerySet[Case], known: datetime) -> QuerySet:
    steps = Step.objects.filter(process=OuterRef("process"), at__lte=known)
    clock = Clock.objects.filter(process=OuterRef("process"), code="contact", round=1)
    reached = Contact.objects.filter(case=OuterRef("pk"), reached=True).order_by("at")
    final = steps.filter(to__in=FINAL).order_by("-pk").values("to")[:1]
    return (
        cases.order_by("pk")
        .annotate(
            final=Subquery(final), last=Subquery(steps.order_by("-at").values("at")[:1]),
            contact=Subquery(clock.values("started_at")[:1]),
            contact_due=Subquery(clock.values("due_at")[:1]),
            reached=Subquery(reached.values("at")[:1]),
        )
        .values("pk", "time_class", "place", "handler", "received_at", "final", "last", "contact",
                "contact_due", "reached", "requester")
    )  # fmt: skip


def _response(row: dict[str, Any], known: datetime) -> str:
    if row["contact"] is None or row["contact"] > known:
        return NOT_DISPATCHED
    if row["requester"] is None:
        return NO_WAY
    due, at = row["contact_due"], row["reached"]
    if at is not None and at <= known:
        return IN_TIME if due is None or at < due else LATE
    return AWAITED


def _call_backs(cases: QuerySet[Case], known: datetime) -> QuerySet:
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
        .order_by("pk").values("case", "resolved", "satisfied", "excluded_at")
    )  # fmt: skip
