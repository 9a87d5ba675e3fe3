"""The stages of each family from inputs to results, in their order, for the engines."""

from __future__ import annotations

from liandong.core.indicators import life_measuring
from liandong.core.indicators.family import Stages
from liandong.core.indicators.measuring import measures
from liandong.core.standards.evaluate import duties, frame, judged
from liandong.core.standards.life.judging import duties as life_duties
from liandong.core.standards.life.judging import meetings, people, rules, structure

GUARANTEE_STAGES: Stages = {
    "frame": frame,
    "judged": judged,
    "duties": duties,
    "measures": measures,
}
LIFE_STAGES: Stages = {
    "zones": rules.zones,
    "rules": rules.rules,
    "standing": rules.standing,
    **meetings.stages(),
    "trained": people.trained,
    "numbered": structure.numbered,
    **life_duties.OTHERS,
    "others": life_duties.others,
    "duties": life_duties.duties,
    **life_measuring.parts(),
    "measures": life_measuring.measures,
}
