"""What the check of a file found, as every import prints it and hands it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from liandong.cli import common
from liandong.core.kernel.errors import Text

if TYPE_CHECKING:
    from liandong.domains.intake.models import Batch

LISTED = 20  # findings of one code that are printed; the rest is counted
_STYLE = {"error": "red", "warning": "yellow", "note": "dim"}


def finding(cell: str, severity: str, code: str, message: Text) -> dict[str, str]:
    """One, with its message in the language of the command line."""
    return {
        "cell": cell, "severity": str(severity), "code": str(code),
        "message": common.words(message),
    }  # fmt: skip


def as_data(findings: Iterable[Any]) -> list[dict[str, str]]:
    """Those of a reading."""
    return [finding(one.cell, one.severity, one.code, one.message) for one in findings]


def of_batch(batch: Batch) -> list[dict[str, str]]:
    """Those on record of a batch."""
    return [
        finding(one.cell, one.severity, one.code, Text(one.zh, one.en))
        for one in batch.findings.all()
    ]


def show(findings: Sequence[Mapping[str, str]], counts: Mapping[str, int] | None = None) -> None:
    """Print findings, of each code the first few. `counts`: how many of a code there are in all,
    where not every one is listed."""
    total = counts or Counter(one["code"] for one in findings)
    shown: Counter[str] = Counter()
    for one in findings:
        code, style = one["code"], _STYLE[one["severity"]]
        shown[code] += 1
        if shown[code] <= LISTED:
            common.out.print(one["message"], style=style, highlight=False)
        elif shown[code] == LISTED + 1:
            more = total[code] - LISTED
            said = Text(
                f"……还有 {more:,} 行是同样的问题（{code}）",
                f"… and {more:,} more rows alike ({code})",
            )
            common.out.print(common.words(said), style=style, highlight=False)
