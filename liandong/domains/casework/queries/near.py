"""Open cases that may be the same: of the same matter or in like words, in the same place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from liandong.domains.casework.enums import Moderation
from liandong.domains.casework.models import Case
from liandong.domains.casework.searching import alike
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.models import Unit

_LOOKED_AT = 300
_NEAR = Decimal("0.003")  # about 300 metres
_ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class Alike:
    """A case, and why it may be the same: `matter`, `words`, `near`; the score orders them."""

    case: Case
    by: tuple[str, ...]
    score: float


def similar(
    *, text: str, place: Unit, matter: Matter | None = None, latitude: Decimal | None = None,
    longitude: Decimal | None = None, public: bool = True, limit: int = 5,
    among: QuerySet[Case] | None = None,
) -> list[Alike]:  # fmt: skip
    """The likest open cases, `among` some if so wished; `public`: only what everybody may read."""
    here = Q(place=place)
    if latitude is not None and longitude is not None:
        here |= Q(latitude__range=(latitude - _NEAR, latitude + _NEAR),
                  longitude__range=(longitude - _NEAR, longitude + _NEAR))  # fmt: skip
    every = Case.objects.all() if among is None else among
    found = every.filter(here, closed_at=None)
    if public:
        found = found.filter(moderation=Moderation.PUBLIC, private=False)
    rows = found.select_related("matter", "place").order_by("-pk")[:_LOOKED_AT]
    judged = (_judged(one, text, matter, latitude, longitude, public) for one in rows)
    kept = [one for one in judged if one.score >= _ENOUGH]
    return sorted(kept, key=lambda one: (-one.score, -one.case.pk))[:limit]


def _judged(
    case: Case, text: str, matter: Matter | None, latitude: Decimal | None,
    longitude: Decimal | None, public: bool,
) -> Alike:  # fmt: skip
    # Where other words were published, the original must not show through what it is like.
    words = alike(text, (case.public_text if public else "") or case.text)
    same = matter is not None and case.matter_code == matter.code
    near = (
        latitude is not None and longitude is not None and case.latitude is not None
        and abs(case.latitude - latitude) <= _NEAR and abs(case.longitude - longitude) <= _NEAR
    )  # fmt: skip
    said = (("matter", same), ("words", words >= _ENOUGH), ("near", near))
    by = [name for name, so in said if so]
    return Alike(case, tuple(by), words + 0.4 * same + 0.2 * near * (same or words > 0))
