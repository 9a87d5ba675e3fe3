"""Where members live whose membership is elsewhere: how many went from where to where, and how far
the two sides have come. Counts only, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Case, CharField, Count, FilteredRelation, Q, Value, When
from django.db.models.functions import Substr

from liandong.domains.members.models import Floating
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow.queries import open_on, state_on

START = "registered"


class Away(StrEnum):
    """Where somebody went whom no organisation of ours has been asked to take in."""

    BEYOND = "beyond"  # out of the province
    AREA = "area"  # to a place here, no organisation told yet
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Flow:
    """So many members from one part to another, in one state. `home` and `host` are paths of
    organisations directly below the one that looks, of others outside it the path of the top of the
    tree cut to the same depth; `host` is none where `away` says why."""

    home: str
    host: str | None
    away: Away | None
    state: str
    n: int


def flows(of: Place, *, on: date) -> list[Flow]:
    """Who was away on a day from an organisation's subtree, or had come into it; one query.

    As in `facts`: away from the day they left until the case is closed.
    """
    depth = len(of.path) + tree.WIDTH
    found = (
        Floating.objects.filter(open_on(on), since__lte=on)
        .alias(at_home=_standing("home"), at_host=_standing("host"))
        .filter(tree.below(of.path, "at_home__path") | tree.below(of.path, "at_host__path"))
        .annotate(
            home_path=Substr("at_home__path", 1, depth),
            host_path=Substr("at_host__path", 1, depth),
            away=_away(), state=state_on(on, START),
        )
        .order_by()
        .values_list("home_path", "host_path", "away", "state")
        .annotate(n=Count("pk"))
    )  # fmt: skip
    return [
        Flow(home or "", host, Away(away) if away else None, state, n)
        for home, host, away, state, n in found
    ]


def _standing(side: str) -> FilteredRelation:
    in_the_party = Q(**{f"{side}__positions__hierarchy": Hierarchy.PARTY})
    return FilteredRelation(f"{side}__positions", condition=in_the_party)


def _away() -> Case:
    return Case(
        When(host__isnull=False, then=Value("")),
        When(~Q(elsewhere=""), then=Value(Away.BEYOND.value)),
        When(area__isnull=False, then=Value(Away.AREA.value)),
        default=Value(Away.UNKNOWN.value), output_field=CharField(),
    )  # fmt: skip
