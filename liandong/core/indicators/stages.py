"""The stages of each family from inputs to results, in their order, for the engines."""

from __future__ import annotations

from liandong.core.indicators import life_measuring
from liandong.core.indicators.family import Stages
from liandong.core.indicators.measuring import measures
from liandong.core.standards import evaluate
from liandong.core.standards.life.judging import duties, frame, people, rules, structure

GUARANTEE_STAGES: Stages = {
    "frame": evaluate.frame,
    "judged": evaluate.judged,
    "duties": evaluate.duties,
    "measures": measures,
}
LIFE_STAGES: Stages = {
    "zones": rules.zones,
    "rules": rules.rules,
    "asked": rules.asked,
    "standing": rules.standing,
    "changes": frame.changes,
    "frame": frame.frame,
    "trained": people.trained,
    "present_terms": people.present_terms,
    "obliged": people.obliged,
    "below": structure.below,
    "judged": duties.judged,
    "duties": duties.duties,
    "counts": life_measuring.counts,
    "counted": life_measuring.counted,
    "measures": life_measuring.measures,
}
