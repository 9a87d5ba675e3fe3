"""Bodies in office of an organisation and of those below it: whose term ends soonest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
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
    # Elections under way, by where they stand.
    states: dict[str, int]


def soon_by(on: date, months: Decimal | None) -> date:
    """The first day on which a term that ends then is not near its end yet; the norm's months."""
    return months_after(on, _MONTHS if months is None else int(months))


def in_office(path: str, *, on: date, before: date, wanted: str = "") -> QuerySet[BodyTerm]:
    """Bodies below a path of the Party tree, its root included, whose term ends soonest first:
    `last` is the last day, `secretary` the name, `elects` whether an election is under way.
    `wanted`: overdue, soon (ends by `before`), open (elects), or all."""
    secretary = CommitteeSeat.objects.on(on).filter(term=OuterRef("pk"), post=SeatPost.SECRETARY)
    elects = Election.objects.filter(unit=OuterRef("unit"), is_open=True)
    found = BodyTerm.objects.on(on).filter(unit__in=_below(path), unit__kind__in=BODIES)
    found = found.annotate(
        last=Coalesce(F("extended_to"), F("due")), elects=Exists(elects),
        secretary=Subquery(secretary.values("person__name")[:1]),
    )  # fmt: skip
    narrowed = {
        OVERDUE: Q(last__lt=on), SOON: Q(last__gte=on, last__lt=before), OPEN: Q(elects=True)
    }.get(wanted, Q())  # fmt: skip
    return found.filter(narrowed).select_related("unit").order_by("last", "unit__code")


def without(path: str, *, on: date) -> QuerySet[Unit]:
    """Organisations that should have a body and have none on record on the day."""
    held = BodyTerm.objects.on(on).values("unit_id")
    found = Unit.objects.filter(pk__in=_below(path), kind__in=BODIES)
    return found.exclude(pk__in=held).order_by("code")


def counted(path: str, *, on: date, before: date) -> Counts:
    """How many stand how. One query: organisations beside their body in office."""
    held = BodyTerm.objects.on(on).filter(unit=OuterRef("pk"))
    elects = Election.objects.filter(unit=OuterRef("pk"), is_open=True)
    last = Subquery(held.values(last=Coalesce(F("extended_to"), F("due")))[:1])
    found = Unit.objects.filter(pk__in=_below(path), kind__in=BODIES).order_by()
    said = found.annotate(last=last, state=Subquery(elects.values("process__state")[:1]))
    rows = list(said.values("state").annotate(
        in_office=Count("pk", filter=Q(last__isnull=False)),
        overdue=Count("pk", filter=Q(last__lt=on)),
        soon=Count("pk", filter=Q(last__gte=on, last__lt=before)),
        none=Count("pk", filter=Q(last=None)), all=Count("pk"),
    ))  # fmt: skip
    return Counts(
        **{key: sum(row[key] for row in rows) for key in ("in_office", "overdue", "soon", "none")},
        open=sum(row["in_office"] for row in rows if row["state"]),
        states={row["state"]: row["all"] for row in rows if row["state"]},
    )


def under_way(units: Collection[int]) -> dict[int, Election]:
    """The open election of each of some units."""
    found = Election.objects.filter(unit__in=units, is_open=True).select_related("process")
    return {one.unit_id: one for one in found}


def _below(path: str) -> QuerySet:
    return tree.subtree(path, Hierarchy.PARTY).order_by().values("unit_id")
