"""The areas of the province as a sketch to tap, and in which of them a point lies. The shapes are
drawn for orientation: near a border they may be wrong, so whoever is asked may choose another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import hypot
from typing import Any

from liandong.config.paths import DATA
from liandong.domains.orgs.queries import Place

Spot = tuple[float, float]  # longitude, latitude in degrees
Ring = list[Spot]
WEST, NORTH = 108.45, 20.3
WIDE, HIGH = 380, 318
_ACROSS, _DOWN = 138.0, 146.0  # units of the drawing for a degree
_FINE = 0.012  # degrees that a line may be off
_NEAR = 0.05  # degrees, about five kilometres: as far as a border of the sketch may be off
_ISLANDS = "460300"  # far out at sea: its name alone, in a corner
_ENDINGS = ("黎族苗族自治县", "黎族自治县", "市", "县")


@dataclass(frozen=True, slots=True)
class Mark:
    """An area in the drawing: its code, its name in full and in short, its outline, where its name
    stands."""

    code: str
    name: str
    short: str
    outline: str
    x: int
    y: int


@cache
def _shapes() -> dict[str, tuple[Spot, list[Ring]]]:
    """By the six digits of its code: the middle of an area, and the rings around it."""
    drawn = json.loads((DATA / "maps" / "hainan.json").read_text(encoding="utf-8"))
    found = {}
    for one in drawn["features"]:
        shape = one["geometry"]
        many = shape["type"] == "MultiPolygon"
        texts = [ring for part in shape["coordinates"] for ring in (part if many else [part])]
        from_ = [pair for part in shape["encodeOffsets"] for pair in (part if many else [part])]
        middle = one["properties"]["cp"]
        found[str(one["id"])] = (
            (middle[0], middle[1]), [_ring(*both) for both in zip(texts, from_, strict=True)]
        )  # fmt: skip
    return found


def _ring(text: str, start: Sequence[int]) -> Ring:
    """A ring as ECharts writes it: steps in 1/1024 of a degree, two characters each."""
    at, found = list(start), []
    steps = [ord(one) - 64 for one in text]
    for pair in zip(steps[::2], steps[1::2], strict=True):
        at = [old + ((step >> 1) ^ -(step & 1)) for old, step in zip(at, pair, strict=True)]
        found.append((at[0] / 1024, at[1] / 1024))
    return found


def area_of(spot: Spot) -> str | None:
    """The six digits of the area in which a point lies, or which is nearest within five
    kilometres; none, if it lies elsewhere."""
    for code, (_middle, rings) in _shapes().items():
        if any(_inside(spot, ring) for ring in rings):
            return code
    far = {code: _distance(spot, rings) for code, (_middle, rings) in _shapes().items()}
    code = min(far, key=lambda one: far[one])
    return code if far[code] <= _NEAR else None


def fits(spot: Spot, code: str) -> bool:
    """Whether a point lies in an area, or near enough that the sketch may be wrong."""
    known = _shapes().get(code[:6].ljust(6, "0"))
    if known is None:
        return False
    return any(_inside(spot, ring) for ring in known[1]) or _distance(spot, known[1]) <= _NEAR


def _inside(spot: Spot, ring: Ring) -> bool:
    x, y, inside = *spot, False
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _distance(spot: Spot, rings: Iterable[Ring]) -> float:
    return min(hypot(x - spot[0], y - spot[1]) for ring in rings for x, y in ring)


def marks(areas: Iterable[Place]) -> list[Mark]:
    """What to draw of these areas; nothing, where no shape of theirs is known."""
    return [_mark(one) for one in areas if one.code[:6] in _shapes()]


def _mark(area: Place) -> Mark:
    (east, north), _rings = _shapes()[area.code[:6]]
    x, y = _at((east, north))
    x = min(max(x, 30), WIDE - 30)
    if area.code.startswith(_ISLANDS):
        x, y = WIDE - 30, HIGH - 22
    short = next((area.name.removesuffix(e) for e in _ENDINGS if area.name.endswith(e)), area.name)
    return Mark(area.short, area.name, short, _outline(area.code[:6]), round(x), round(y))


@cache
def _outline(code: str) -> str:
    """The large rings of an area as the path of an SVG."""
    if code == _ISLANDS:
        return ""
    plain = (_plainer(ring) for ring in _shapes()[code][1])
    return "".join(
        "M" + "L".join("{:.0f} {:.0f}".format(*_at(spot)) for spot in ring) + "Z"
        for ring in plain if len(ring) > 3
    )  # fmt: skip


def _at(spot: Spot) -> Spot:
    return (spot[0] - WEST) * _ACROSS, (NORTH - spot[1]) * _DOWN


def _plainer(ring: Ring) -> Ring:
    """The ring with as few corners as it takes (Douglas and Peucker)."""
    keep, open_ = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    while open_:
        first, last = open_.pop()
        off = [(_off(ring[n], ring[first], ring[last]), n) for n in range(first + 1, last)]
        worst, n = max(off, default=(0.0, 0))
        if worst > _FINE:
            keep.add(n)
            open_ += [(first, n), (n, last)]
    return [ring[n] for n in sorted(keep)]


def _off(spot: Spot, start: Spot, end: Spot) -> float:
    wide, high = end[0] - start[0], end[1] - start[1]
    long = hypot(wide, high)
    if not long:
        return hypot(spot[0] - start[0], spot[1] - start[1])
    return abs(wide * (start[1] - spot[1]) - (start[0] - spot[0]) * high) / long


def drawing(areas: Iterable[Place]) -> dict[str, Any]:
    """For the page: the marks and how large the drawing is."""
    return {"marks": marks(areas), "wide": WIDE, "high": HIGH}
