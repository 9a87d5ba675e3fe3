"""The value of a norm that holds for a unit on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from liandong.core.standards.norms import Applied, resolve
from liandong.domains.norms import books
from liandong.domains.orgs import party
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place, line


def applied(code: str, of: Place, *, on: date, known_at: datetime | None = None) -> Applied | None:
    """The value in force for a place of the territory, with its source; `None` if it has none."""
    codes = [one.code for one in line(of) if one.code.isdigit()]
    return resolve(books.book(known_at), code, codes, on)


def value_for(code: str, unit: Unit, *, on: date) -> Decimal | None:
    """The value in force for any unit; a Party organisation's norms are those of where it sits."""
    found = resolve(books.book(), code, jurisdictions(unit, on), on)
    return found and found.value


def values_at(
    codes: Iterable[str], of: Place, *, on: date, above: Sequence[Place] = ()
) -> dict[str, Decimal | None]:
    """The values in force of several norms for one place, or for a department. `above`: the line
    down to the place, of whoever has it at hand."""
    where = (
        [one.code for one in above or line(of) if one.code.isdigit()]
        if of.hierarchy == Hierarchy.TERRITORY
        else jurisdictions(Unit.objects.get(pk=of.id), on)
    )
    book = books.book()
    found = {code: resolve(book, code, where, on) for code in codes}
    return {code: one and one.value for code, one in found.items()}


def jurisdictions(unit: Unit, on: date) -> list[str]:
    """The division codes that a unit lies in on a day, its own or those of its seat."""
    area = party.area_of(unit, on)
    return [one.code for one in line(area) if one.code.isdigit()] if area else []
