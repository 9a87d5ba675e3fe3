"""Everything that can be said about a row of a list: one closed table."""

from __future__ import annotations

from liandong.core.kernel.errors import Severity, Text
from liandong.domains.intake.reading.findings import Finding
from liandong.domains.intake.reading.text import clip

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

TABLE: dict[str, tuple[Severity, Text, Text]] = {
    "code_missing": (
        _E, Text("没有填事项编号", "has no code"),
        Text("请补上，或删去这一行", "give one, or delete the row")),
    "bad_code": (
        _E, Text("“{raw}”不能做编号", "{raw!r} cannot be a code"),
        Text("请用字母和数字，最多 20 个", "use at most 20 letters and digits")),
    "code_twice": (
        _E, Text("编号 {raw} 与第 {first} 行重复", "code {raw} stands in row {first} as well"),
        Text("请改编号，或删去其中一行", "change one, or delete one of the rows")),
    "name_missing": (
        _E, Text("没有填事项名称", "has no name"), Text("请补上", "give one")),
    "too_long": (
        _E, Text("超过 {limit} 个字", "is longer than {limit} characters"),
        Text("请写短些", "shorten it")),
    "bad_list": (
        _E, Text("“{raw}”不是清单的名称", "{raw!r} is no list"),
        Text("可填：{known}", "use one of: {known}")),
    "bad_class": (
        _E, Text("“{raw}”不是时限类别", "{raw!r} is no time class"),
        Text("可填：紧急、水电气暖、一般、复杂", "use danger, utility, ordinary or complex")),
    "unknown_function": (
        _E, Text("没有“{raw}”这项职能", "there is no function {raw!r}"),
        Text("请先登记职能，或改正写法", "put it on record first, or correct the spelling")),
    "function_twice": (
        _E, Text("“{raw}”既牵头又协同", "{raw!r} both leads and assists"),
        Text("请删去其中一处", "delete one of the two")),
    "lead_missing": (
        _W, Text("没有牵头职能，诉求会留在受理席", "has no lead: requests stay with the desk"),
        Text("请确认，或补上牵头职能", "confirm it, or name the lead")),
    "yes_or_no": (
        _E, Text("“{raw}”不是“是”或“否”", "{raw!r} is neither yes nor no"),
        Text("请填“是”，或留空", "write yes, or leave it blank")),
    "unchanged": (
        _N, Text("与现行版本相同", "is as on record"),
        Text("不另发布", "not published again")),
}  # fmt: skip


def finding(key: str, row: int, column: int, **said: object) -> Finding:
    """The finding `key` of the table at a cell."""
    severity, what, remedy = TABLE[key]
    said = {name: clip(v) if isinstance(v, str) else v for name, v in said.items()}
    words = [Text(one.zh.format_map(said), one.en.format_map(said)) for one in (what, remedy)]
    return Finding(row, column, severity, key, *words)
