"""How an organisation stands to a duty, by what all kinds of duty have in common."""

from __future__ import annotations

import ibis

from liandong.core.standards.life.judging.numbered import STATUS
from liandong.core.standards.life.words import DutyStatus


def status_of(
    *, done: ibis.Value, exempt: ibis.Value, in_time: ibis.Value, unknown: ibis.Value | None = None
) -> ibis.Value:
    """What is done is met, whoever was let off it; what is not known is neither due nor overdue."""
    branches = [
        (done.fill_null(False), DutyStatus.MET),
        (exempt, DutyStatus.EXEMPT),
        *([] if unknown is None else [(unknown, DutyStatus.UNKNOWN)]),
        (in_time, DutyStatus.DUE),
    ]
    numbers = ((said, STATUS[status]) for said, status in branches)
    return ibis.cases(*numbers, else_=STATUS[DutyStatus.OVERDUE]).cast("int8")
