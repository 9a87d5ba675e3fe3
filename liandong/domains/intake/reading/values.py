"""One cell to one exact number, or to the finding that says why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from .definition import Dimension, FieldDef
from .findings import Said
from .text import narrow, shown, trimmed
from .units import BASE, UNITS, Unit, unit_named

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_PLAIN = re.compile(_NUMBER, re.ASCII)
_WITH_UNIT = re.compile(rf"([¥$]?)\s*({_NUMBER})\s*([^\d\s.,%+~±-][^\d~±+]*[2²]?)?", re.ASCII)
_NEGATIVE = re.compile(
    rf"(?:[-−–]|负)\s*[¥$]?\s*(?:{_NUMBER})\D{{0,4}}|\((?:{_NUMBER})\)", re.ASCII
)
_PERCENT = re.compile(rf"[-−]?(?:{_NUMBER})\s*%", re.ASCII)
_ABOUT = re.compile(
    rf"(?:约|大约|近|大概|将近|接近|超过|超|不足|不到|至少|最多|[<>≥≤~≈±])+\s*({_NUMBER}).{{0,6}}"
    rf"|({_NUMBER})\s*\D{{0,4}}?(?:左右|上下|以上|以下|余|多|来|约|\+)\D{{0,4}}"
    rf"|({_NUMBER})\s*\D{{0,3}}?(?:[-~—–±]|至|到)+\s*(?:{_NUMBER})\D{{0,4}}",
    re.ASCII,
)
_LOOKALIKE = str.maketrans({"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1", "。": "."})
_NONE = {"无", "没有", "未有", "暂无", "零", "〇", "none", "nil"}
_UNKNOWN = {
    "不详",
    "未知",
    "不清楚",
    "不明",
    "待查",
    "待核实",
    "未统计",
    "n/a",
    "na",
    "?",
    "unknown",
}
_DASHES = {"-", "—", "--", "——", "/", "\\", "–", "─", "…", "......"}
_LONGEST = 100  # a figure with its unit is never longer; patterns stay cheap
_CENT = Decimal("0.01")
_NOISE = Decimal("1e-9")
_LIMIT = Decimal(10) ** 16  # what decimal(18, 2) holds


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a cell says: a value in base units, or nothing; and the finding, if there is one."""

    value: Decimal | None = None
    key: str | None = None
    said: Said | None = None
    blank: bool = False


BLANK = Parsed(blank=True)


def plain(amount: Decimal) -> str:
    """A number as people write it, without trailing zeros or exponent."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_cell(cell: object, field: FieldDef, unit: Unit) -> Parsed:
    """The value of `cell` in base units; `unit` is the column's."""
    if cell is None or cell == "":
        return BLANK
    if isinstance(cell, bool):
        return _wrong("not_a_number", shown(cell), field, unit)
    if isinstance(cell, int | float):
        text = shown(cell)
        return _number(Decimal(text), text, field, unit, unit)
    if isinstance(cell, date | time | timedelta):
        return _wrong("date_as_number", shown(cell), field, unit)
    return _text(str(cell), field, unit)


def _text(raw: str, field: FieldDef, unit: Unit) -> Parsed:
    bare = trimmed(raw)
    text = trimmed(narrow(bare))
    if parsed := _word(text.casefold(), bare, field):
        return parsed
    if len(text) > _LONGEST:
        return _wrong("not_a_number", bare, field, unit)
    if found := _WITH_UNIT.fullmatch(text):
        return _figure(found, bare, field, unit)
    return _no_figure(text, bare, field, unit)


def _word(word: str, bare: str, field: FieldDef) -> Parsed | None:
    """Words and dashes that stand for an empty cell, for none, or for unknown."""
    if not word or word in _DASHES:
        return BLANK
    if word in _NONE:
        return Parsed(Decimal(0), "word_as_blank:zero", {"raw": bare})
    if word in _UNKNOWN:
        return Parsed(None, "word_as_blank:unknown", {"raw": bare, "ask": field.ask})
    return None


