"""Party organisations: where each sits, and which are the bodies of a community or village."""

from __future__ import annotations

from datetime import date

from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Placement, Seat, Unit
from liandong.domains.orgs.queries import Place, places_among, places_of

# The own Party organisation of an area is called by the area's code behind this letter.
PREFIX = "D"
KINDS = frozenset(
    {Kind.PARTY_COMMITTEE, Kind.GENERAL_BRANCH, Kind.BRANCH, Kind.JOINT_BRANCH, Kind.PARTY_GROUP}
)
# Members belong to one of these; committees and general branches have members only through them.
BRANCHES = frozenset({Kind.BRANCH, Kind.JOINT_BRANCH})
_RESIDENTIAL = frozenset({Kind.COMMUNITY, Kind.VILLAGE})


def own_code(division_code: str) -> str:
    """The code of the Party organisation of an area itself."""
    return PREFIX + division_code


def seat_on(unit: Unit | Place, on: date) -> Unit | None:
    """The area where a Party organisation sits on a day."""
    seat = Seat.objects.on(on).filter(unit=unit.id).select_related("community").first()
    return seat and seat.community


def is_community_body(unit: Unit | Place, area: Unit | None) -> bool:
    """Whether it is the Party organisation of that community or village itself: its terms and
    duties differ from those of other organisations that sit there."""
    return (
        area is not None
        and area.kind in _RESIDENTIAL
        and unit.code == own_code(area.division_code or "")
    )


def area_of(unit: Unit | Place, on: date) -> Place | None:
    """The place in the territory whose norms hold for a unit: its own, where it sits, or whose
    department it is."""
    if unit.kind in KINDS:
        found = places_among(Seat.objects.on(on).filter(unit=unit.id).values("community_id"))
    elif unit.kind == Kind.DEPARTMENT:
        held = Placement.objects.on(on).filter(unit=unit.id, hierarchy=Hierarchy.GOVERNMENT)
        found = places_among(held.values("parent_id"))
    else:
        found = places_of([unit.id])
    return found[0] if found else None
