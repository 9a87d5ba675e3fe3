"""Which of several values of a norm applies, as an expression."""

from __future__ import annotations

import ibis


def strongest(held: ibis.Table, *by: str) -> ibis.Table:
    """One row per group: `value`, from the norms that hold there.

    The most specific jurisdiction wins, but never asks for less than a floor that holds there as
    well: of a norm `at_most`, the lowest such value.
    """
    found = held.group_by(*by).agg(
        specific=held.value.argmax(held.level),
        lowest=held.value.max(where=held.floor & ~held.at_most),
        highest=held.value.min(where=held.floor & held.at_most),
    )
    raised = ibis.greatest(found.specific, found.lowest.coalesce(found.specific))
    return found.select(*by, value=ibis.least(raised, found.highest.coalesce(raised)))
