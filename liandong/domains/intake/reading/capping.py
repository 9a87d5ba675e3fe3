"""A kind of finding that repeats itself is listed a number of times; then only how many more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from liandong.core.kernel.errors import Text

from .findings import Finding

EACH = 20
"""Findings of a kind that are listed where they are many and alike."""
MOST = 2_000
"""Findings of a kind that are ever kept: nobody mends more than that by hand."""


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each severity and code: `error duplicate_row`."""
    return dict(Counter(f"{one.severity} {one.code}" for one in findings))


def capped(findings: list[Finding], most: int) -> tuple[Finding, ...]:
    """The findings, of each kind the first `most`, and then one that says how many more."""
    seen: Counter[tuple[str, str]] = Counter()
    left_out: dict[tuple[str, str], int] = {}
    kept: list[Finding] = []
    for one in findings:
        kind = (str(one.severity), str(one.code))
        seen[kind] += 1
        if seen[kind] == most + 1:
            left_out[kind] = len(kept)
        if seen[kind] <= most + 1:
            kept.append(one)
    for kind, index in left_out.items():
        kept[index] = _more(kept[index], seen[kind] - most)
    return tuple(kept)


def _more(first: Finding, count: int) -> Finding:
    """In place of the first that is left out."""
    what = Text(
        f"……从这里起还有 {count:,} 行是同样的问题", f"… and from here {count:,} more rows alike"
    )
    remedy = Text(
        "不再逐一列出，请先改好上面的",
        "they are not listed one by one; mend those above first",
    )
    return Finding(first.row, first.column, first.severity, first.code, what, remedy)
