"""Norms as data: dated values with scope and source, read from YAML, checked, resolved."""

from liandong.core.standards.norms.cases import Case, CaseFact, Expected, Status, load_cases
from liandong.core.standards.norms.findings import NormError, NormFinding
from liandong.core.standards.norms.loading import check, load
from liandong.core.standards.norms.model import (
    NATION,
    Direction,
    Effect,
    Entry,
    NormBook,
    NormUnit,
    Parameter,
    Row,
    Source,
    Tag,
)
from liandong.core.standards.norms.resolving import Applied, resolve

__all__ = [
    "NATION",
    "Applied",
    "Case",
    "CaseFact",
    "Direction",
    "Effect",
    "Entry",
    "Expected",
    "NormBook",
    "NormError",
    "NormFinding",
    "NormUnit",
    "Parameter",
    "Row",
    "Source",
    "Status",
    "Tag",
    "check",
    "load",
    "load_cases",
    "resolve",
]
