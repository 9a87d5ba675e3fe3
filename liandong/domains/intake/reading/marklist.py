"""What a marked workbook says: the words of its list and of its comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from liandong.core.kernel.errors import Severity, Text

from .findings import Finding
from .result import Reading

AUTHOR = "联动"
LIST_NAME = Text("问题清单", "Findings")
COLUMNS = (
    Text("单元格", "Cell"),
    Text("程度", "Severity"),
    Text("问题", "What is wrong"),
    Text("怎么办", "What to do"),
)
WORDS = {
    Severity.ERROR: Text("错误", "Error"),
    Severity.WARNING: Text("请核对", "Please check"),
    Severity.NOTE: Text("说明", "Note"),
}
FILLS = {Severity.ERROR: "F8C9C0", Severity.WARNING: "FCE3A6", Severity.NOTE: "D5E3F0"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def clean(text: str) -> str:
    """Without the characters that no workbook may hold."""
    return _CONTROL.sub("", text)[:32_000]


def grouped(findings: Iterable[Finding]) -> dict[tuple[int, int], list[Finding]]:
    """The findings of each cell, by row (from 1) and column (from 0)."""
    found: dict[tuple[int, int], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.row, one.column), []).append(one)
    return found


def comment_of(findings: list[Finding], language: str) -> str:
    """The comment at a cell: severity in words, what is wrong, what to do."""
    return clean(
        "\n".join(
            f"{WORDS[one.severity].in_language(language)}: "
            f"{one.what.in_language(language)}\n{one.remedy.in_language(language)}"
            for one in findings
        )
    )


def lines(reading: Reading, language: str) -> Iterator[tuple[str, ...]]:
    """The rows of the list: a title, a sentence of sums, the headings, the findings."""
    counts = dict.fromkeys(Severity, 0)
    for kind, count in reading.counts.items():
        counts[Severity(kind.partition(" ")[0])] += count
    sheet = reading.sheet
    yield (Text(f"{LIST_NAME.zh}：{sheet}", f"{LIST_NAME.en}: {sheet}").in_language(language),)
    total = Text(
        f"共 {len(reading.rows)} 行，{len(reading.ok_rows)} 行可以接收；"
        f"错误 {counts[Severity.ERROR]}，请核对 {counts[Severity.WARNING]}，"
        f"说明 {counts[Severity.NOTE]}。改好后上传本文件即可。",
        f"{len(reading.rows)} rows, {len(reading.ok_rows)} can be taken; "
        f"{counts[Severity.ERROR]} errors, {counts[Severity.WARNING]} to check, "
        f"{counts[Severity.NOTE]} notes. Mend them and send this file again.",
    )
    yield (total.in_language(language),)
    yield tuple(heading.in_language(language) for heading in COLUMNS)
    for one in reading.findings:
        words = WORDS[one.severity].in_language(language)
        yield one.cell, words, one.what.in_language(language), one.remedy.in_language(language)
