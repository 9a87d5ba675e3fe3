"""Which norm a duty of a Party organisation rests on, and its value where it sits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from liandong.core.kernel.errors import Text
from liandong.core.standards.life.calendar import Cut
from liandong.core.standards.life.model import LifeStandard, Term
from liandong.core.standards.life.people import COMMUNITY_BODY
from liandong.core.standards.norms import Applied, Parameter, resolve
from liandong.domains.norms import books
from liandong.domains.observatory.life_duties import Duty
from liandong.domains.orgs import party, queries
from liandong.domains.orgs.models import Seat, Unit


def norm_code(standard: LifeStandard, kind: str, *, community_body: bool = False) -> str:
    """The norm of a standard for a kind of organisation: terms differ."""
    if isinstance(standard, Term):
        named = COMMUNITY_BODY if community_body else kind
        for code, kinds in standard.other_norms:
            if named in kinds:
                return code
    return standard.norm


class Norms:
    """The norms of some organisations, looked up once for all of their duties."""

    def __init__(
        self, units: Collection[int], *, on: date, known_at: datetime | None = None
    ) -> None:
        self.on = on
        self.book = books.book(known_at)
        self.units = Unit.objects.in_bulk(units)
        seats = Seat.objects.on(on).filter(unit__in=units).select_related("community")
        self._seats = {seat.unit_id: seat.community for seat in seats}
        places = queries.places_of(area.pk for area in self._seats.values())
        self._lines = {
            area: tuple(one.code for one in line if one.code.isdigit())
            for area, line in queries.lines(places).items()
        }
        self._found: dict[tuple, Applied | None] = {}

    def code(self, standard: LifeStandard, unit: int) -> str:
        """The norm of a standard for one of the organisations."""
        one = self.units[unit]
        body = party.is_community_body(one, self._seats.get(unit))
        return norm_code(standard, one.kind, community_body=body)

    def parameter(self, standard: LifeStandard, unit: int) -> Parameter:
        """The norm itself."""
        return self.book[self.code(standard, unit)]

    def applied(self, standard: LifeStandard, unit: int, start: date | None) -> Applied | None:
        """Its value: of the first day of the period, for nobody owes for a time that had begun
        when a rule came."""
        area = self._seats.get(unit)
        line = self._lines.get(area.pk, ()) if area else ()
        day = self.on if standard.cut is Cut.DAY or start is None else start
        asked = (self.code(standard, unit), line, day)
        if asked not in self._found:
            self._found[asked] = resolve(self.book, asked[0], list(line), day)
        return self._found[asked]

    def of(self, duty: Duty) -> tuple[Parameter, Applied | None]:
        """The norm of a duty and the value that holds for it."""
        found = self.applied(duty.standard, duty.unit, duty.start)
        return self.parameter(duty.standard, duty.unit), found


def in_words(standard: LifeStandard, applied: Applied | None) -> Text:
    """The standard in a sentence, with the value in force."""
    value = f"{applied.value.normalize():f}" if applied else "—"
    return Text(standard.rule.zh.format(norm=value), standard.rule.en.format(norm=value))
