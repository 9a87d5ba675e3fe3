"""Lists that stay quick however long they are: read on from the last row, never counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from liandong.domains import slices
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import searching
from liandong.domains.casework.enums import WITH_DESK, WITH_HANDLER, Moderation, ReviewKind
from liandong.domains.casework.models import Call, Case, Escalation, Review, Whistle
from liandong.domains.casework.queries.access import not_about, readable, units_in
from liandong.domains.orgs import tree
from liandong.domains.orgs.models import Position
from liandong.domains.orgs.queries import Place
from liandong.domains.slices import Slice, number_of, slice_of
from liandong.domains.workflow.models import Clock

RECENT = 20_000  # rows looked through before everything is
_WITH = ("matter", "place", "handler")
_NEVER = datetime(9999, 1, 1, tzinfo=timezone.get_default_timezone())


def by_time_left(found: QuerySet[Case], after: str | None, limit: int) -> Slice:
    """The most urgent first; what stands still last. `after` is `moment|id`."""
    if after:
        moment, _bar, pk = after.partition("|")
        due, last = _moment(moment), number_of(pk) or 0
        later = Q(due_at=None, pk__gt=last)
        if due is not None:
            later = Q(due_at__gt=due) | Q(due_at=due, pk__gt=last) | Q(due_at=None)
        found = found.filter(later)
    ordered = found.select_related(*_WITH).order_by(F("due_at").asc(nulls_last=True), "pk")
    return slice_of(
        ordered, limit, lambda one: f"{(one.due_at and one.due_at.isoformat()) or ''}|{one.pk}"
    )


def _moment(said: str) -> datetime | None:
    """A moment as `by_time_left` gave it; None for what it never gave."""
    try:
        found = datetime.fromisoformat(said)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def inbox(
    rights: Rights, *, at: datetime, late: bool | None = None,
    states: Collection[str] = WITH_HANDLER, after: str | None = None, limit: int = 50,
) -> Slice:  # fmt: skip
    """What waits for the person's units, by time left."""
    mine = units_in(rights.scope(Permission.HANDLE_REQUESTS))
    found = Case.objects.filter(not_about(rights), handler__in=mine, closed_at=None)
    return by_time_left(_late(found.filter(state__in=states), late, at), after, limit)


def desk_inbox(
    rights: Rights, *, at: datetime, late: bool | None = None,
    states: Collection[str] = WITH_DESK, after: str | None = None, limit: int = 50,
) -> Slice:  # fmt: skip
    """What waits for the person's desk, by time left."""
    mine = units_in(rights.scope(Permission.TAKE_REQUESTS))
    found = Case.objects.filter(not_about(rights), desk__in=mine, closed_at=None)
    return by_time_left(_late(found.filter(state__in=states), late, at), after, limit)


def _late(found: QuerySet[Case], late: bool | None, at: datetime) -> QuerySet[Case]:
    if late is None:
        return found
    return found.filter(due_at__lte=at) if late else found.exclude(due_at__lte=at)


def listed(  # noqa: PLR0913 (each is a way to narrow a list)
    rights: Rights, *, text: str = "", place: Place | None = None, matter: str = "",
    state: str = "", time_class: str = "", handler: int | None = None,
    since: date | None = None, until: date | None = None, after: str | None = None,
    limit: int = 50,
) -> Slice:  # fmt: skip
    """What the person may read, newest first, narrowed; two characters of text are enough."""
    found = _narrowed(
        readable(rights), matter_code=matter, state=state, time_class=time_class, handler=handler
    )
    if place is not None:
        found = found.filter(place__in=units_below(place))
    found = _received(found, since, until)
    return _holding(found, text, after, limit) if text else newest_first(found, after, limit)


def _holding(found: QuerySet[Case], text: str, after: str | None, limit: int) -> Slice:
    """What many people say is soon found among the newest; only words that are rarer are looked
    for everywhere. Keys first, and whole rows of those alone: no database guesses well how many
    texts hold a word."""
    newest = number_of(after) or Case.objects.aggregate(newest=Max("pk"))["newest"] or 0
    recent = searching.holding(found.filter(pk__gt=newest - RECENT), text, few=True)
    keys = _keys(recent, after, limit + 1)
    if len(keys) <= limit:
        keys = _keys(searching.holding(found, text), after, limit + 1)
    return newest_first(Case.objects.filter(pk__in=keys), None, limit)


def _keys(found: QuerySet[Case], after: str | None, most: int) -> list[int]:
    if (last := number_of(after)) is not None:
        found = found.filter(pk__lt=last)
    return list(found.order_by("-pk").values_list("pk", flat=True)[:most])


def _narrowed(found: QuerySet[Case], **by: Any) -> QuerySet[Case]:
    return found.filter(**{name: value for name, value in by.items() if value})


