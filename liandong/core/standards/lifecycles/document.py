"""One lifecycle file, read by itself, every mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from liandong.core.kernel.errors import Text
from liandong.core.standards.lifecycles.model import Clock, Lifecycle, State, Transition
from liandong.core.standards.norms import fields
from liandong.core.standards.norms.tree import Report, items, line_of, section, words

_NEEDED = ("code", "version", "title", "sides", "start", "states", "transitions")
KEYS = (*_NEEDED, "classes", "clocks")
CLOCK = ("title", "norm", "law", "runs", "waits")
STATE = ("title", "says", "holder", "days", "months", "final")
STEP = ("title", "says", "from", "to", "side", "permission", "note")
_STEP_NEEDS = ("title", "says", "from", "to", "side", "permission")
_NAME = re.compile(r"[a-z][a-z0-9_]*")

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Document:
    """A lifecycle and the line on which each of its states and steps stands."""

    lifecycle: Lifecycle
    lines: Mapping[str, int]


def read_document(node: Any, report: Report) -> Document | None:
    """The lifecycle of a top node; `None`, with findings, when something in it is missing."""
    parts = _all(node, KEYS, _NEEDED, report)
    if parts is None:
        return None
    lines = {"start": line_of(parts["start"])}
    version = words(parts["version"]) or ""
    if not version.isascii() or not version.isdigit():
        report.add(
            line_of(parts["version"]), "lifecycle.version", "version 应是整数，如 1。",
            "The version is a whole number, such as 1.",
        )  # fmt: skip
    lifecycle = Lifecycle(
        code=_name(parts["code"], report),
        version=int(version) if version.isascii() and version.isdigit() else 0,
        title=_text(parts["title"], "title", report),
        sides=_each(parts["sides"], _side, "side", lines, report),
        states=_each(parts["states"], _state, "state", lines, report),
        transitions=_each(parts["transitions"], _step, "step", lines, report),
        start=_name(parts["start"], report),
        classes=_each(parts.get("classes"), _side, "class", lines, report),
        clocks=_each(parts.get("clocks"), _clock, "clock", lines, report),
    )
    return None if report.findings else Document(lifecycle, lines)


def _each(
    node: Any,
    read: Callable[[str, Any, Report], One | None],
    kind: str,
    lines: dict[str, int],
    report: Report,
) -> dict[str, One]:
    found: dict[str, One] = {}
    if node is None:
        return found
    for code, said in (section(node, None, report) or {}).items():
        lines[f"{kind} {code}"] = line_of(said)
        one = read(code, said, report)
        if not _NAME.fullmatch(code):
            report.add(
                line_of(said), "lifecycle.name", f"“{code}”应由小写字母、数字和下划线组成。",
                f"{code} should be lower-case letters, digits and underscores.",
            )  # fmt: skip
        if one is not None:
            found[code] = one
    return found


def _side(_code: str, node: Any, report: Report) -> Text | None:
    return fields.both_languages(node, "side", report)


def _state(code: str, node: Any, report: Report) -> State | None:
    parts = _all(node, STATE, ("title", "says"), report)
    if parts is None:
        return None
    said = {key: words(parts[key]) for key in ("holder", "days", "months") if key in parts}
    return State(
        code=code,
        title=_text(parts["title"], "title", report),
        says=_text(parts["says"], "says", report),
        holder=said.get("holder"),
        days_norm=said.get("days"),
        months_norm=said.get("months"),
        final=bool(fields.flag(parts["final"], report)) if "final" in parts else False,
    )


def _step(code: str, node: Any, report: Report) -> Transition | None:
    parts = _all(node, STEP, _STEP_NEEDS, report)
    if parts is None:
        return None
    origins = tuple(words(one) or "" for one in items(parts["from"]) or ())
    if not origins:
        report.add(
            line_of(parts["from"]), "lifecycle.origins", "from 应是状态的列表，如 [sent]。",
            "`from` is a list of states, such as [sent].",
        )  # fmt: skip
    return Transition(
        code=code,
        title=_text(parts["title"], "title", report),
        says=_text(parts["says"], "says", report),
        origins=origins,
        to=words(parts["to"]) or "",
        side=words(parts["side"]) or "",
        permission=words(parts["permission"]) or "",
        needs_note=bool(fields.flag(parts["note"], report)) if "note" in parts else False,
    )


def _clock(code: str, node: Any, report: Report) -> Clock | None:
    parts = _all(node, CLOCK, CLOCK[:4], report)
    if parts is None:
        return None
    runs, waits = (
        tuple(words(one) or "" for one in items(parts[key]) or ()) if key in parts else ()
        for key in ("runs", "waits")
    )
    return Clock(
        code=code,
        title=_text(parts["title"], "title", report),
        norm=words(parts["norm"]) or "",
        law=words(parts["law"]) or "",
        runs=runs,
        waits=waits,
    )


def _all(
    node: Any, known: tuple[str, ...], needed: tuple[str, ...], report: Report
) -> dict[str, Any] | None:
    """The fields of a mapping; `None`, with a finding for each, when needed ones are missing."""
    parts = section(node, known, report)
    if parts is None:
        return None
    missing = [key for key in needed if key not in parts]
    for key in missing:
        report.add(
            line_of(node), "lifecycle.missing_key", f"缺少“{key}”。请补写这一项。",
            f"{key} is missing. Add it.",
        )  # fmt: skip
    return None if missing else parts


def _name(node: Any, report: Report) -> str:
    said = words(node) or ""
    if not _NAME.fullmatch(said):
        report.add(
            line_of(node), "lifecycle.name", f"“{said}”应由小写字母、数字和下划线组成。",
            f"{said} should be lower-case letters, digits and underscores.",
        )  # fmt: skip
    return said


def _text(node: Any, key: str, report: Report) -> Text:
    """Words in both languages; when one is missing, that is a finding and nothing is read."""
    return fields.both_languages(node, key, report) or Text("", "")
