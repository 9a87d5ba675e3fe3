"""Norms as data: dated values with scope and source, read from YAML, checked, resolved.

Worked cases are in `norms.cases`, apart, since they know the standards as well.
"""

from liandong.core.standards.model import Direction
from liandong.core.standards.norms.findings import NormError, NormFinding
from liandong.core.standards.norms.loading import check, load
from liandong.core.standards.norms.model import (
    NATION,
    Effect,
    Entry,
    NormBook,
    NormUnit,
    Parameter,
    Row,
    Source,
    Tag,
)
from liandong.core.standards.norms.resolving import Applied, Silence, resolve, silence

__all__ = [
    "NATION",
    "Applied",
    "Direction",
    "Effect",
    "Entry",
    "NormBook",
    "NormError",
    "NormFinding",
    "NormUnit",
    "Parameter",
    "Row",
    "Silence",
    "Source",
    "Tag",
    "check",
    "load",
    "resolve",
    "silence",
]
