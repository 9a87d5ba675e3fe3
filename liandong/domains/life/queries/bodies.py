"""Who is in office, until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce

from liandong.domains.life.models import BodyTerm, CommitteeSeat
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place


@dataclass(frozen=True, slots=True)
class Body:
    """A body in office, with its seats, the secretary first."""

    term: BodyTerm
    seats: tuple[CommitteeSeat, ...]

    @property
    def secretary(self) -> CommitteeSeat | None:
        """The secretary's seat, if it is filled."""
        return next((one for one in self.seats if one.secretary_of_id), None)


_ORDER = {"secretary": 0, "deputy": 1, "member": 2}


def body_of(unit: Unit, *, on: date) -> Body | None:
    """The body in office on a day."""
    term = BodyTerm.objects.on(on).filter(unit=unit).select_related("unit").first()
    if term is None:
        return None
    seats = CommitteeSeat.objects.on(on).filter(term=term).select_related("person", "term")
    return _body(term, seats)


def _body(term: BodyTerm, seats: Iterable[CommitteeSeat]) -> Body:
    return Body(term, tuple(sorted(seats, key=lambda one: (_ORDER[one.post], one.pk))))


def history(unit: Unit | Place) -> list[BodyTerm]:
    """All terms on record that were not voided, the latest first."""
    return list(BodyTerm.objects.live().filter(unit=unit.id).order_by("-start"))


def among(terms: Collection[BodyTerm], *, on: date) -> tuple[Body | None, list[CommitteeSeat]]:
    """Of all terms of an organisation the body in office on a day; and the seats of the others, the
    earliest first. One query."""
    now = next((one for one in terms if on in one.period), None)
    live = CommitteeSeat.objects.live().filter(term__in=[one.pk for one in terms])
    seats = list(live.select_related("person", "term").order_by("start", "pk"))
    own = [one for one in seats if now and one.term_id == now.pk and on in one.period]
    past = [one for one in seats if now is None or one.term_id != now.pk]
    return (_body(now, own) if now else None), past


def due_terms(units: Collection[int], *, before: date, on: date) -> list[BodyTerm]:
    """Terms in office on a day whose last day comes before `before`, the earliest first."""
    held = BodyTerm.objects.on(on).filter(unit_id__in=list(units))
    late = held.annotate(last=Coalesce(F("extended_to"), F("due"))).filter(last__lt=before)
    return list(late.select_related("unit").order_by("last", "unit__code"))
