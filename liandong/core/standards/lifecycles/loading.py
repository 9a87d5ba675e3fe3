"""Lifecycles from files, with every mistake by file and line. A file holds one version of one
lifecycle; an earlier version stays beside it under another name (`transfer.v1.yaml`)."""

from __future__ import annotations

from pathlib import Path

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.lifecycles.document import Document, read_document
from liandong.core.standards.lifecycles.model import Lifecycle
from liandong.core.standards.lifecycles.sound import flaws
from liandong.core.standards.norms.findings import NormFinding
from liandong.core.standards.norms.tree import Report, read_file

Findings = list[NormFinding]


class LifecycleError(LiandongError):
    """Lifecycle files that cannot be used; `findings` has every reason."""

    SHOWN = 5

    def __init__(self, findings: Findings) -> None:
        self.findings = tuple(findings)
        shown = findings[: self.SHOWN]
        zh = "\n".join(f"{one.file}:{one.line}: {one.message.zh}" for one in shown)
        en = "\n".join(f"{one.file}:{one.line}: {one.message.en}" for one in shown)
        super().__init__(
            "lifecycle.file",
            Text(
                f"流程文件有 {len(findings)} 处错误，改正后再用：\n{zh}",
                f"The lifecycle files have {len(findings)} mistakes; put them right first:\n{en}",
            ),
        )


def check(folder: Path) -> Findings:
    """What is wrong in the lifecycle files of a folder, by file and line; empty when all is
    right."""
    return _read(folder)[1]


def load(folder: Path) -> dict[tuple[str, int], Lifecycle]:
    """Every lifecycle of a folder by code and version. Raises `LifecycleError`."""
    found, findings = _read(folder)
    if findings:
        raise LifecycleError(findings)
    return found


def _read(folder: Path) -> tuple[dict[tuple[str, int], Lifecycle], Findings]:
    found: dict[tuple[str, int], Lifecycle] = {}
    findings: Findings = []
    for file in sorted(folder.glob("*.yaml")):
        report = Report(file)
        node = read_file(file, report)
        document = None if node is None else read_document(node, report)
        if document is not None:
            _unsound(document, report)
            key = document.lifecycle.code, document.lifecycle.version
            if key in found:
                report.add(
                    1, "lifecycle.duplicate", f"“{key[0]}”第 {key[1]} 版已在另一个文件里。",
                    f"Version {key[1]} of {key[0]} is in another file already.",
                )  # fmt: skip
            found[key] = document.lifecycle
        findings += report.findings
    return found, findings


def _unsound(document: Document, report: Report) -> None:
    for one in flaws(document.lifecycle):
        line = document.lines.get(one.where, 1)
        report.add(line, f"lifecycle.{one.code}", one.text.zh, one.text.en)
