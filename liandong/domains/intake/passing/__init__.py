"""Sheets of people on their way in: kept for an hour at most, sealed under a key that only the
sender's browser holds (ADR 0013). Of the file nothing stays."""

from liandong.domains.intake.passing.files import as_file, written
from liandong.domains.intake.passing.keeping import LASTS, Pass, drop, find, keep, sweep
from liandong.domains.intake.passing.said import Said
from liandong.domains.intake.passing.working import Work, at_work, run

__all__ = [
    "LASTS", "Pass", "Said", "Work", "as_file", "at_work", "drop", "find", "keep", "run", "sweep",
    "written",
]  # fmt: skip
