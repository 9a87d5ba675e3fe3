"""Who serves in an area, and hirings under way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from liandong.core.kernel.scope import Scope
from liandong.domains.guarantee.careers.models import Hiring, Service
from liandong.domains.orgs import tree
from liandong.domains.orgs.queries import Place, visible


@dataclass(frozen=True, slots=True)
class Staff:
    """Those who serve below a street on a day: by post, by grade, by community."""

    services: tuple[Service, ...]
    by_post: Counter[str]
    by_grade: Counter[int]
    by_unit: Counter[int]


def staff(place: Place, *, on: date) -> Staff:
    """The community workers of an area, a street above all, seen as one."""
    below = tree.subtree(place.path, place.hierarchy).values("unit_id")
    held = Service.objects.on(on).filter(unit__in=below.order_by())
    rows = tuple(held.select_related("worker", "unit").order_by("unit__code", "-grade", "pk"))
    return Staff(
        rows,
        Counter(one.post for one in rows),
        Counter(one.grade for one in rows),
        Counter(one.unit_id for one in rows),
    )


def hirings(scope: Scope, *, open_only: bool = True) -> QuerySet[Hiring]:
    """Hirings of the areas in a scope, the latest first."""
    found = Hiring.objects.filter(unit__in=visible(scope).order_by().values("unit_id"))
    if open_only:
        found = found.filter(process__closed_on=None)
    return found.select_related("unit", "process").order_by("-pk")
