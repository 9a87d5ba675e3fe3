"""All standards of the family, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from liandong.core.standards.life.meetings import MEETINGS
from liandong.core.standards.life.model import LifeStandard
from liandong.core.standards.life.people import OBLIGATIONS, TERM, TRAINING
from liandong.core.standards.life.structure import STRUCTURE

STANDARDS: tuple[LifeStandard, ...] = (*MEETINGS, *TRAINING, TERM, *OBLIGATIONS, *STRUCTURE)
BY_CODE: Mapping[str, LifeStandard] = MappingProxyType({one.code: one for one in STANDARDS})
