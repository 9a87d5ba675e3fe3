"""What one column is, from its headings: a field, a place level, the code, or nothing of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .definition import LedgerDefinition
from .errors import unreadable
from .result import Column, Role, Sure
from .text import compact, letters
from .units import unit_named, without_units

_GENERIC = {"金额", "数额", "人数", "数量", "面积", "名称", "数", "小计", "合计"}
_BEFORE = re.compile(
    r"^(?:其中:|(?:19|20)\d\d年度?|本年度?|当年|全年|年度|现有|实有|配备|所属|所在)+"
)
_AFTER = re.compile(r"(?:人员数|人数|总数|数量|总额|金额|数额|数|名称|情况)$")
_LETTERS = re.compile(r"[A-Za-z]{1,3}")

Target = tuple[Role, str | None]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Headings to what they name, and what the user said of columns (by letters or heading)."""

    known: Mapping[str, Target]
    given: Mapping[str, Target]

    @classmethod
    def of(cls, definition: LedgerDefinition, mapping: Mapping[str, str]) -> Lookup:
        """The lookup for a definition; `UnreadableFile` for a mapping that names nothing."""
        known: dict[str, Target] = {}
        for role, code, headings in _headings(definition):
            for heading in headings:
                known.setdefault(_key(heading), (role, code))
        codes: dict[str, Target] = {f.code: (Role.FIELD, f.code) for f in definition.fields}
        codes |= {level.code: (Role.LEVEL, level.code) for level in definition.levels}
        codes = {"code": (Role.CODE, None), **codes, "ignore": (Role.IGNORED, None)}
        given: dict[str, Target] = {}
        for column, what in mapping.items():
            if what not in codes:
                raise unreadable("bad_mapping", what=f"{column}={what}", known=", ".join(codes))
            given[_key(column)] = codes[what]
        return cls(known, given)


def _headings(definition: LedgerDefinition) -> Iterator[tuple[Role, str | None, tuple[str, ...]]]:
    for field in definition.fields:
        yield Role.FIELD, field.code, field.headers
    for level in definition.levels:
        yield Role.LEVEL, level.code, level.headers
    yield Role.CODE, None, definition.code_headers
    yield Role.IGNORED, None, definition.ignored_headers


def _key(heading: str) -> str:
    return compact(heading).casefold()


def match(index: int, path: list[str], lookup: Lookup) -> Column:
    """What the column with this path of headings, top down, is."""
    header = " / ".join(" ".join(part.split()) for part in path)
    given = _given(index, path, lookup)
    if given and (path or given[0] is Role.IGNORED):
        return Column(index, header, *given, sure=Sure.GIVEN)
    given_targets = set(lookup.given.values())
    for sure, candidate in _candidates(path):
        target = lookup.known.get(candidate)
        if target and not (target[1] and target in given_targets):
            return Column(index, header, *target, sure=sure)
    return Column(index, header, Role.IGNORED)


def _given(index: int, path: list[str], lookup: Lookup) -> Target | None:
    if not lookup.given:
        return None
    keys = [_key(letters(index)), *(_key(part) for part in path), *map(_stripped, path)]
    keys.append(_key(" / ".join(path)))
    return next((lookup.given[key] for key in keys if key in lookup.given), None)


def _stripped(part: str) -> str:
    return without_units(part).casefold()


def _candidates(path: list[str]) -> Iterator[tuple[Sure, str]]:
    """Spellings under which to look a column up, the surest first."""
    if not path:
        return
    parts = [part for part in path if _stripped(part) and not unit_named(part)]
    if not parts:
        return
    last = parts[-1]
    yield Sure.EXACT, _key(last)
    yield Sure.EXACT, _stripped(last)
    if len(parts) > 1:
        yield Sure.LIKELY, _stripped(parts[-2]) + _stripped(last)
        if _stripped(last) in _GENERIC:
            yield Sure.LIKELY, _stripped(parts[-2])
            yield Sure.LIKELY, _AFTER.sub("", _BEFORE.sub("", _stripped(parts[-2])))
    bare = _BEFORE.sub("", _stripped(last))
    yield Sure.LIKELY, bare
    yield Sure.LIKELY, _AFTER.sub("", bare)
