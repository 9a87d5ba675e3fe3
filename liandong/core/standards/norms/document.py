"""One norm file, read by itself: its header and its values, with every mistake by line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liandong.core.kernel.errors import Text
from liandong.core.kernel.period import Period
from liandong.core.standards.model import Direction
from liandong.core.standards.norms import fields
from liandong.core.standards.norms.findings import NormFinding
from liandong.core.standards.norms.model import Effect, Entry, NormUnit, Source, Tag
from liandong.core.standards.norms.tree import Report, items, line_of, section, words

HEADER = ("title", "explanation", "unit", "direction", "effect")
KEYS = ("code", *HEADER, "values")
VALUE_KEYS = ("value", "scope", "from", "to", "floor", "tag", "source")
SOURCE_KEYS = ("instrument", "article", "url", "note")


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says of one norm. Header fields may be missing in a file that only adds values;
    `incomplete` holds the findings that apply when the norm is new."""

    file: Path
    line: int
    code: str
    title: Text | None
    explanation: Text | None
    unit: NormUnit | None
    direction: Direction | None
    effect: Effect | None
    entries: tuple[Entry, ...]
    incomplete: tuple[NormFinding, ...]


def read_document(node: Any, report: Report) -> Document | None:
    """The norm of a top node; `None` when there is no telling which norm it is."""
    parts = section(node, KEYS, report)
    if parts is None:
        return None
    if "code" not in parts:
        _missing(line_of(node), "code", report)
        return None
    code = fields.code(parts["code"], report)
    if code is None:
        return None
    absent = Report(report.file)
    for key in HEADER:
        if key not in parts:
            _missing(line_of(parts["code"]), key, absent)

    def said(key: str, read: Any, *more: Any) -> Any:
        return read(parts[key], *more, report) if key in parts else None

    return Document(
        file=report.file,
        line=line_of(parts["code"]),
        code=code,
        title=said("title", fields.both_languages, "title"),
        explanation=said("explanation", fields.both_languages, "explanation"),
        unit=said("unit", fields.choice, NormUnit, "unit"),
        direction=said("direction", fields.choice, Direction, "direction"),
        effect=said("effect", fields.choice, Effect, "effect"),
        entries=_entries(parts, code, report),
        incomplete=tuple(absent.findings),
    )


def _missing(line: int, key: str, report: Report) -> None:
    report.add(
        line, "norm.missing_key", f"缺少“{key}”。请补写这一项。", f"{key} is missing. Add it."
    )


def _entries(parts: dict[str, Any], code: str, report: Report) -> tuple[Entry, ...]:
    nodes = items(parts["values"]) if "values" in parts else None
    if not nodes:
        report.add(
            line_of(parts.get("values", parts["code"])),
            "norm.no_values",
            "没有任何值。请在 values: 下以“- value: …”列出至少一个。",
            "There are no values. List at least one under values: as `- value: …`.",
        )
        return ()
    read = [_entry(node, code, report) for node in nodes]
    return tuple(entry for entry in read if entry is not None)


def _entry(node: Any, code: str, report: Report) -> Entry | None:
    """One value; `None` when any part of it is wrong, with the findings."""
    parts = section(node, VALUE_KEYS, report)
    if parts is None:
        return None
    for key in ("value", "scope", "from", "tag"):
        if key not in parts:
            _missing(line_of(node), key, report)
    value = fields.decimal(parts["value"], report) if "value" in parts else None
    scope = fields.scope(parts["scope"], report) if "scope" in parts else None
    tag = fields.choice(parts["tag"], Tag, "tag", report) if "tag" in parts else None
    floor = fields.flag(parts["floor"], report) if "floor" in parts else False
    source = _source(node, parts, report)
    stated = _stated(parts, report)
    if value is None or scope is None or tag is None or floor is None:
        return None
    if source is None or stated is None:
        return None
    return Entry(code, value, scope, stated, stated, floor, tag, source, report.file, line_of(node))


def _stated(parts: dict[str, Any], report: Report) -> Period | None:
    first = fields.day(parts["from"], report) if "from" in parts else None
    last = fields.day(parts["to"], report) if "to" in parts else None
    if first is None or (last is None and "to" in parts):
        return None
    if last is not None and last < first:
        report.add(
            line_of(parts["to"]),
            "norm.bad_period",
            f"最后一天 {last} 早于第一天 {first}。请改正 from 或 to。",
            f"The last day {last} lies before the first day {first}. Correct from or to.",
        )
        return None
    return Period.of_days(first, last)


def _source(node: Any, parts: dict[str, Any], report: Report) -> Source | None:
    known = section(parts["source"], SOURCE_KEYS, report) if "source" in parts else {}
    if known is None:
        return None
    if "instrument" not in known:
        report.add(
            line_of(parts.get("source", node)),
            "norm.missing_source",
            "没有写明出处。请在 source: 下写 instrument:（文件名称、文号）；"
            "没有文件的写明是谁的设定，并用 tag: U。",
            "No source is given. Write instrument: (name and number of the text) under source:; "
            "where there is no text say whose assumption it is, with tag: U.",
        )
        return None
    said = {
        key: fields.text(known[key], key, report)
        for key in ("instrument", "article", "note")
        if key in known
    }
    url = words(known["url"]) if "url" in known else None
    instrument = said["instrument"]
    if instrument is None:
        return None
    return Source(instrument, said.get("article"), url, said.get("note"))
