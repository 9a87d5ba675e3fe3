"""Units of measure as offices write them, with their factor to the base unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .definition import Dimension
from .text import compact


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and how many base units (户, 人, 元, ㎡) one of it is."""

    name: str
    dimension: Dimension
    factor: Decimal


def _table() -> dict[str, Unit]:
    rows: dict[Dimension, dict[str, str]] = {
        Dimension.HOUSEHOLDS: {"户": "1", "家": "1", "万户": "10000"},
        Dimension.PEOPLE: {"人": "1", "名": "1", "位": "1", "万人": "10000"},
        Dimension.MONEY: {
            "元": "1",
            "人民币元": "1",
            "圆": "1",
            "块": "1",
            "¥": "1",
            "百元": "100",
            "千元": "1000",
            "万元": "10000",
            "万": "10000",
            "百万元": "1000000",
            "亿元": "100000000",
        },
        Dimension.AREA: {
            "㎡": "1",
            "m²": "1",
            "m2": "1",
            "平方米": "1",
            "平米": "1",
            "平方": "1",
            "平": "1",
            "万平方米": "10000",
            "万㎡": "10000",
        },
    }
    return {
        name: Unit(name, dimension, Decimal(factor))
        for dimension, names in rows.items()
        for name, factor in names.items()
    }


UNITS = _table()
BASE = {
    Dimension.HOUSEHOLDS: UNITS["户"],
    Dimension.PEOPLE: UNITS["人"],
    Dimension.MONEY: UNITS["元"],
    Dimension.AREA: UNITS["㎡"],
}

_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_LABEL = re.compile(r"(?:计量|金额|货币)?单位[:：](.+)")


def unit_named(text: str) -> Unit | None:
    """The unit written as `text`, or None."""
    return UNITS.get(compact(text).replace("M2", "m2").replace("M²", "m²"))


def units_in(text: str) -> list[Unit]:
    """Every unit named in brackets, or after `单位:`, in a heading, in order."""
    tight = compact(text)
    pieces: list[str] = []
    for inside in _BRACKETS.findall(tight):
        pieces += re.split(r"[、,，;；/]", inside.removeprefix("单位:").removeprefix("单位："))
    if label := _LABEL.search(_BRACKETS.sub("", tight)):
        pieces += re.split(r"[、,，;；/]", label.group(1))
    whole = unit_named(tight)
    found = [unit for piece in pieces if (unit := unit_named(piece))]
    return [whole] if whole else found


def without_units(text: str) -> str:
    """A heading without brackets, spaces, and line breaks, to compare with synonyms."""
    return _BRACKETS.sub("", compact(text)).rstrip(":：")
