"""What a reading of a sheet says to its sender: how it was understood, and what is wrong where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from liandong.core.kernel.errors import LiandongError, Severity, Text

# More are not read on a screen: the marked workbook has all of them.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """`columns`: letter, header, target, whether we are sure. `known`: rows on record already;
    `problem`: why the file cannot be read at all (then there is nothing else)."""

    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    rows: int = 0
    right: int = 0
    known: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    problem: dict[str, str] | None = None

    @property
    def wrong(self) -> int:
        """Rows that something is wrong with."""
        return self.rows - self.right - self.known

    @property
    def errors(self) -> int:
        return self.counts.get(Severity.ERROR.value, 0)

    def data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def unreadable(cls, error: LiandongError, sheets: Iterable[str] = ()) -> Said:
        problem = {"code": error.code, "zh": error.text.zh, "en": error.text.en}
        return cls(sheets=list(sheets), problem=problem)


def of_findings(found: Iterable[Any]) -> dict[str, Any]:
    """The part of `Said` that speaks of findings: each has cell, row, severity, code, message."""
    every = list(found)
    counts = Counter(one.severity.value for one in every)
    codes = Counter(f"{one.severity.value} {one.code}" for one in every)
    shown = [
        {"cell": one.cell, "severity": one.severity.value, "code": str(one.code),
         **_words(one.cell, one.message)}
        for one in every[:MOST]
    ]  # fmt: skip
    return {"counts": dict(counts), "codes": dict(codes), "findings": shown}


def _words(cell: str, message: Text) -> dict[str, str]:
    """The cell is shown beside it."""
    return {
        "zh": message.zh.removeprefix(f"{cell}："), "en": message.en.removeprefix(f"{cell}: "),
    }  # fmt: skip
