"""What waits for a department, for the office, for a street or community; lists read on by key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from liandong.domains.accounts.queries import Rights
from liandong.domains.admission.enums import WITH_DEPARTMENT, WITH_OFFICE
from liandong.domains.admission.models import Grant, Item, Opinion, Reach, Refusal
from liandong.domains.admission.queries.access import (
    APPLY,
    DECIDE,
    own_units,
    readable,
    refusals_readable,
    units_of,
)
from liandong.domains.admission.reach import reaching
from liandong.domains.norms import books
from liandong.domains.orgs import tree
from liandong.domains.orgs.queries import Place
from liandong.domains.slices import Slice, newest_first

_WITH = ("process", "department", "office", "place")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: `what` is act (the department's turn), review (its period ends soon),
    opinion, decide (the office's turn) or refusal; `due_at` the first moment that is late."""

    what: str
    item: Item | None
    refusal: Refusal | None
    due_at: datetime | None
    # For opinions: whose is asked for.
    opinion: Opinion | None = None


def for_liaison(rights: Rights, *, at: datetime, limit: int = 100) -> list[Waiting]:
    """What waits for the person's departments, the soonest first: drafts, what was returned,
    emergencies to be applied for, and what ends soon."""
    mine = Item.objects.filter(department__in=units_of(rights, APPLY)).select_related(*_WITH)
    turn = mine.filter(process__state__in=WITH_DEPARTMENT)
    turn = turn.order_by(F("process__due_at").asc(nulls_last=True), "pk")[:limit]
    on = timezone.localdate(at)
    ends = Grant.objects.filter(
        item__in=mine, item__process__state="in_force", stopped_on=None, end__gt=on,
        end__lte=on + timedelta(days=review_days(on)),
    ).exclude(item__grants__start__gt=on).select_related(
        *(f"item__{one}" for one in _WITH)
    ).order_by("end", "pk")[:limit]  # fmt: skip
    found = [Waiting("act", one, None, one.process.due_at) for one in turn]
    found += [Waiting("review", one.item, None, _midnight(one.end)) for one in ends]
    return _soonest(found)[:limit]


def for_office(rights: Rights, *, at: datetime, limit: int = 100) -> list[Waiting]:
    """What waits for the person's office: applications in any of its states, and refusals."""
    units = units_of(rights, DECIDE)
    items = Item.objects.filter(office__in=units, process__state__in=WITH_OFFICE)
    items = items.select_related(*_WITH).order_by(F("process__due_at").asc(nulls_last=True), "pk")
    waiting = Refusal.objects.filter(office__in=units, process__state="received")
    waiting = waiting.select_related("process", "community", "department", "item")
    waiting = waiting.order_by(F("process__due_at").asc(nulls_last=True), "pk")
    found = [Waiting("decide", one, None, one.process.due_at) for one in items[:limit]]
    found += [Waiting("refusal", None, one, one.process.due_at) for one in waiting[:limit]]
    return _soonest(found)[:limit]


def for_grassroots(rights: Rights, *, at: datetime, limit: int = 100) -> list[Waiting]:
    """The opinions that the person's own street or community is asked for."""
    asked = Opinion.objects.filter(
        unit__in=own_units(rights), answered_at=None, item__process__state="opinions"
    )
    asked = asked.select_related("unit", *(f"item__{one}" for one in _WITH)).order_by("pk")
    return _soonest(
        [Waiting("opinion", one.item, None, one.item.process.due_at, one) for one in asked[:limit]]
    )


def _soonest(found: list[Waiting]) -> list[Waiting]:
    never = datetime.max.replace(tzinfo=timezone.get_default_timezone())
    return sorted(found, key=lambda one: min(one.due_at or never, never))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def review_days(on: date) -> int:
    """How long before their end items are looked at again: the longest that any place says."""
    entries = books.book()["admission.review"].entries
    values = [int(one.value) for one in entries if on in one.period]
    return max(values, default=0)


def answers(item: Item) -> Counter[str]:
    """How many said what; an empty key for those who may still answer."""
    return Counter(item.opinions.order_by().values_list("answer", flat=True))


def listed(  # noqa: PLR0913 (each is a way to narrow a list)
    rights: Rights | None, *, text: str = "", states: Collection[str] = (), kind: str = "",
    department: int | None = None, place: Place | None = None, on: date | None = None,
    after: str | None = None, limit: int = 50,
) -> Slice:  # fmt: skip
    """The items the person may read (without rights: what is public), newest first, narrowed;
    `place`: those that concern a community, or were asked in an area."""
    if rights is None:
        found = Item.objects.filter(grants__isnull=False).distinct()
    else:
        found = readable(rights)
    if text:
        said = text.replace("\x00", "").strip()
        found = found.filter(
            Q(title__icontains=said) | Q(number__iexact=said) | Q(what__icontains=said)
        )
    if states:
        found = found.filter(process__state__in=list(states))
    if kind:
        found = found.filter(kind=kind)
    if department is not None:
        found = found.filter(department=department)
    if place is not None:
        found = _at(found, place, on)
    return newest_first(found.select_related(*_WITH), after, limit)


def _at(found: QuerySet[Item], place: Place, on: date | None) -> QuerySet[Item]:
    if place.kind in ("community", "village") and on is not None:
        units = reaching(place.id, on)
        return found.filter(pk__in=Reach.objects.filter(unit__in=units).values("item_id"))
    inside = tree.subtree(place.path).values("unit_id")
    here = Reach.objects.filter(unit__in=inside).values("item_id")
    return found.filter(Q(place__in=inside) | Q(pk__in=here))


def refusals_listed(
    rights: Rights, *, states: Collection[str] = (), text: str = "", after: str | None = None,
    limit: int = 50,
) -> Slice:  # fmt: skip
    """The refusals the person may read, newest first."""
    found = refusals_readable(rights)
    if states:
        found = found.filter(process__state__in=list(states))
    if said := text.replace("\x00", "").strip():
        found = found.filter(
            Q(asked__icontains=said) | Q(who__icontains=said) | Q(number__iexact=said)
        )
    with_ = ("process", "community", "office", "department", "item", "shown")
    return newest_first(found.select_related(*with_), after, limit)
