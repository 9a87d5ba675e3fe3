"""How long a body is in office, by norm: who sits in a community or village longer than others."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import months_after
from liandong.domains.norms.queries import Sited, value_for
from liandong.domains.orgs import party
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place

COMMUNITY = "life.term_years_community"
COMMITTEE = "life.term_years_committee"
BRANCH = "life.term_years_branch"
EXTENSION = "life.term_extension_months"


def norm_of(unit: Unit | Place, on: date, norms: Sited | None = None) -> str:
    """The code of the norm that says how long a body of this unit is in office. `norms`: its own,
    of whoever has them at hand."""
    if norms.is_community_body(on) if norms else _is_community_body(unit, on):
        return COMMUNITY
    return COMMITTEE if unit.kind == Kind.PARTY_COMMITTEE else BRANCH


def _is_community_body(unit: Unit | Place, on: date) -> bool:
    return party.is_community_body(unit, party.seat_on(unit, on))


def usual_due(unit: Unit, start: date) -> date:
    """The last day of a term that begins on `start`. Raises `LiandongError` without a norm."""
    years = value_for(norm_of(unit, start), unit, on=start)
    if years is None:
        raise LiandongError(
            "no_term_norm",
            Text(
                f"没有规定{unit.name}的任期。请写明届满日期，或先补上规范。",
                f"No norm says how long the body of {unit.name} is in office. Give the day it is "
                "due, or add the norm.",
            ),
        )
    return months_after(start, int(years * 12)) - timedelta(days=1)


def latest(unit: Unit, due: date, norms: Sited | None = None) -> date:
    """The last day to which a term that is due may be extended."""
    months = (norms or Sited(unit)).of(EXTENSION, due)
    return months_after(due, int(months.value if months else Decimal(0)))
