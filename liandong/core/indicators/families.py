"""The families there are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from liandong.core.facts import life as life_facts
from liandong.core.facts import tables
from liandong.core.indicators import guarantee, life, life_measures, measures
from liandong.core.indicators.family import Family, Spread, Stages
from liandong.core.standards.guarantee import STANDARDS
from liandong.core.standards.life import catalogue
from liandong.core.standards.life.judging import calls
from liandong.core.standards.life.judging.columns import FRAME
from liandong.core.standards.life.judging.numbered import WORDS


def _of_guarantee() -> Stages:
    from liandong.core.indicators.stages import GUARANTEE_STAGES  # noqa: PLC0415  loads Ibis

    return GUARANTEE_STAGES


def _of_life() -> Stages:
    from liandong.core.indicators.stages import LIFE_STAGES  # noqa: PLC0415  loads Ibis

    return LIFE_STAGES


GUARANTEE = Family(
    name="guarantee",
    hierarchy="territory",
    schemas=tables.SCHEMAS,
    stages=_of_guarantee,
    measures=tuple(measures.names()),
    indicators=MappingProxyType({one.code: one for one in guarantee.INDICATORS}),
    standards=MappingProxyType({one.code: one for one in STANDARDS}),
)
LIFE = Family(
    name=life.LIFE,
    hierarchy=life.PARTY,
    schemas=life_facts.SCHEMAS,
    stages=_of_life,
    measures=life_measures.names(),
    indicators=MappingProxyType({one.code: one for one in life.INDICATORS}),
    standards=catalogue.BY_CODE,
    constants=calls.tables,
    views=frozenset({"changes", "duties", "counts", "measures"}),
    large=frozenset({"judged"}),
    spreads=MappingProxyType(
        {
            "frame": Spread("standing", "changes", FRAME),
            "counted": Spread("frame", "counts", life_measures.COUNTED),
        }
    ),
    words=WORDS,
)
FAMILIES: Mapping[str, Family] = MappingProxyType({one.name: one for one in (GUARANTEE, LIFE)})