def _received(found: QuerySet[Case], since: date | None, until: date | None) -> QuerySet[Case]:
    if since is not None:
        found = found.filter(received_at__gte=midnight(since))
    if until is not None:
        found = found.filter(received_at__lt=midnight(until + timedelta(days=1)))
    return found


def midnight(day: date) -> datetime:
    """The moment at which a day begins where the office is."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def newest_first(found: QuerySet[Case], after: str | None, limit: int) -> Slice:
    """A slice by falling number, ready to be listed; `after` is the last row's."""
    return slices.newest_first(found.select_related(*_WITH), after, limit)


def units_below(place: Place) -> QuerySet[Position]:
    """The units of a subtree, for `__in`."""
    return tree.subtree(place.path, place.hierarchy).values("unit_id")


def reviews_open(rights: Rights) -> QuerySet[Review]:
    """What waits for a decision of the person's, the oldest first; not what they asked for."""
    cases = Case.objects.filter(
        not_about(rights), place__in=units_in(rights.scope(Permission.SUPERVISE_REQUESTS))
    )
    found = Review.objects.filter(granted=None, case__in=cases).exclude(asked_by=rights.username)
    found = found.exclude(kind=ReviewKind.WHISTLE)
    return found.select_related("case", "case__place", "unit").order_by("asked_at", "pk")


def whistles_asked(rights: Rights) -> QuerySet[Review]:
    """Where a community of the person's street asks for a whistle, the oldest first."""
    cases = Case.objects.filter(
        not_about(rights), closed_at=None, place__in=units_in(rights.scope(Permission.WHISTLE))
    )
    found = Review.objects.filter(kind=ReviewKind.WHISTLE, granted=None, case__in=cases)
    return found.select_related("case", "case__place", "unit").order_by("asked_at", "pk")


def calls_open(rights: Rights) -> QuerySet[Call]:
    """The whistles that call the person's departments, the soonest first."""
    mine = units_in(rights.scope(Permission.HANDLE_REQUESTS))
    found = Call.objects.filter(unit__in=mine, released_at=None)
    return found.select_related("unit", "whistle", "whistle__street").order_by("due_at", "pk")


def whistles_of(rights: Rights) -> QuerySet[Whistle]:
    """The whistles of the person's streets, and those that call their departments."""
    called = Call.objects.filter(unit__in=units_in(rights.scope(Permission.HANDLE_REQUESTS)))
    found = Whistle.objects.filter(
        Q(street__in=units_in(rights.scope(Permission.WHISTLE)))
        | Q(street__in=units_in(rights.scope(Permission.SUPERVISE_REQUESTS)))
        | Q(pk__in=called.values("whistle_id"))
    )
    return found.select_related("street", "case", "matter").prefetch_related("calls__unit")


@dataclass(frozen=True, slots=True)
class Escalated:
    """A level was told of a limit that was missed: which clock, by what norm."""

    escalation: Escalation
    clock: Clock | None


def escalations(rights: Rights, *, limit: int = 20) -> list[Escalated]:
    """The latest escalations of open requests in a supervisor's area, each with its clock."""
    area = units_in(rights.scope(Permission.SUPERVISE_REQUESTS))
    cases = Case.objects.filter(not_about(rights), place__in=area, closed_at=None)
    found = list(
        Escalation.objects.filter(case__in=cases).select_related("case__place", "case__matter")
        .order_by("-pk")[:limit]
    )  # fmt: skip
    clocks = Clock.objects.filter(process__in={one.case.process_id for one in found})
    known = {(one.process_id, f"{one.code}:{one.round}"): one for one in clocks}
    return [Escalated(one, known.get((one.case.process_id, one.clock))) for one in found]


def desk_counts(rights: Rights, *, at: datetime) -> dict[str, int]:
    """How many wait at the person's desks: by state, late, and to be moderated."""
    mine = units_in(rights.scope(Permission.TAKE_REQUESTS))
    found = Case.objects.filter(not_about(rights), desk__in=mine, closed_at=None)
    by_state = found.order_by().values("state").annotate(
        n=Count("pk"), late=Count("pk", filter=Q(due_at__lte=at)),
        moderate=Count("pk", filter=_UNMODERATED),
    )  # fmt: skip
    rows = {one["state"]: one for one in by_state}
    waits = {state: one for state, one in rows.items() if state in {*WITH_DESK, "objected"}}
    return {state: one["n"] for state, one in waits.items()} | {
        "late": sum(one["late"] for one in waits.values()),
        "moderate": sum(one["moderate"] for one in rows.values()),
    }  # fmt: skip


_UNMODERATED = Q(moderation=Moderation.WAITING, private=False, erased_at=None)


def to_moderate(rights: Rights) -> QuerySet[Case]:
    """What waits to be published or not; what is private is never asked about."""
    mine = units_in(rights.scope(Permission.TAKE_REQUESTS))
    found = Case.objects.filter(not_about(rights), _UNMODERATED, desk__in=mine, closed_at=None)
    return found.select_related(*_WITH).order_by("pk")
