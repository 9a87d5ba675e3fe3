"""Documents put together: one norm per code, values in order of time, floors respected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

from liandong.core.kernel.errors import Severity, Text
from liandong.core.kernel.period import Period
from liandong.core.standards.model import Direction
from liandong.core.standards.norms.document import Document
from liandong.core.standards.norms.findings import NormFinding
from liandong.core.standards.norms.model import (
    Entry,
    NormBook,
    NormUnit,
    Parameter,
)

Findings = list[NormFinding]
EMPTY = NormBook(MappingProxyType({}))


def combine(
    base: NormBook, documents: Iterable[Document], *, adding: bool
) -> tuple[NormBook, Findings]:
    """The base with the documents: when `adding`, values may join a norm that is already there;
    otherwise a second document of one code is a mistake."""
    findings: Findings = []
    parameters = dict(base.parameters)
    origins: dict[str, Document] = {}
    for document in documents:
        known = parameters.get(document.code)
        if known is None:
            findings += document.incomplete
            made = _new(document)
            if made is not None:
                parameters[document.code] = made
        elif adding:
            parameters[document.code] = _added(known, document, findings)
        else:
            findings.append(_duplicate(document, origins.get(document.code)))
        origins.setdefault(document.code, document)
    changed = {
        code: _settled(parameter, findings) if code in origins else parameter
        for code, parameter in parameters.items()
    }
    return NormBook(MappingProxyType(changed)), findings


def _new(document: Document) -> Parameter | None:
    title, explanation = document.title, document.explanation
    unit, direction, effect = document.unit, document.direction, document.effect
    if title is None or explanation is None or unit is None or direction is None or effect is None:
        return None
    return Parameter(document.code, title, explanation, unit, direction, effect, document.entries)


def _added(known: Parameter, document: Document, findings: Findings) -> Parameter:
    """The norm with more values; a value said again, word for word, is the same value."""
    for key in ("unit", "direction", "effect"):
        said, is_so = getattr(document, key), getattr(known, key)
        if said is not None and said != is_so:
            findings.append(
                _at(
                    document,
                    "norm.redefined",
                    f"{known.code} 的 {key} 已定为 {is_so}，不能改为 {said}。要换含义请另立代码。",
                    f"{key} of {known.code} is {is_so} and cannot become {said}. "
                    "A new meaning needs a new code.",
                )
            )
    there = {_statement(entry) for entry in known.entries}
    more = tuple(entry for entry in document.entries if _statement(entry) not in there)
    return replace(known, entries=known.entries + more)


def _statement(entry: Entry) -> tuple[object, ...]:
    return entry.scope, entry.stated, entry.value, entry.floor


def _duplicate(document: Document, first: Document | None) -> NormFinding:
    where = f"{first.file}:{first.line}" if first else document.code
    return _at(
        document,
        "norm.duplicate_code",
        f"代码 {document.code} 已在 {where} 定义。请合并到一个文件，或另取代码。",
        f"The code {document.code} is already defined in {where}. Join the two files, or choose "
        "another code.",
    )


def _settled(parameter: Parameter, findings: Findings) -> Parameter:
    """The norm with its periods in force, and what is wrong between its values."""
    ordered = sorted(parameter.entries, key=lambda one: (one.level, one.scope, one.stated.start))
    entries: list[Entry] = []
    for _, group in groupby(ordered, key=lambda one: one.scope):
        entries += _timeline(list(group), findings)
    _check_presence(parameter.unit, entries, findings)
    _check_floors(parameter.direction, entries, findings)
    return replace(parameter, entries=tuple(entries))


def _timeline(entries: list[Entry], findings: Findings) -> list[Entry]:
    """Values of one scope by first day: a later one ends the one before it."""
    settled: list[Entry] = []
    for place, entry in enumerate(entries):
        after = entries[place + 1] if place + 1 < len(entries) else None
        if after is None or not entry.stated.overlaps(after.stated):
            settled.append(replace(entry, period=entry.stated))
        elif after.stated.start == entry.stated.start:
            findings.append(_overlap(after, entry))
        else:
            settled.append(replace(entry, period=Period(entry.stated.start, after.stated.start)))
            _warn_of_ends(entry, after, entries[place + 2 :], findings)
    return settled


def _overlap(entry: Entry, other: Entry) -> NormFinding:
    return _at(
        entry,
        "norm.overlap",
        f"同一范围（{entry.scope}）已有从 {entry.stated.start} 起的值"
        f"（{other.file}:{other.line}）。请改用更晚的 from 另加一条，或删去其中一条。",
        f"The same scope ({entry.scope}) already has a value from {entry.stated.start} "
        f"({other.file}:{other.line}). Add one with a later from, or remove one of the two.",
    )


def _warn_of_ends(entry: Entry, after: Entry, rest: list[Entry], findings: Findings) -> None:
    if entry.stated.end is not None:
        findings.append(
            _at(
                entry,
                "norm.cut_short",
                f"此值写明到 {entry.stated.last_day} 为止，但同一范围从 {after.stated.start} "
                "起另有新值，以新值为准。请改正 to，或确认无误。",
                f"This value is written to last until {entry.stated.last_day}, but another of the "
                f"same scope begins on {after.stated.start} and wins. Correct to, or leave it.",
                Severity.WARNING,
            )
        )
    elif after.stated.end is not None and not (rest and after.stated.meets(rest[0].stated)):
        findings.append(
            _at(
                after,
                "norm.lapses",
                f"此值在 {after.stated.last_day} 之后失效，先前的值不会恢复。"
                f"若要恢复，请再加一条从 {after.stated.end} 起的值。",
                f"This value ends after {after.stated.last_day} and the one before it does not "
                f"come back. If it should, add it again from {after.stated.end}.",
                Severity.WARNING,
            )
        )


def _check_presence(unit: NormUnit, entries: list[Entry], findings: Findings) -> None:
    for entry in entries:
        if unit is NormUnit.PRESENCE and entry.value not in (0, 1):
            findings.append(
                _at(
                    entry,
                    "norm.bad_value",
                    "单位为 presence（有无）的值只能是 1（必须有）或 0（不要求）。",
                    "A value in the unit presence is 1 (must be there) or 0 (need not).",
                )
            )


def _check_floors(direction: Direction, entries: list[Entry], findings: Findings) -> None:
    """A value below a floor in force is a mistake; one that a later floor overtook is only noted:
    history is not rewritten, and the floor holds it up from its own first day."""
    for entry in entries:
        for floor in entries:
            if not floor.floor or floor.level >= entry.level or not floor.covers(entry):
                continue
            if not direction.is_weaker(entry.value, floor.value):
                continue
            if not entry.period.overlaps(floor.period):
                continue
            overtaken = floor.period.start > entry.period.start
            findings.append(_below_floor(entry, floor, overtaken=overtaken))


def _below_floor(entry: Entry, floor: Entry, *, overtaken: bool) -> NormFinding:
    bottom = f"{floor.value}（{floor.scope}，{floor.file}:{floor.line}）"
    bottom_en = f"{floor.value} ({floor.scope}, {floor.file}:{floor.line})"
    if overtaken:
        return _at(
            entry,
            "norm.below_floor",
            f"从 {floor.period.start} 起，此值 {entry.value} 松于底线 {bottom}，按底线执行。",
            f"From {floor.period.start} on this value, {entry.value}, is laxer than the floor "
            f"{bottom_en}; the floor applies.",
            Severity.WARNING,
        )
    return _at(
        entry,
        "norm.below_floor",
        f"值 {entry.value} 松于上级底线 {bottom}。请改为不低于底线的要求。",
        f"The value {entry.value} is laxer than the floor {bottom_en}. Ask for at least as much.",
    )


def _at(
    place: Document | Entry, code: str, zh: str, en: str, severity: Severity = Severity.ERROR
) -> NormFinding:
    return NormFinding(place.file, place.line, code, Text(zh, en), severity)


def overlay(book: NormBook, documents: Iterable[Document]) -> tuple[NormBook, Findings]:
    """The book with values added, and what is wrong with them."""
    return combine(book, documents, adding=True)
