"""The workers of an area found by what one knows of them, and what is vacant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from liandong.domains.guarantee.careers.models import Hiring, PostKind, Review, Service
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import Place

COMMUNITIES = (Kind.COMMUNITY, Kind.VILLAGE)


def below(place: Place) -> QuerySet[Position]:
    return tree.subtree(place.path, place.hierarchy).order_by()


def communities(place: Place) -> QuerySet[Unit]:
    """The communities and villages of an area, by code."""
    found = Unit.objects.filter(pk__in=below(place).values("unit_id"), kind__in=COMMUNITIES)
    return found.order_by("code")


def serving(place: Place, *, on: date, q: str = "", post: str = "") -> QuerySet[Service]:
    """Who serves in an area on a day, in the order of communities and numbers: no ranking."""
    found = Service.objects.on(on).filter(unit__in=below(place).values("unit_id"))
    if post:
        found = found.filter(post=post)
    if q:
        found = found.filter(
            Q(worker__number__icontains=q)
            | Q(unit__name__icontains=q)
            | Q(worker__user__display_name__icontains=q)
        )
    return found.select_related("worker__user", "unit").order_by("unit__code", "worker__number")


@dataclass(frozen=True, slots=True)
class Staffed:
    """A community and how many serve there in each post on a day."""

    code: str
    name: str
    posts: Mapping[str, int]

    @property
    def headless(self) -> bool:
        return not self.posts[PostKind.HEAD]


def staffed(place: Place, *, on: date) -> list[Staffed]:
    """The communities of an area, by code, those too where nobody serves; one query."""
    day = Q(services__voided_at=None, services__start__lte=on) & (
        Q(services__end=None) | Q(services__end__gt=on)
    )
    counts = {
        f"n_{kind.value}": Count("services", filter=day & Q(services__post=kind.value))
        for kind in PostKind
    }
    rows = communities(place).annotate(**counts).values("code", "name", *counts)
    return [
        Staffed(row["code"], row["name"], {kind.value: row[f"n_{kind.value}"] for kind in PostKind})
        for row in rows
    ]


def hirings(place: Place) -> QuerySet[Hiring]:
    """The hirings of an area and those below, the latest first."""
    found = Hiring.objects.filter(unit__in=below(place).values("unit_id"))
    return found.select_related("unit", "process")


def reviews(place: Place, *, on: date) -> QuerySet[Review]:
    """What was decided about the terms of those who are heads in an area on a day."""
    heads = serving(place, on=on, post=PostKind.HEAD).values("worker_id")
    found = Review.objects.filter(worker__in=heads.order_by(), end__lte=on)
    return found.select_related("worker__user", "unit").order_by("worker__number", "-start")
