"""A sheet of meetings, as a branch or an office keeps it: understood row by row, with findings."""

from liandong.domains.life.sheet.findings import Finding
from liandong.domains.life.sheet.reading import Line, Reading, read_meetings

__all__ = ["Finding", "Line", "Reading", "read_meetings"]
