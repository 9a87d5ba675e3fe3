"""Worked cases of clocks: a limit by its norm, from a moment on, with pauses, and when it is due.

Moments are written as an office reads its clock: 2026-09-30 15:00. A limit in days is over with its
last day, which is written as 24:00 of that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from liandong.core.kernel.errors import Text
from liandong.core.kernel.workdays import BEIJING, Amendment, national
from liandong.core.standards.clocks import In, Limit, Pause, due
from liandong.core.standards.norms import fields
from liandong.core.standards.norms.cases import read_scopes
from liandong.core.standards.norms.findings import NormError
from liandong.core.standards.norms.model import NormBook
from liandong.core.standards.norms.resolving import resolve
from liandong.core.standards.norms.tree import (
    Report,
    is_mapping,
    items,
    line_of,
    read_file,
    section,
    words,
)

MARK = "clock"  # the key that tells these cases from others
KEYS = ("title", "why", "scopes", "clock", "since", "pauses", "off", "due")
_NEEDED = ("title", "why", "scopes", "clock", "since", "due")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2})")
_MINUTES = 60 * 24


@dataclass(frozen=True, slots=True)
class ClockCase:
    """One clock: `clock` is the code of its norm, `off` are days declared free beside the
    calendar."""

    name: str
    file: Path
    title: Text
    why: Text
    scopes: tuple[str, ...]
    clock: str
    since: datetime
    pauses: tuple[Pause, ...]
    off: tuple[date, ...]
    due: datetime


@dataclass(frozen=True, slots=True)
class Missed:
    """A case that the formula answers otherwise."""

    case: ClockCase
    standard: str
    part: str
    expected: datetime
    found: datetime | None


def load_clock_cases(directory: Path) -> tuple[ClockCase, ...]:
    """The cases of clocks below a directory, by path. Raises `NormError` with file and line of
    mistakes."""
    cases, findings = [], []
    for file in sorted(directory.rglob("*.yaml")):
        report = Report(file)
        node = read_file(file, report)
        if not is_of_clocks(node):
            continue
        case = _case(node, file.relative_to(directory), report)
        findings += report.findings
        if case is not None:
            cases.append(case)
    if findings:
        raise NormError(findings)
    return tuple(cases)


def is_of_clocks(node: Any) -> bool:
    """Whether a case speaks of a clock."""
    return is_mapping(node) and any(words(key) == MARK for key, _ in node.value)


def differences(case: ClockCase, book: NormBook) -> Iterator[Missed]:
    """Where the answer is not what was worked out by hand. Raises `LiandongError` norm.unknown."""
    applied = resolve(book, case.clock, case.scopes, case.since.date())
    found = None
    if applied is not None:
        limit = Limit(int(applied.value), In(book[case.clock].unit.value))
        declared = [Amendment(day, worked=False, declared_at=case.since) for day in case.off]
        found = due(case.since, limit, national().amended(declared), case.pauses)
    if found != case.due:
        yield Missed(case, case.clock, "due", case.due, found)


def _case(node: Any, name: Path, report: Report) -> ClockCase | None:
    parts = section(node, KEYS, report) or {}
    for key in _NEEDED:
        if key not in parts:
            report.add(
                line_of(node), "case.missing_key", f"案例缺少“{key}”。", f"The case lacks {key}."
            )
    if report.findings:
        return None
    title = fields.both_languages(parts["title"], "title", report)
    why = fields.both_languages(parts["why"], "why", report)
    clock = fields.code(parts["clock"], report)
    since, ends = _moment(parts["since"], report), _moment(parts["due"], report)
    pauses = tuple(_pauses(parts, report))
    off = [fields.day(one, report) for one in items(parts["off"]) or ()] if "off" in parts else []
    if title is None or why is None or clock is None or since is None or ends is None:
        return None
    return ClockCase(
        name=name.with_suffix("").as_posix(), file=report.file, title=title, why=why,
        scopes=read_scopes(parts["scopes"], report), clock=clock, since=since, pauses=pauses,
        off=tuple(day for day in off if day is not None), due=ends,
    )  # fmt: skip


def _pauses(parts: dict[str, Any], report: Report) -> Iterator[Pause]:
    for node in (items(parts["pauses"]) or ()) if "pauses" in parts else ():
        said = section(node, ("from", "to"), report) or {}
        start, end = (_moment(said[key], report) if key in said else None for key in ("from", "to"))
        if start is not None:
            yield Pause(start, end)


def _moment(node: Any, report: Report) -> datetime | None:
    said = _MOMENT.fullmatch(words(node) or "")
    try:
        if said is not None:
            day = datetime.strptime(said[1], "%Y-%m-%d").replace(tzinfo=BEIJING)
            minutes = int(said[2]) * 60 + int(said[3])
            if minutes <= _MINUTES:
                return day + timedelta(minutes=minutes)
    except ValueError:
        pass
    report.add(
        line_of(node),
        "norm.bad_date",
        "时刻应写成年-月-日 时:分，如 2026-09-30 15:00。",
        "Write a moment as year-month-day hour:minute, such as 2026-09-30 15:00.",
    )
    return None
