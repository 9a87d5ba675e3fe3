"""Statuses and standards as numbers until a word is wanted: words are slow to write."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.words import DutyStatus

STATUSES = tuple(one for one in DutyStatus if one is not DutyStatus.NOT_APPLICABLE)
STATUS: Mapping[DutyStatus, int] = MappingProxyType({one: n for n, one in enumerate(STATUSES)})
NUMBER: Mapping[str, int] = MappingProxyType({one.code: n for n, one in enumerate(STANDARDS)})
# The columns of the duties that hold numbers, and the words they stand for.
WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"standard": tuple(NUMBER), "status": tuple(one.value for one in STATUSES)}
)
