"""Bodies in office of an organisation and of those below it: whose term ends soonest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from liandong.core.kernel.period import months_after
from liandong.domains.life.enums import BODIES, SeatPost
from liandong.domains.life.models import BodyTerm, CommitteeSeat, Election
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit

OVERDUE, SOON, OPEN, NONE = "overdue", "soon", "open", "none"
_MONTHS = 6  # where no norm says how early an election is announced


@dataclass(frozen=True, slots=True)
class Counts:
    """How many bodies are in office, past their last day, near it; elect now; and how many
    organisations that should have a body have none on record."""

    in_office: int
    overdue: int
    soon: int
    open: int
    none: int


def soon_by(on: date, months: Decimal | None) -> date:
    """The first day on which a term that ends then is not near its end yet; the norm's months."""
    return months_after(on, _MONTHS if months is None else int(months))


def in_office(path: str, *, on: date, before: date, wanted: str = "") -> QuerySet[BodyTerm]:
    """Bodies below a path of the Party tree, its root included, whose term ends soonest first:
    `last` is the last day. `wanted`: overdue, soon (ends by `before`), open (an election is under
    way), or all."""
    found = BodyTerm.objects.on(on).filter(unit__in=_below(path), unit__kind__in=BODIES)
    found = found.annotate(last=Coalesce(F("extended_to"), F("due")))
    narrowed = {
        OVERDUE: Q(last__lt=on), SOON: Q(last__gte=on, last__lt=before),
        OPEN: Q(unit__elections__is_open=True),
    }.get(wanted, Q())  # fmt: skip
    return found.filter(narrowed).select_related("unit").order_by("last", "unit__code")


def without(path: str, *, on: date) -> QuerySet[Unit]:
    """Organisations that should have a body and have none on record on the day."""
    held = BodyTerm.objects.on(on).values("unit_id")
    found = Unit.objects.filter(pk__in=_below(path), kind__in=BODIES)
    return found.exclude(pk__in=held).order_by("code")


def counted(path: str, *, on: date, before: date) -> Counts:
    """How many stand how."""
    found = in_office(path, on=on, before=before).order_by().aggregate(
        all=Count("pk"), overdue=Count("pk", filter=Q(last__lt=on)),
        soon=Count("pk", filter=Q(last__gte=on, last__lt=before)),
        open=Count("pk", filter=Q(unit__elections__is_open=True)),
    )  # fmt: skip
    none = without(path, on=on).count()
    return Counts(found["all"], found["overdue"], found["soon"], found["open"], none)


def secretaries(terms: Collection[int], *, on: date) -> dict[int, str]:
    """The secretary's name, by the id of the term."""
    held = CommitteeSeat.objects.on(on).filter(term__in=terms, post=SeatPost.SECRETARY)
    return dict(held.values_list("term_id", "person__name"))


def under_way(units: Collection[int]) -> dict[int, Election]:
    """The open election of each of some units."""
    found = Election.objects.filter(unit__in=units, is_open=True).select_related("process")
    return {one.unit_id: one for one in found}


def _below(path: str) -> QuerySet:
    return tree.subtree(path, Hierarchy.PARTY).order_by().values("unit_id")
