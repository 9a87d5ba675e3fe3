"""The standards an organisation may be let off: all of Party life."""

from __future__ import annotations

from liandong.core.standards.life.catalogue import BY_CODE

STANDARDS = frozenset(BY_CODE)
