"""All duties in one table, whatever they come from."""

from __future__ import annotations

from functools import cache

import ibis

from liandong.core.facts.life import DUTIES
from liandong.core.standards.life.judging.meetings import meetings
from liandong.core.standards.life.judging.people import dated, terms, training
from liandong.core.standards.life.judging.rules import stage
from liandong.core.standards.life.judging.structure import structure
from liandong.core.standards.life.meetings import MEETINGS
from liandong.core.standards.life.structure import STRUCTURE


@cache
def judged() -> ibis.Table:
    """Every duty, its standard and status as numbers; `current`: its period has not ended;
    `of_year`: not what is left of the year before."""
    return ibis.union(
        *(meetings(one) for one in MEETINGS),
        training(),
        terms(),
        dated(),
        *(structure(one) for one in STRUCTURE),
    )


@cache
def duties() -> ibis.Table:
    """Every duty: `facts.life.DUTIES`, its standard and status as numbers of words."""
    return stage("judged", judged()).select(DUTIES.names)
