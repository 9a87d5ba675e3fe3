"""Norm files from disk: check them, or load them into a book."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from liandong.core.kernel.errors import Severity
from liandong.core.standards.norms.combining import EMPTY, Findings, combine
from liandong.core.standards.norms.document import Document, read_document
from liandong.core.standards.norms.findings import NormError, NormFinding
from liandong.core.standards.norms.model import NormBook
from liandong.core.standards.norms.tree import Report, read_file

Where = Path | Iterable[Path]
ENDINGS = (".yaml", ".yml")


def check(where: Where, *extra: Path) -> list[NormFinding]:
    """What is wrong in norm files, by file and line; empty when all is right.

    `where` is a directory (its `parameters/` when there is one), a file, or several files;
    `extra` are files or directories whose values are added on top, as in `load`.
    """
    return _read(where, extra)[1]


def load(where: Where, *extra: Path) -> NormBook:
    """All norms, with the values of the extra files added.

    Raises `NormError` with all findings when one of them is an error.
    """
    book, findings = _read(where, extra)
    if any(one.severity is Severity.ERROR for one in findings):
        raise NormError(findings)
    return book


def _read(where: Where, extra: tuple[Path, ...]) -> tuple[NormBook, Findings]:
    documents, findings = _documents(where)
    book, more = combine(EMPTY, documents, adding=False)
    findings += more
    for path in extra:
        added, wrong = _documents(path)
        book, more = combine(book, added, adding=True)
        # what the base already said of itself is not said again
        findings += wrong + [one for one in more if one not in findings]
    return book, sorted(findings, key=lambda one: (str(one.file), one.line, one.code))


def _documents(where: Where) -> tuple[list[Document], Findings]:
    found: list[Document] = []
    findings: Findings = []
    for file in _files(where, findings):
        report = Report(file)
        node = read_file(file, report)
        document = None if node is None else read_document(node, report)
        if document is not None:
            found.append(document)
        findings += report.findings
    return found, findings


def _files(where: Where, findings: Findings) -> list[Path]:
    if not isinstance(where, Path):
        return list(where)
    if not where.is_dir():
        return [where]
    root = where / "parameters" if (where / "parameters").is_dir() else where
    files = sorted(path for path in root.rglob("*") if path.suffix in ENDINGS)
    if not files:
        report = Report(root)
        report.add(
            1,
            "norm.no_files",
            "这个目录里没有标准文件（.yaml）。请检查目录是否写对。",
            "This directory has no norm files (.yaml). Check that it is the right one.",
        )
        findings += report.findings
    return files
