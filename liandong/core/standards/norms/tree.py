"""YAML as written: plain words and their lines, nothing guessed.

Values stay text until a field says what they are: a decimal is never a float on the way, `NO` is
no boolean and `46` no number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from liandong.core.kernel.errors import Severity, Text
from liandong.core.standards.norms.findings import NormFinding


@dataclass(slots=True)
class Report:
    """The findings of one file, gathered while it is read."""

    file: Path
    findings: list[NormFinding] = field(default_factory=list)

    def add(
        self, line: int, code: str, zh: str, en: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.findings.append(NormFinding(self.file, line, code, Text(zh, en), severity))


def line_of(node: Any) -> int:
    """The line, from 1, where a node begins."""
    return int(node.start_mark.line) + 1


def read_file(file: Path, report: Report) -> Any:
    """The top node of a YAML file, or `None` with a finding that says why not."""
    try:
        raw = file.read_bytes()
    except OSError:
        report.add(
            1,
            "norm.cannot_open",
            "文件打不开。请检查路径和读取权限。",
            "The file cannot be opened. Check the path and the right to read it.",
        )
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.add(
            raw.count(b"\n", 0, error.start) + 1,
            "norm.not_utf8",
            "文件不是 UTF-8 编码。请在编辑器里另存为 UTF-8。",
            "The file is not UTF-8. Save it as UTF-8 in your editor.",
        )
        return None
    return _compose(text, report)


def _compose(text: str, report: Report) -> Any:
    if _has_tabs(text, report):
        return None
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        report.add(
            _error_line(error, text),
            "norm.not_yaml",
            "这一行起不是有效的 YAML。请检查冒号后是否有空格、缩进是否对齐、引号和括号是否成对。",
            "From this line on this is no valid YAML. Look for a missing blank after a colon, "
            "uneven indents, or unpaired quotes and brackets.",
        )
        return None
    if node is None or is_blank(node):
        report.add(
            1,
            "norm.empty",
            "文件是空的。请写入一项标准，或删除此文件。",
            "The file is empty. Write a norm into it, or remove it.",
        )
        return None
    return node


def _has_tabs(text: str, report: Report) -> bool:
    for number, line in enumerate(text.splitlines(), start=1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            report.add(
                number,
                "norm.tab",
                "这一行用制表符（Tab）缩进，YAML 不允许。请换成空格。",
                "This line is indented with a tab, which YAML forbids. Use blanks.",
            )
            return True
    return False


def _error_line(error: YAMLError, text: str) -> int:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        return int(error.problem_mark.line) + 1
    if isinstance(error, ReaderError):
        return text.count("\n", 0, int(error.position)) + 1
    return 1


def is_blank(node: Any) -> bool:
    """Whether nothing is written there: `key:`, `key: ~` or `key: null`."""
    return (
        isinstance(node, ScalarNode)
        and node.style is None
        and str(node.value) in ("", "~", "null", "Null", "NULL")
    )


def words(node: Any) -> str | None:
    """The text of a scalar without outer blanks; `None` for lists, mappings and nothing."""
    if not isinstance(node, ScalarNode) or is_blank(node):
        return None
    return str(node.value).strip() or None


def is_mapping(node: Any) -> bool:
    """Whether it holds keys and values."""
    return isinstance(node, MappingNode)


def items(node: Any) -> list[Any] | None:
    """The nodes of a list; `None` when it is not one."""
    return list(node.value) if isinstance(node, SequenceNode) else None


def section(node: Any, known: tuple[str, ...] | None, report: Report) -> dict[str, Any] | None:
    """The fields of a mapping by name; unknown and repeated ones are reported, blank ones left out.

    With `known=None` any key may stand there. `None`, with a finding, when it is no mapping.
    """
    if not isinstance(node, MappingNode):
        report.add(
            line_of(node),
            "norm.not_a_mapping",
            f"这里应是“键: 值”的形式。可用的键：{'、'.join(known or ('任意',))}。",
            f"Pairs of `key: value` belong here. The keys: {', '.join(known or ('any',))}.",
        )
        return None
    fields: dict[str, Any] = {}
    for key_node, value in node.value:
        key = words(key_node) or ""
        if known is not None and key not in known:
            _report_unknown(line_of(key_node), key, known, report)
        elif key in fields:
            report.add(
                line_of(key_node),
                "norm.duplicate_key",
                f"键“{key}”在这里写了两次。请只留一个。",
                f"The key {key} is written twice here. Keep one.",
            )
        else:
            fields[key] = value
    return {key: value for key, value in fields.items() if not is_blank(value)}


def _report_unknown(line: int, key: str, known: tuple[str, ...], report: Report) -> None:
    near = get_close_matches(key.lower(), known, n=1, cutoff=0.5)
    zh = f"是否指“{near[0]}”？" if near else f"可用的键：{'、'.join(known)}。"
    en = f"Did you mean {near[0]}?" if near else f"The keys are {', '.join(known)}."
    report.add(line, "norm.unknown_key", f"不认识的键“{key}”。{zh}", f"Unknown key {key}. {en}")
