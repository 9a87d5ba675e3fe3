"""The value of a norm that holds for a unit on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, Q

from liandong.core.standards.norms import Applied, resolve
from liandong.domains.norms import books
from liandong.domains.orgs import party, tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Seat, Unit
from liandong.domains.orgs.queries import Place, line


def applied(code: str, of: Place, *, on: date, known_at: datetime | None = None) -> Applied | None:
    """The value in force for a place of the territory, with its source; `None` if it has none."""
    codes = [one.code for one in line(of) if one.code.isdigit()]
    return resolve(books.book(known_at), code, codes, on)


def value_for(code: str, unit: Unit | Place, *, on: date) -> Decimal | None:
    """The value in force for any unit; a Party organisation's norms are those of where it sits."""
    found = resolve(books.book(), code, jurisdictions(unit, on), on)
    return found and found.value


class Sited:
    """The norms of one Party organisation on any day: the book, and where it sits and sat, are
    asked of the database once."""

    def __init__(self, unit: Unit | Place) -> None:
        self.unit, self.book = unit, books.book()
        placed = Q(community__positions__hierarchy=Hierarchy.TERRITORY)
        at = FilteredRelation("community__positions", condition=placed)
        seats = Seat.objects.live().filter(unit=unit.id).select_related("community")
        self._seats = list(seats.alias(at=at).annotate(path=F("at__path")))
        wanted = {path for one in self._seats if one.path for path in tree.ancestors(one.path)}
        above = Position.objects.filter(hierarchy=Hierarchy.TERRITORY, path__in=wanted)
        self._codes = dict(above.values_list("path", "unit__code")) if wanted else {}

    def of(self, code: str, on: date) -> Applied | None:
        """The value in force on a day where it sat then, with its source."""
        seat = self._seat(on)
        line = tree.ancestors(seat.path) if seat and seat.path else []
        codes = [self._codes[one] for one in line if self._codes[one].isdigit()]
        return resolve(self.book, code, codes, on)

    def is_community_body(self, on: date) -> bool:
        """Whether it was the organisation of a community or village itself on a day."""
        seat = self._seat(on)
        return party.is_community_body(self.unit, seat and seat.community)

    def _seat(self, on: date) -> Any:
        return next((one for one in self._seats if on in one.period), None)


def values_at(
    codes: Iterable[str], of: Place, *, on: date, above: Sequence[Place] = ()
) -> dict[str, Decimal | None]:
    """The values in force of several norms for one place, or for a department. `above`: the line
    down to the place, of whoever has it at hand."""
    where = (
        [one.code for one in above or line(of) if one.code.isdigit()]
        if of.hierarchy == Hierarchy.TERRITORY
        else jurisdictions(of, on)
    )
    book = books.book()
    found = {code: resolve(book, code, where, on) for code in codes}
    return {code: one and one.value for code, one in found.items()}


def jurisdictions(unit: Unit | Place, on: date) -> list[str]:
    """The division codes that a unit lies in on a day, its own or those of its seat."""
    area = party.area_of(unit, on)
    return [one.code for one in line(area) if one.code.isdigit()] if area else []
