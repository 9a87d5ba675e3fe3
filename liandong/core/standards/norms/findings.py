"""What is wrong in a norm file, by file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from liandong.core.kernel.errors import LiandongError, Severity, Text


@dataclass(frozen=True, slots=True)
class NormFinding:
    """One mistake or doubt; `line` counts from 1. Only errors keep a book from being loaded."""

    file: Path
    line: int
    code: str
    message: Text
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message.zh}"


class NormError(LiandongError):
    """Norm files that cannot be used; `findings` has every reason."""

    SHOWN = 5

    def __init__(self, findings: Iterable[NormFinding]) -> None:
        self.findings = tuple(findings)
        errors = [one for one in self.findings if one.severity is Severity.ERROR]
        shown = errors[: self.SHOWN]
        zh = "\n".join(f"{one.file}:{one.line}: {one.message.zh}" for one in shown)
        en = "\n".join(f"{one.file}:{one.line}: {one.message.en}" for one in shown)
        super().__init__(
            "norm.invalid",
            Text(
                f"标准文件有 {len(errors)} 处错误，改正后再用：\n{zh}",
                f"The norm files have {len(errors)} mistakes; put them right first:\n{en}",
            ),
        )
