"""Understand a workbook as an office sends it, and hand it back with the findings marked."""

from typing import Any

from .asofday import Days
from .definition import Blank, Dimension, FieldDef, LedgerDefinition, LevelDef, NotLess
from .errors import UnreadableFile
from .findings import Code, Finding
from .places import PlaceIndex
from .reader import read_ledger
from .result import AsOf, Column, Reading, Role, Row, Skipped, Sure, UnitFrom

__all__ = [
    "AsOf",
    "Blank",
    "Code",
    "Column",
    "Days",
    "Dimension",
    "FieldDef",
    "Finding",
    "LedgerDefinition",
    "LevelDef",
    "NotLess",
    "PlaceIndex",
    "Reading",
    "Role",
    "Row",
    "Skipped",
    "Sure",
    "UnitFrom",
    "UnreadableFile",
    "read_ledger",
    "write_marked",
]


def __getattr__(name: str) -> Any:
    """Writers of workbooks are slow to load: only who marks a file waits for them."""
    if name == "write_marked":
        from .marked import write_marked  # noqa: PLC0415

        return write_marked
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
