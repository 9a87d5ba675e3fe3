"""What `norms check` looks at: the files, and the worked cases on the engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liandong.config import paths
from liandong.core.engines import worked, worked_life
from liandong.core.kernel.errors import Severity, Text
from liandong.core.standards import lifecycles
from liandong.core.standards.norms import NormBook, NormError, NormFinding, check, clock_cases, load
from liandong.core.standards.norms.cases import Case, load_cases
from liandong.core.standards.norms.clock_cases import ClockCase, load_clock_cases
from liandong.core.standards.norms.life_cases import LifeCase, load_life_cases

_PARTS = ("parameters", "cases", "lifecycles")


@dataclass(frozen=True)
class Checked:
    """What was read, and what is wrong with it."""

    norms: int
    cases: int
    findings: tuple[NormFinding, ...]


def path(where: Path) -> Checked:
    """A directory of norms by itself, with its `cases/`; a file, or a folder of files that change
    values, as an addition to the norms in force."""
    if where.is_dir() and any((where / part).is_dir() for part in _PARTS):
        return _whole(where)
    files = _adopted()
    known = check(paths.NORMS, *files)
    findings = [one for one in check(paths.NORMS, *files, where) if one not in known]
    added = len(list(where.rglob("*.yaml"))) if where.is_dir() else 1
    return Checked(added, 0, tuple(findings))


def instance() -> Checked:
    """The norms that are shipped with their cases, and what was adopted here."""
    shipped, files = _whole(paths.NORMS), _adopted()
    known = set(shipped.findings)
    more = [one for one in check(paths.NORMS, *files) if one not in known]
    return Checked(shipped.norms, shipped.cases, (*shipped.findings, *more))


def _whole(directory: Path) -> Checked:
    findings = [*check(directory), *lifecycles.check(directory / "lifecycles")]
    if any(one.severity is Severity.ERROR for one in findings):
        return Checked(0, 0, tuple(findings))
    book = load(directory)
    cases, wrong = _run(directory / "cases", book)
    return Checked(len(book.parameters), cases, (*findings, *wrong))


def _adopted() -> tuple[Path, ...]:
    """Files adopted here; none where there is no instance yet."""
    from liandong.cli import common

    common.instance()
    from django.db import DatabaseError

    from liandong.domains.norms import books as norms

    try:
        return tuple(norms.file_of(one) for one in norms.adopted())
    except DatabaseError:
        return ()


def _run(directory: Path, book: NormBook) -> tuple[int, list[NormFinding]]:
    """How many cases there are, and what is wrong with them."""
    if not directory.is_dir():
        return 0, []
    try:
        cases = (
            *load_cases(directory), *load_life_cases(directory), *load_clock_cases(directory)
        )  # fmt: skip
    except NormError as error:
        return 0, list(error.findings)
    findings: list[NormFinding] = []
    for case in cases:
        findings += _judge(case, book)
    return len(cases), findings


def _judge(case: Case | LifeCase | ClockCase, book: NormBook) -> Iterable[NormFinding]:
    try:
        found: list[Any]
        if isinstance(case, ClockCase):
            found = list(clock_cases.differences(case, book))
        elif isinstance(case, LifeCase):
            found = list(worked_life.differences(case, book))
        else:
            found = list(worked.differences(case, book))
    except NormError as error:
        return error.findings
    return [
        NormFinding(
            case.file,
            _line(case.file, one.standard),
            "worked.differs",
            Text(
                f"案例“{case.title.zh}”：{one.standard} 的 {one.part} 手工算得 "
                f"{_said(one.expected)}，引擎算得 {_said(one.found)}。"
                "请核对案例和规范，哪个错改哪个。",
                f"The case “{case.title.en}”: {one.part} of {one.standard} is "
                f"{_said(one.expected)} by hand and {_said(one.found)} by the engine. Correct "
                "whichever is wrong, the case or the norm.",
            ),
        )
        for one in found
    ]


def _said(value: object) -> str:
    return "—" if value is None else f"{value}"


def _line(file: Path, standard: str) -> int:
    """The line where the case says what it expects of a standard."""
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    found = [n for n, line in enumerate(lines, 1) if line.strip().startswith(f"{standard}:")]
    return found[-1] if found else 1
