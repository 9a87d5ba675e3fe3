"""A page of two ordered lists as of one: a long one that is read in pieces, and the few rows that
have been added to it since."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Row = TypeVar("Row")


def slice_of(
    stored: Callable[[int, int], list[Row]], anew: Iterable[Row], key: Callable[[Row], Any],
    low: int, high: int,
) -> list[Row]:  # fmt: skip
    """Rows [low, high) of both together; `stored(offset, limit)` gives the long one's in order.

    What was added can only have moved a row down by as many places as there are additions: no more
    than that many rows before `low` are read.
    """
    added = sorted(anew, key=key)
    if not added:
        return stored(low, high - low)
    first = max(0, low - len(added))
    window = stored(first, high - first)
    keys, added_keys = [key(one) for one in window], [key(one) for one in added]
    ranked = [
        (first + at + bisect_left(added_keys, keys[at]), one) for at, one in enumerate(window)
    ]
    whole = len(window) < high - first
    for at, one in enumerate(added):
        before = bisect_left(keys, added_keys[at])
        above = before == 0 and first > 0
        if not above and (whole or before < len(keys)):
            ranked.append((first + before + at, one))
    ranked.sort(key=lambda pair: pair[0])
    return [one for rank, one in ranked if low <= rank < high]