def _no_figure(text: str, bare: str, field: FieldDef, unit: Unit) -> Parsed:
    """Why a text is no figure that can be taken."""
    if _PERCENT.fullmatch(text):
        return _wrong("percent", bare, field, unit)
    if _NEGATIVE.fullmatch(text):
        return _wrong("negative", bare, field, unit)
    if about := _ABOUT.fullmatch(text):
        example = next(group for group in about.groups() if group)
        return _wrong("approximate", bare, field, unit, example=example.replace(",", ""))
    return _not_a_number(text, bare, field, unit)


def _figure(found: re.Match[str], raw: str, field: FieldDef, unit: Unit) -> Parsed:
    """A number, perhaps with a currency sign or a unit in the cell."""
    sign, digits, name = found.groups()
    stated = unit_named(name or sign) if name or sign else None
    if (name and not stated) or len(digits) > 40:
        about = _ABOUT.fullmatch(found[0])
        if about:
            return _wrong("approximate", raw, field, unit, example=digits.replace(",", ""))
        key = "too_large" if len(digits) > 40 else None
        return _wrong(key, raw, field, unit) if key else _not_a_number(found[0], raw, field, unit)
    if stated and stated.dimension is not field.dimension:
        return _wrong("wrong_unit", raw, field, unit)
    note = "unit_in_cell" if stated else "full_width" if raw != narrow(raw) else None
    return _number(Decimal(digits.replace(",", "")), raw, field, stated or unit, unit, note)


def _number(
    amount: Decimal,
    raw: str,
    field: FieldDef,
    stated: Unit,
    unit: Unit,
    note: str | None = None,
) -> Parsed:
    """The amount, in the stated unit, as a value in base units."""
    if amount < 0:
        return _wrong("negative", raw, field, unit)
    if amount >= _LIMIT or amount * stated.factor >= _LIMIT:
        return _wrong("too_large", raw, field, unit)
    exact = amount * stated.factor
    step = Decimal(1) if field.whole else _CENT
    value = exact.quantize(step, ROUND_HALF_UP)
    if abs(exact - value) > _NOISE * max(exact, Decimal(1)):
        if field.whole:
            return _wrong("not_whole", raw, field, unit)
        note = note or "rounded"
    if note is None:
        return Parsed(value)
    said: Said = {"raw": raw, "value": plain(value / unit.factor), "unit": unit.name}
    return Parsed(value, note, said)


def _not_a_number(text: str, raw: str, field: FieldDef, unit: Unit) -> Parsed:
    mended = text.translate(_LOOKALIKE).replace(" ", "")
    if mended != text and _PLAIN.fullmatch(mended):
        return _wrong("not_a_number:suggest", raw, field, unit, suggestion=mended)
    return _wrong("not_a_number", raw, field, unit)


def _wrong(key: str, raw: str, field: FieldDef, unit: Unit, **more: object) -> Parsed:
    said: Said = {
        "raw": raw,
        "field": field.label,
        "ask": field.ask,
        "example": field.example,
        "unit": unit.name,
        **more,
    }
    return Parsed(None, key, said)


def unusual(value: Decimal, field: FieldDef, unit: Unit) -> tuple[str, Said] | None:
    """The warning for a value out of the usual size, if it is."""
    said: Said = {"field": field.label, "value": plain(value / unit.factor), "unit": unit.name}
    if field.high is not None and value > field.high:
        small = value / unit.factor
        if unit.factor > 1 and small <= field.high:
            base = BASE[field.dimension].name
            suggestion = plain(small / unit.factor)
            return "implausible:unit", {**said, "small": base, "suggestion": suggestion}
        return "implausible", {**said, "limit": plain(field.high / unit.factor)}
    if field.low is not None and value < field.low and (value > 0 or field.whole):
        large = _larger(value, field, unit)
        if large is not None:
            return "implausible:unit", {**said, "small": "万元", "suggestion": plain(large)}
        return "implausible:low", {**said, "limit": plain(field.low / unit.factor)}
    return None


def _larger(value: Decimal, field: FieldDef, unit: Unit) -> Decimal | None:
    """A sum too small for its column, as it would be written if it was meant in 万元."""
    wan = UNITS["万元"]
    if field.dimension is not Dimension.MONEY or unit.factor >= wan.factor or not field.low:
        return None
    meant = value / unit.factor * wan.factor
    fits = field.low <= meant and (field.high is None or meant <= field.high)
    return meant / unit.factor if fits else None
