"""Rosters in: read a workbook against the branches, then register whom nothing speaks against."""

from liandong.domains.members.imports.publishing import take
from liandong.domains.members.imports.reading import Roster, understand

__all__ = ["Roster", "take", "understand"]
