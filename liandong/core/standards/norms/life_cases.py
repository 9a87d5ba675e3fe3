"""Worked cases of Party life: one organisation, what is on record of it, and what it owes by hand.

Dates are written as people say them: `from` and `to` are first and last days. What is not written
is not on record; an organisation without `since` has stood since long ago.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from liandong.core.kernel.errors import Severity, Text
from liandong.core.standards.life.words import DutyStatus, MeetingKind, OrganisationKind
from liandong.core.standards.norms import fields
from liandong.core.standards.norms.cases import read_norms, read_scopes
from liandong.core.standards.norms.combining import overlay
from liandong.core.standards.norms.document import Document
from liandong.core.standards.norms.findings import NormError
from liandong.core.standards.norms.model import NormBook
from liandong.core.standards.norms.tree import (
    Report,
    is_mapping,
    items,
    line_of,
    read_file,
    section,
    words,
)

MARK = "organisation"  # the key that tells these cases from others
LONG_AGO = date(2000, 1, 1)
Reader = Callable[[Any, Report], Any]
Entry = Mapping[str, Any]


def _kind(node: Any, report: Report) -> MeetingKind | None:
    return fields.choice(node, MeetingKind, "kind", report)


def _word(node: Any, _report: Report) -> str | None:
    return words(node)


# What may be on record, and how each part of it is read.
RECORDS: Mapping[str, Mapping[str, Reader]] = {
    "meetings": {"kind": _kind, "on": fields.day, "valid": fields.flag, "voided": fields.flag},
    "terms": {"from": fields.day, "due": fields.day, "ended": fields.day, "voided": fields.flag},
    "people": {"person": fields.decimal, "role": _word, "from": fields.day, "to": fields.day,
               "since": fields.day},
    "training": {"person": fields.decimal, "on": fields.day, "hours": fields.decimal,
                 "secretary": fields.flag},
    "obligations": {"standard": fields.code, "opened": fields.day, "due": fields.day,
                    "done": fields.day},
    "exemptions": {"standard": fields.code, "from": fields.day, "to": fields.day},
    "below": {"kind": _word, "members": fields.decimal},
}  # fmt: skip
EXPECTED: Mapping[str, Reader] = {
    "norm": fields.decimal, "required": fields.decimal, "actual": fields.decimal,
    "due": fields.day,
}  # fmt: skip
HEAD = ("title", "why", "on", "scopes", MARK, "community_body", "since", "numbers", "norms")
NEEDED = ("title", "why", "on", "scopes", MARK, "expect")
KEYS = (*HEAD, *RECORDS, "expect")


@dataclass(frozen=True, slots=True)
class ExpectedDuty:
    """What a standard must say of one period; `None` stands for: there is none."""

    status: DutyStatus
    norm: Decimal | None
    required: Decimal | None
    actual: Decimal | None
    due: date | None


@dataclass(frozen=True, slots=True)
class LifeCase:
    """One worked case. `expect` has every period of a standard in order, or the last one alone.

    `records` holds, by table, rows of the fields in `RECORDS`; `numbers`, by tally, the number from
    a day on.
    """

    name: str
    file: Path
    title: Text
    why: Text
    on: date
    scopes: tuple[str, ...]
    kind: OrganisationKind
    community_body: bool
    since: date
    numbers: Mapping[str, Mapping[date, Decimal]]
    records: Mapping[str, tuple[Entry, ...]]
    norms: tuple[Document, ...]
    expect: Mapping[str, tuple[ExpectedDuty, ...]]
    whole: frozenset[str]  # standards of which every period is written

    def book(self, base: NormBook) -> NormBook:
        """The norms of the case: the base with its own values added; raises `NormError`."""
        book, findings = overlay(base, self.norms)
        if any(one.severity is Severity.ERROR for one in findings):
            raise NormError(findings)
        return book


def load_life_cases(directory: Path) -> tuple[LifeCase, ...]:
    """The cases of Party life below a directory, by path; other cases are left to `load_cases`.

    Raises `NormError` with file and line of mistakes.
    """
    cases, findings = [], []
    for file in sorted(directory.rglob("*.yaml")):
        report = Report(file)
        node = read_file(file, report)
        if not is_of_life(node):
            continue
        case = _case(node, file.relative_to(directory), report)
        findings += report.findings
        if case is not None:
            cases.append(case)
    if findings:
        raise NormError(findings)
    return tuple(cases)


def is_of_life(node: Any) -> bool:
    """Whether a case speaks of an organisation."""
    return is_mapping(node) and any(words(key) == MARK for key, _ in node.value)


def _is_whole(node: Any, parts: dict[str, Any], report: Report) -> bool:
    for key in NEEDED:
        if key not in parts:
            report.add(
                line_of(node), "case.missing_key", f"案例缺少“{key}”。", f"The case lacks {key}."
            )
    return not report.findings


def _case(node: Any, name: Path, report: Report) -> LifeCase | None:
    parts = section(node, KEYS, report) or {}
    if not _is_whole(node, parts, report):
        return None
    title = fields.both_languages(parts["title"], "title", report)
    why = fields.both_languages(parts["why"], "why", report)
    on = fields.day(parts["on"], report)
    kind = fields.choice(parts[MARK], OrganisationKind, "kind", report)
    since = fields.day(parts["since"], report) if "since" in parts else LONG_AGO
    body = fields.flag(parts["community_body"], report) if "community_body" in parts else False
    expect, whole = _expect(parts["expect"], report)
    if title is None or why is None or on is None or kind is None or since is None:
        return None
    return LifeCase(
        name=name.with_suffix("").as_posix(),
        file=report.file,
        title=title,
        why=why,
        on=on,
        scopes=read_scopes(parts["scopes"], report),
        kind=kind,
        community_body=bool(body),
        since=since,
        numbers=_numbers(parts, since, report),
        records={name: _rows(parts, name, report) for name in RECORDS},
        norms=read_norms(parts, report),
        expect=expect,
        whole=whole,
    )


def _numbers(parts: dict[str, Any], since: date, report: Report) -> dict[str, dict[date, Decimal]]:
    """Numbers by tally: a plain one has held since the organisation stands."""
    found: dict[str, dict[date, Decimal]] = {}
    said = section(parts["numbers"], None, report) if "numbers" in parts else None
    for name, node in (said or {}).items():
        if not is_mapping(node):
            value = fields.decimal(node, report)
            found[name] = {} if value is None else {since: value}
            continue
        found[name] = {}
        for key, value_node in node.value:
            day, value = fields.day(key, report), fields.decimal(value_node, report)
            if day is not None and value is not None:
                found[name][day] = value
    return found


def _rows(parts: dict[str, Any], name: str, report: Report) -> tuple[Entry, ...]:
    readers = RECORDS[name]
    rows = []
    for node in items(parts[name]) or () if name in parts else ():
        said = section(node, tuple(readers), report) or {}
        rows.append({key: readers[key](said[key], report) for key in said})
    return tuple(rows)


def _expect(
    node: Any, report: Report
) -> tuple[dict[str, tuple[ExpectedDuty, ...]], frozenset[str]]:
    expected: dict[str, tuple[ExpectedDuty, ...]] = {}
    whole = set()
    for standard, one in (section(node, None, report) or {}).items():
        several = items(one)
        if several is not None:
            whole.add(standard)
        read = [_duty(each, report) for each in ([one] if several is None else several)]
        expected[standard] = tuple(duty for duty in read if duty is not None)
    return expected, frozenset(whole)


def _duty(node: Any, report: Report) -> ExpectedDuty | None:
    parts = section(node, (*EXPECTED, "status"), report) or {}
    if "status" not in parts:
        report.add(line_of(node), "case.missing_key", "缺少 status。", "The status is missing.")
        return None
    status = fields.choice(parts["status"], DutyStatus, "status", report)
    said = {
        key: read(parts[key], report) if key in parts else None for key, read in EXPECTED.items()
    }
    return None if status is None else ExpectedDuty(status=status, **said)
