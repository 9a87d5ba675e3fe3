"""How an organisation stands to a duty, by what all kinds of duty have in common."""

from __future__ import annotations

import ibis

from liandong.core.standards.life.words import DutyStatus


def status_of(
    *, done: ibis.Value, exempt: ibis.Value, in_time: ibis.Value, unknown: ibis.Value | None = None
) -> ibis.Value:
    """What is done is met, whoever was let off it; what is not known is neither due nor overdue."""
    branches = [
        (done.fill_null(False), DutyStatus.MET.value),
        (exempt, DutyStatus.EXEMPT.value),
        *([] if unknown is None else [(unknown, DutyStatus.UNKNOWN.value)]),
        (in_time, DutyStatus.DUE.value),
    ]
    return ibis.cases(*branches, else_=DutyStatus.OVERDUE.value)
