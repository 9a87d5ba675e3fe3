"""Whistles as a street and a department meet them: one of them, who can be called, how they did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, F, Q

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden, Rights
from liandong.domains.casework.enums import Grade
from liandong.domains.casework.models import Call, Whistle
from liandong.domains.casework.queries.access import units_in
from liandong.domains.casework.queries.lists import midnight, units_below, whistles_of
from liandong.domains.casework.routing import GRASSROOTS
from liandong.domains.catalogue.models import Matter
from liandong.domains.catalogue.queries import Answering
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import Place, places_of
from liandong.domains.slices import Slice, newest_first

_STREETS = GRASSROOTS - {"community", "village"}


def whistle_for(rights: Rights, number: int) -> Whistle:
    """A whistle that the person may see. Raises `LiandongError` no_whistle, `Forbidden`."""
    found = whistles_of(rights).filter(pk=number).first()
    if found is not None:
        return found
    if Whistle.objects.filter(pk=number).exists():
        said = error("", "您没有查看这次吹哨的权限。", "You may not see this whistle.").text
        raise Forbidden("forbidden", said)
    raise _none()


def call_for(rights: Rights, number: int) -> Call:
    """A call of a whistle that the person may see. Raises as `whistle_for`."""
    found = Call.objects.select_related("whistle__street", "unit").filter(pk=number).first()
    if found is None:
        raise _none()
    whistle_for(rights, found.whistle_id)
    return found


def _none() -> LiandongError:
    return error("no_whistle", "没有这次吹哨。", "There is no such whistle.")


def running(rights: Rights, *, closed: bool, after: str = "", limit: int = 30) -> Slice:
    """The whistles of a person, those going on or those that ended, newest first; keyset."""
    found = whistles_of(rights).filter(closed_at__isnull=not closed)
    return newest_first(found, after, limit)


def streets_of(rights: Rights) -> list[Place]:
    """The streets and towns for which the person may blow the whistle, in the order of the tree."""
    held = units_in(rights.scope(Permission.WHISTLE))
    ids = Unit.objects.filter(pk__in=held, kind__in=_STREETS).values_list("pk", flat=True)
    return sorted(places_of(ids, Hierarchy.TERRITORY), key=lambda one: one.path)


def departments_at(street: Place, on: date) -> list[Unit]:
    """The departments that serve a street by the catalogue, of the nearest government first."""
    return Answering(street, on).departments()


def named_for(matter: Matter, street: Place, on: date) -> list[Unit]:
    """Whom the catalogue names for a matter: who leads first; streets and communities left out."""
    answering = Answering(street, on)
    lead = answering.leads(matter)
    found = [*([lead] if lead else []), *answering.assists(matter)]
    return [one for one in dict.fromkeys(found) if one.kind not in GRASSROOTS]


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How often a department was called in a period, and how it came: counts of calls, no more."""

    unit: Unit
    called: int
    in_time: int
    late: int
    absent: int
    good: int
    fair: int
    poor: int

    @property
    def share(self) -> Decimal | None:
        """In time, of the calls whose limit is over or that were answered."""
        over = self.in_time + self.late + self.absent
        return Decimal(self.in_time) / over if over else None


def watched_by(rights: Rights) -> list[Place]:
    """The areas whose whistles a person compares: where they supervise, or the streets they work
    for; one inside another counts with the outer."""
    both = (*rights.scope(Permission.SUPERVISE_REQUESTS).subtrees,
            *rights.scope(Permission.WHISTLE).subtrees)  # fmt: skip
    paths = sorted({one.path for one in both if one.hierarchy == Hierarchy.TERRITORY})
    outer = [one for one in paths if not any(one != up and one.startswith(up) for up in paths)]
    held = Position.objects.filter(path__in=outer, hierarchy=Hierarchy.TERRITORY)
    return sorted(places_of(held.values_list("unit_id", flat=True)), key=lambda one: one.path)


def timeliness(of: Place, start: date, end: date, *, at: datetime) -> list[Timeliness]:
    """For each department that the streets of an area called from `start` to `end` (both days
    counted): how many calls it answered in time, late, not at all although the limit is over.
    Calls whose time is still running count in none of these. By code, which is no ranking."""
    calls = Call.objects.filter(
        whistle__street__in=units_below(of), whistle__blown_at__gte=midnight(start),
        whistle__blown_at__lt=midnight(end + timedelta(days=1)),
    )  # fmt: skip
    come, over = Q(reported_at__lt=F("due_at")), Q(due_at__lte=at)
    counted = calls.order_by().values("unit_id").annotate(
        called=Count("pk"), in_time=Count("pk", filter=come),
        late=Count("pk", filter=Q(reported_at__gte=F("due_at"))),
        absent=Count("pk", filter=Q(reported_at=None) & over),
        **{grade.value: Count("pk", filter=Q(grade=grade)) for grade in Grade},
    )  # fmt: skip
    rows = {row.pop("unit_id"): row for row in counted}
    return [Timeliness(unit, **rows[unit.pk]) for unit in _in_order(rows)]


def _in_order(ids: Iterable[int]) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=list(ids)).order_by("code"))
