"""Worked cases: the facts of one unit, the day, and what a person computed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from liandong.core.kernel.errors import Severity, Text
from liandong.core.standards.model import Status
from liandong.core.standards.norms import fields
from liandong.core.standards.norms.combining import overlay
from liandong.core.standards.norms.document import Document, read_document
from liandong.core.standards.norms.findings import NormError
from liandong.core.standards.norms.model import NATION, NormBook
from liandong.core.standards.norms.tree import (
    Report,
    is_mapping,
    items,
    line_of,
    read_file,
    section,
    words,
)

KEYS = ("title", "why", "on", "scopes", "as_of", "facts", "norms", "expect")
NEEDED = ("title", "why", "on", "scopes", "facts", "expect")
EXPECTED_KEYS = ("norm", "required", "actual", "gap", "status")


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A figure and its day; `value=None` says it was asked for and not known."""

    value: Decimal | None
    as_of: date


@dataclass(frozen=True, slots=True)
class Expected:
    """What a standard must say. `norm` is the value in force, the others are in the unit of what is
    counted; `None` stands for: there is none."""

    status: Status
    norm: Decimal | None
    required: Decimal | None
    actual: Decimal | None
    gap: Decimal | None


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case. `scopes` are the division codes of the unit and its ancestors."""

    name: str
    file: Path
    title: Text
    why: Text
    on: date
    scopes: tuple[str, ...]
    facts: Mapping[str, CaseFact]
    norms: tuple[Document, ...]
    expect: Mapping[str, Expected]

    def book(self, base: NormBook) -> NormBook:
        """The norms of the case: the base with its own values added; raises `NormError`."""
        book, findings = overlay(base, self.norms)
        if any(one.severity is Severity.ERROR for one in findings):
            raise NormError(findings)
        return book


# Keys by which the cases of other modules are known.
OTHERS = ("organisation", "clock")


def load_cases(directory: Path) -> tuple[Case, ...]:
    """The cases of communities below a directory, by path; those of organisations and of clocks
    are read by `life_cases` and `clock_cases`.

    Raises `NormError` with file and line of mistakes.
    """
    cases, findings = [], []
    for file in sorted(directory.rglob("*.yaml")):
        report = Report(file)
        node = read_file(file, report)
        if is_mapping(node) and any(words(key) in OTHERS for key, _ in node.value):
            continue
        case = None if node is None else _case(node, file.relative_to(directory), report)
        findings += report.findings
        if case is not None:
            cases.append(case)
    if findings:
        raise NormError(findings)
    return tuple(cases)


def _case(node: Any, name: Path, report: Report) -> Case | None:
    parts = section(node, KEYS, report)
    if parts is None:
        return None
    for key in NEEDED:
        if key not in parts:
            report.add(
                line_of(node), "case.missing_key", f"案例缺少“{key}”。", f"The case lacks {key}."
            )
    if report.findings:
        return None
    title = fields.both_languages(parts["title"], "title", report)
    why = fields.both_languages(parts["why"], "why", report)
    on = fields.day(parts["on"], report)
    if title is None or why is None or on is None:
        return None
    return Case(
        name=name.with_suffix("").as_posix(),
        file=report.file,
        title=title,
        why=why,
        on=on,
        scopes=read_scopes(parts["scopes"], report),
        facts=_facts(parts, on, report),
        norms=read_norms(parts, report),
        expect=_expect(parts["expect"], report),
    )


def read_scopes(node: Any, report: Report) -> tuple[str, ...]:
    """The division codes a case lies in."""
    found = [fields.scope(one, report) for one in items(node) or ()]
    if not found:
        report.add(
            line_of(node), "case.no_scopes", "scopes 应列出区划代码。", "List division codes here."
        )
    return tuple(one for one in found if one is not None and one != NATION)


def _facts(parts: dict[str, Any], on: date, report: Report) -> dict[str, CaseFact]:
    """Facts by field, either a plain figure of the case's day or one with a day of its own."""
    usual = fields.day(parts["as_of"], report) if "as_of" in parts else on
    facts = {}
    for name, node in (section(parts["facts"], None, report) or {}).items():
        own = {"value": node}
        if is_mapping(node):
            own = section(node, ("value", "as_of"), report) or {}
        as_of = fields.day(own["as_of"], report) if "as_of" in own else usual
        value = fields.decimal(own["value"], report) if "value" in own else None
        facts[name] = CaseFact(value, as_of or on)
    return facts


def read_norms(parts: dict[str, Any], report: Report) -> tuple[Document, ...]:
    """The values a case adds of its own."""
    nodes = items(parts["norms"]) if "norms" in parts else []
    read = [read_document(node, report) for node in nodes or ()]
    return tuple(one for one in read if one is not None)


def _expect(node: Any, report: Report) -> dict[str, Expected]:
    expected = {}
    for standard, one in (section(node, None, report) or {}).items():
        parts = section(one, EXPECTED_KEYS, report) or {}
        if "status" not in parts:
            report.add(line_of(one), "case.missing_key", "缺少 status。", "The status is missing.")
            continue
        status = fields.choice(parts["status"], Status, "status", report)
        numbers = {
            key: fields.decimal(parts[key], report) if key in parts else None
            for key in EXPECTED_KEYS
            if key != "status"
        }
        if status is not None:
            expected[standard] = Expected(status=status, **numbers)
    return expected
