"""Where somebody stands, if they tap to say so: it finds the area and goes with the request to
whoever deals with it, as long as it lies in the place they chose. Nobody else reads it, and what is
not sent is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.utils.translation import gettext as _

from liandong.domains.orgs.queries import Place
from liandong.web.portal import sketch

_STEP = Decimal("0.0001")  # about ten metres: as fine as anybody needs to find a lamp
_ROUGH = 500  # metres; a position less sure than that says the area and no more


@dataclass(frozen=True, slots=True)
class Here:
    """A point. `exact`: sure enough to be sent along."""

    latitude: Decimal
    longitude: Decimal
    exact: bool = True

    @property
    def area(self) -> str | None:
        """The six digits of the area in which it lies."""
        return sketch.area_of((float(self.longitude), float(self.latitude)))

    def within(self, place: Place | None) -> bool:
        """Whether it lies where the person says that it happened."""
        spot = (float(self.longitude), float(self.latitude))
        return place is not None and sketch.fits(spot, place.code)


def given(asked: QueryDict) -> Here | None:
    """The point that a form brings, unless it is to be forgotten."""
    if "forget" in asked:
        return None
    try:
        lat, long = (Decimal(asked.get(one, "").strip()[:20]) for one in ("lat", "long"))
        sure = float(asked.get("sure", "") or 0)
    except (InvalidOperation, ValueError):
        return None
    if not (lat.is_finite() and long.is_finite() and abs(lat) <= 90 and abs(long) <= 180):
        return None
    return Here(lat.quantize(_STEP), long.quantize(_STEP), exact=sure <= _ROUGH)


def outside() -> str:
    return _("您现在的位置不在这里的范围内。请在列表里选，或写社区、街道的名字。")
