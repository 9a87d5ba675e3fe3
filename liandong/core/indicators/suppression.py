"""Small cells are masked, with the cells from which they could be worked out.

A published count below the threshold, its complement included, is not said. Where exactly one
cell among siblings is masked, the parent's total less the others would give it away: the next
smallest is masked as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

Key = TypeVar("Key")

# Fewer than this many units behind either part of a published share are not told apart.
THRESHOLD = 3


def is_small(numerator: Decimal, denominator: Decimal, threshold: int = THRESHOLD) -> bool:
    """Whether the cell or its complement is too small: 1 … threshold-1."""
    return any(0 < part < threshold for part in (numerator, denominator - numerator))


def masked(
    cells: Mapping[Key, tuple[Decimal, Decimal]], threshold: int = THRESHOLD
) -> frozenset[Key]:
    """Which of sibling cells (numerator, denominator) must not be published."""
    hidden = {key for key, (over, under) in cells.items() if is_small(over, under, threshold)}
    told = {k: v for k, v in cells.items() if k not in hidden and v[1] > 0}
    if len(hidden) == 1 and told:
        hidden.add(min(told, key=lambda key: told[key][1]))
    return frozenset(hidden)
