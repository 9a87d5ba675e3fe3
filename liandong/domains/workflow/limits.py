"""By which day the holder of a case has to act, in lifecycles without clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from liandong.core.kernel.period import months_after
from liandong.core.standards.lifecycles.model import State
from liandong.domains.norms.queries import value_for
from liandong.domains.orgs.models import Unit


def due_of(state: State, sides: Mapping[str, Unit], on: date) -> date | None:
    """By the norm that holds where the holder sits; none without one."""
    norm = state.days_norm or state.months_norm
    holder = sides.get(state.holder or "")
    value = value_for(norm, holder, on=on) if norm and holder else None
    if value is None:
        return None
    return on + timedelta(days=int(value)) if state.days_norm else months_after(on, int(value))
