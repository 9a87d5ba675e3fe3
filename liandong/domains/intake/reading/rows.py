"""Read the rows of data one by one: places, figures, findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from liandong.core.kernel.errors import Text

from .body import Merged
from .definition import Blank, FieldDef, LedgerDefinition
from .findings import Finding, Said, finding
from .places import PlaceIndex, Resolver
from .result import Column, Role, Row
from .suspects import Odd
from .text import compact, shown, trimmed
from .values import BLANK, Parsed, parse_cell, plain, unusual
from .workbook import Sheet

_PLACE_BLANKS = {"", "/", "-", "—", "--", "——", "无"}
_CACHE = 50_000
_LONGEST_NAME = 100
_FEW = 4


Values = dict[str, Decimal | None]


class FieldReader:
    """One value column; equal cells are parsed once."""

    def __init__(self, column: Column, field: FieldDef) -> None:
        self.column, self.field, self.index = column, field, column.index
        self.blanks = 0
        self.first_blank = 0
        self.filled = 0
        self._known: dict[object, tuple[Parsed, str, tuple[str, Said] | None]] = {}

    def read(self, cell: object) -> tuple[Parsed, str, tuple[str, Said] | None]:
        """What the cell says, its text as sent, and a warning about its size, if any."""
        if isinstance(cell, bool):  # True would be found as 1
            return self._read(cell)
        found = self._known.get(cell)
        if found is None:
            found = self._read(cell)
            if len(self._known) < _CACHE:
                self._known[cell] = found
        return found

    def _read(self, cell: object) -> tuple[Parsed, str, tuple[str, Said] | None]:
        unit = self.column.unit
        if unit is None:
            return (BLANK if shown(cell) == "" else Parsed()), shown(cell), None
        parsed = parse_cell(cell, self.field, unit)
        odd = unusual(parsed.value, self.field, unit) if parsed.value is not None else None
        return parsed, shown(cell), odd

    @property
    def blank_value(self) -> Decimal | None:
        """The value of an empty cell."""
        return Decimal(0) if self.column.blank is Blank.ZERO else None


class RowReader:
    """Reads rows; keeps findings, and what was seen for the checks of the whole sheet."""

    def __init__(
        self,
        sheet: Sheet,
        columns: tuple[Column, ...],
        definition: LedgerDefinition,
        places: PlaceIndex,
        merged: Merged,
    ) -> None:
        self._sheet, self._definition, self._places, self._merged = (
            sheet,
            definition,
            places,
            merged,
        )
        self.fields = [
            FieldReader(c, definition.by_code[c.target])
            for c in columns
            if c.role is Role.FIELD and c.target
        ]
        where = {c.target: c.index for c in columns if c.role is Role.LEVEL}
        self._levels = [where.get(level.code) for level in definition.levels]
        self._code = next((c.index for c in columns if c.role is Role.CODE), None)
        unit_column = self._levels[-1] if self._levels[-1] is not None else self._code
        self.unit_column: int = unit_column or 0
        self._resolver = Resolver(places, definition.levels)
        self._first: dict[str, tuple[int, Values]] = {}
        self.contradicted: set[int] = set()
        self.findings: list[Finding] = []
        self.odd: dict[int, list[Odd]] = defaultdict(list)
        self.sizes: Counter[int] = Counter()

    def read(self, number: int, cells: list[object]) -> Row:
        """One row of data."""
        start = len(self.findings)
        code, names = self._place(number, cells)
        placed = len(self.findings)
        ok = code is not None
        values: Values = {}
        raw: dict[str, str] = {}
        odd: dict[str, tuple[str, Said]] = {}
        for one in self.fields:
            value, text, fine = self._value(number, cells, one, odd)
            values[one.field.code], raw[one.field.code] = value, text
            ok = ok and fine
        if code is not None and not any(f.severity == "error" for f in self.findings[start:placed]):
            self._once(number, code, values)
        self._cross_check(number, values, odd)
        for target, (key, said) in odd.items():
            index = next(f.index for f in self.fields if f.field.code == target)
            self.odd[index].append(Odd(key, said, finding(key, number, index, said)))
        ok = ok and not any(f.severity == "error" for f in self.findings[start:])
        return Row(number, code, names, values, raw, ok)

    def _cell(self, number: int, cells: list[object], index: int) -> object:
        if self._merged.places and (number, index) in self._merged.places:
            return self._merged.places[number, index]
        return cells[index] if index < len(cells) else ""

    def _say(self, key: str, number: int, index: int, said: Said | None = None) -> None:
        self.findings.append(finding(key, number, index, said))

    # Places

    def _place(self, number: int, cells: list[object]) -> tuple[str | None, tuple[str, ...]]:
        names = tuple(
            "" if index is None else _name(self._cell(number, cells, index))
            for index in self._levels
        )
        start = len(self.findings)
        for index in (*self._levels, self._code):
            if index is not None and (number, index) in self._sheet.broken:
                self._say_broken(number, index, self._definition.unit_level.label)
        if len(self.findings) > start:
            return None, names
        code = self._by_code(number, cells, names)
        if code is None and len(self.findings) == start:
            code = self._by_name(number, names)
        return code, names

    def _by_name(self, number: int, names: tuple[str, ...]) -> str | None:
        if not names[-1]:
            label = self._definition.unit_level.label
            self._say("place_missing", number, self.unit_column, {"level": label})
            return None
        resolved = self._resolver.resolve(names)
        for problem in resolved.problems:
            self._say(problem.key, number, self._levels[problem.level] or 0, problem.said)
        return resolved.code

    def _by_code(self, number: int, cells: list[object], names: tuple[str, ...]) -> str | None:
        if self._code is None:
            return None
        raw = compact(shown(self._cell(number, cells, self._code))).lstrip("'")
        if raw in _PLACE_BLANKS:
            return None
        level = self._definition.unit_level
        place = self._places.get(raw)
        if place is None or place.kind not in level.kinds:
            self._say("code_unknown", number, self._code, {"raw": raw, "level": level.label})
            return None
        if any(names) and not self._agrees(place.code, names):
            said: Said = {"raw": raw, "value": self._places.label(place.code)}
            self._say("code_mismatch", number, self._code, said)
        return place.code

    def _agrees(self, code: str, names: tuple[str, ...]) -> bool:
        """Whether every name given is that of the unit or of one above it."""
        path = self._places.path(code)
        for name, level in zip(names, self._definition.levels, strict=True):
            if name:
                above = [p.code for p in path if p.kind in level.kinds]
                found, _ = self._places.find(name, level, path[0].parent)
                if not set(above) & set(found):
                    return False
        return True

    def _once(self, number: int, code: str, values: Values) -> None:
        """Say that a community was named before; if the rows differ, neither can be taken."""
        first, known = self._first.setdefault(code, (number, values))
        if first == number:
            return
        differing = [one for one in self.fields if known[one.field.code] != values[one.field.code]]
        said: Said = {"first": first, "value": self._places.label(code)}
        if not differing:
            self._say("duplicate_row", number, self.unit_column, said)
            return
        columns = _named([one.column for one in differing])
        self._say("duplicate_row:differs", number, self.unit_column, {**said, "columns": columns})
        if first not in self.contradicted:
            self.contradicted.add(first)
            said = {"other": number, "value": said["value"], "columns": columns}
            self._say("duplicate_row:contradicted", first, self.unit_column, said)

    # Figures

    def _value(
        self, number: int, cells: list[object], one: FieldReader, odd: dict[str, tuple[str, Said]]
    ) -> tuple[Decimal | None, str, bool]:
        """The value, its text, and whether nothing stands open about it."""
        index = one.index
        if self._sheet.broken and (number, index) in self._sheet.broken:
            self._say_broken(number, index, one.field.ask)
            return None, self._sheet.broken[number, index] or "", False
        cell = cells[index] if index < len(cells) else ""
        if self._merged.figures and (number, index) in self._merged.figures:
            self._say("merged_value", number, index, {"ask": one.field.ask})
            return None, shown(cell), False
        parsed, text, strange = one.read(cell)
        if parsed.blank:
            one.blanks += 1
            one.first_blank = one.first_blank or number
            return one.blank_value, text, one.column.blank is not Blank.ASK
        if parsed.key:
            self._say(parsed.key, number, index, parsed.said)
        if strange:
            odd[one.field.code] = strange
        if parsed.value:
            self.sizes[index] += 1
        return parsed.value, text, one.column.unit is not None

    def _say_broken(self, number: int, index: int, ask: object) -> None:
        error = self._sheet.broken[number, index]
        key = "error_value" if error else "formula_without_value"
        self._say(key, number, index, {"raw": error or "", "ask": ask})

    def _cross_check(
        self,
        number: int,
        values: Values,
        odd: dict[str, tuple[str, Said]],
    ) -> None:
        for check in self._definition.checks:
            value, other = values.get(check.field), values.get(check.other)
            if value is not None and other is not None and value < other:
                labels = self._definition.by_code
                odd[check.field] = (
                    "less_than_related",
                    {
                        "field": labels[check.field].label,
                        "value": plain(value),
                        "other": labels[check.other].label,
                        "other_value": plain(other),
                    },
                )


def _named(columns: list[Column]) -> Text:
    """Columns by letter and heading, the first few."""
    shown_ones = [f"{one.letter} “{one.header.rpartition(' / ')[2]}”" for one in columns[:_FEW]]
    more = len(columns) - _FEW
    return Text(
        "、".join(shown_ones) + (f" 等 {len(columns)} 列" if more > 0 else ""),
        ", ".join(shown_ones) + (f" and {more} more columns" if more > 0 else ""),
    )


def _name(cell: object) -> str:
    """A place's name as sent, "" for the several ways of writing that there is none."""
    text = cell if isinstance(cell, str) else shown(cell)
    return "" if trimmed(text) in _PLACE_BLANKS else text[:_LONGEST_NAME]
