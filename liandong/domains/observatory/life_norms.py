"""Which norm a duty of a Party organisation rests on, and its value where it sits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import F, FilteredRelation, Q, QuerySet

from liandong.core.kernel.errors import Text
from liandong.core.standards.life.calendar import Cut
from liandong.core.standards.life.model import LifeStandard, Term
from liandong.core.standards.life.people import COMMUNITY_BODY
from liandong.core.standards.norms import Applied, Parameter, resolve
from liandong.domains.norms import books
from liandong.domains.observatory.life_duties import Duty
from liandong.domains.orgs import party, tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Seat, Unit


def norm_code(standard: LifeStandard, kind: str, *, community_body: bool = False) -> str:
    """The norm of a standard for a kind of organisation: terms differ."""
    if isinstance(standard, Term):
        named = COMMUNITY_BODY if community_body else kind
        for code, kinds in standard.other_norms:
            if named in kinds:
                return code
    return standard.norm


def _seats(units: Collection[int], on: date) -> QuerySet[Seat]:
    """Where some organisations sit on a day, with the path of the place in the territory."""
    placed = Q(community__positions__hierarchy=Hierarchy.TERRITORY)
    found = Seat.objects.on(on).filter(unit__in=units).select_related("unit", "community")
    at = FilteredRelation("community__positions", condition=placed)
    return found.alias(at=at).annotate(area_path=F("at__path"))


def _codes(paths: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """The division codes from the top down to each of some places, by the place's id."""
    wanted = {path for one in paths.values() for path in tree.ancestors(one)}
    held = Position.objects.filter(hierarchy=Hierarchy.TERRITORY, path__in=wanted)
    codes = dict(held.values_list("path", "unit__code"))
    return {
        area: tuple(codes[one] for one in tree.ancestors(path) if codes[one].isdigit())
        for area, path in paths.items()
    }


class Norms:
    """The norms of some organisations, looked up once for all of their duties."""

    def __init__(
        self, units: Collection[int], *, on: date, known_at: datetime | None = None
    ) -> None:
        self.on = on
        self.book = books.book(known_at)
        seats = list(_seats(units, on))
        self.units = {seat.unit_id: seat.unit for seat in seats}
        if missing := set(units) - self.units.keys():
            self.units |= Unit.objects.in_bulk(missing)
        self._seats = {seat.unit_id: seat.community for seat in seats}
        paths = {seat.community_id: seat.area_path for seat in seats if seat.area_path}
        self._lines = _codes(paths)
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
