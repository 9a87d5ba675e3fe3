"""Read a list of duties: find its headings, then each row, with what is wrong where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from liandong.core.kernel.errors import Severity, Text
from liandong.domains.catalogue.actions import Said
from liandong.domains.catalogue.enums import ListKind, TimeClass
from liandong.domains.catalogue.imports.findings import finding
from liandong.domains.catalogue.models import Function
from liandong.domains.intake.reading.errors import UnreadableFile
from liandong.domains.intake.reading.findings import Finding
from liandong.domains.intake.reading.text import compact, shown, trimmed
from liandong.domains.intake.reading.workbook import Sheet, open_workbook

LOOK_IN = 30
HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("事项编号", "编号", "code"), "name": ("事项", "事项名称", "name"),
    "english": ("英文名称", "english"), "kind": ("清单", "清单类别", "list"),
    "group": ("分组", "类别", "group"), "leads": ("牵头", "牵头职能", "牵头单位", "leads"),
    "assists": ("协同", "协同职能", "配合单位", "assists"),
    "time_class": ("时限类别", "时限", "time_class"),
    "words": ("群众说法", "俗称", "words"), "private": ("默认不公开", "不公开", "private"),
    "says": ("说明", "备注", "says"), "source": ("依据", "source"),
}  # fmt: skip
_NEEDED = {"code", "name", "kind"}
_LONGEST = {"name": 120, "english": 200, "group": 40, "says": 500, "source": 200}
_CLASSES = {
    "紧急": TimeClass.DANGER, "水电气暖": TimeClass.UTILITY, "一般": TimeClass.ORDINARY,
    "": TimeClass.ORDINARY, "复杂": TimeClass.COMPLEX,
    **{one.value: one for one in TimeClass},
}  # fmt: skip
_LISTS = {compact(str(one.label)): one for one in ListKind} | {one.value: one for one in ListKind}
_YES = {"是": True, "yes": True, "否": False, "no": False, "": False}


@dataclass(slots=True)
class Line:
    """One row: what it says, as far as it could be understood."""

    row: int
    cells: Mapping[str, int]
    said: Said | None = None
    findings: list[Finding] = field(default_factory=list)

    def say(self, key: str, about: str, **said: object) -> None:
        self.findings.append(finding(key, self.row, self.cells.get(about, 0), **said))

    @property
    def ok(self) -> bool:
        return not any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sheet was understood."""

    sheet: str
    lines: list[Line]

    @property
    def blocked(self) -> bool:
        return not all(one.ok for one in self.lines)

    @property
    def findings(self) -> list[Finding]:
        return [one for line in self.lines for one in line.findings]


def read(path: Path) -> Reading:
    """The rows of the first sheet that has the headings. Raises `UnreadableFile`."""
    functions = {}
    for one in Function.objects.all():
        functions |= {compact(one.name): one.code, one.code: one.code}
    sheet, head, columns = _found(path, HEADINGS, _NEEDED)
    first: dict[str, int] = {}
    lines = [
        _line(number, columns, texts, functions, first)
        for number, texts in _rows(sheet, head, columns)
    ]
    return Reading(sheet.name, lines)


def read_functions(path: Path) -> list[tuple[str, str, str]]:
    """Code, name and English of functions. Raises `UnreadableFile`."""
    headings = {"code": ("职能代码", "code"), "name": ("职能", "name"), "english": ("英文",)}
    sheet, head, columns = _found(path, headings, {"code", "name"})
    return [
        (texts["code"], texts["name"], texts.get("english", ""))
        for _number, texts in _rows(sheet, head, columns)
    ]


def _found(
    path: Path, headings: Mapping[str, tuple[str, ...]], needed: set[str]
) -> tuple[Sheet, int, dict[str, int]]:
    book = open_workbook(path)
    names = {compact(name).lower(): key for key, said in headings.items() for name in said}
    for listed in book.sheets:
        sheet = book.read(listed.name)
        for number, row in enumerate(sheet.rows[:LOOK_IN], start=1):
            found: dict[str, int] = {}
            for column, cell in enumerate(row):
                key = names.get(compact(shown(cell)).lower())
                if key is not None:
                    found.setdefault(key, column)
            if needed <= set(found):
                return sheet, number, found
    wanted = "、".join(headings[one][0] for one in sorted(needed))
    raise UnreadableFile(
        "no_headings",
        Text(f"没有找到表头。表头要有：{wanted}。", f"No headings were found: {wanted}."),
    )


def _rows(sheet: Sheet, head: int, columns: Mapping[str, int]) -> list[tuple[int, dict[str, str]]]:
    rows = []
    for number, row in enumerate(sheet.rows[head:], start=head + 1):
        texts = {
            key: trimmed(shown(row[at])) if at < len(row) else "" for key, at in columns.items()
        }
        if any(texts.values()):
            rows.append((number, texts))
    return rows


def _line(
    row: int, cells: Mapping[str, int], texts: dict[str, str], functions: Mapping[str, str],
    first: dict[str, int],
) -> Line:  # fmt: skip
    line = Line(row, cells)
    said: dict[str, Any] = {"code": _code(line, texts["code"], first)}
    if not texts["name"]:
        line.say("name_missing", "name")
    for key, limit in _LONGEST.items():
        said[key] = texts.get(key, "")
        if len(said[key]) > limit:
            line.say("too_long", key, limit=limit)
    said["kind"] = _one_of(line, "kind", texts, _LISTS, "bad_list")
    said["time_class"] = _one_of(line, "time_class", texts, _CLASSES, "bad_class")
    said["private"] = _one_of(line, "private", texts, _YES, "yes_or_no")
    said["words"] = tuple(dict.fromkeys(split(texts.get("words", ""))))
    said |= _responsible(line, texts, functions)
    if line.ok:
        line.said = Said(**said)
    return line


def _code(line: Line, code: str, first: dict[str, int]) -> str:
    if not code:
        line.say("code_missing", "code")
    elif not (code.isascii() and code.replace("-", "").isalnum() and len(code) <= 20):
        line.say("bad_code", "code", raw=code)
    elif code in first:
        line.say("code_twice", "code", raw=code, first=first[code])
    first.setdefault(code, line.row)
    return code


def _one_of(
    line: Line, key: str, texts: Mapping[str, str], known: Mapping[str, Any], wrong: str
) -> Any:
    raw = texts.get(key, "")
    found = known.get(compact(raw).lower(), known.get(compact(raw)))
    if found is None:
        line.say(wrong, key, raw=raw, known="、".join(str(one.label) for one in ListKind))
    return found


def _responsible(
    line: Line, texts: Mapping[str, str], functions: Mapping[str, str]
) -> dict[str, Any]:
    named = {key: split(texts.get(key, "")) for key in ("leads", "assists")}
    for key, names in named.items():
        for name in names:
            if compact(name) not in functions:
                line.say("unknown_function", key, raw=name)
    leads, assists = (
        [functions[compact(name)] for name in names if compact(name) in functions]
        for names in named.values()
    )
    for name in set(leads) & set(assists):
        line.say("function_twice", "assists", raw=name)
    if not named["leads"]:
        line.say("lead_missing", "leads")
    return {"leads": leads[0] if leads else "", "assists": tuple([*leads[1:], *assists])}


def split(text: str) -> list[str]:
    """Several names in one cell: 街道、社区."""
    for sign in "，,;；/\n":
        text = text.replace(sign, "、")
    return [trimmed(one) for one in text.split("、") if trimmed(one)]
