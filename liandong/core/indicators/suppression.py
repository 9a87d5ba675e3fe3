"""Small cells are masked, with the cells from which they could be worked out.

A published count below the threshold, its complement included, is not said. The parent's total
less the cells that are said would give away a single masked one, and several where together they
are all or nothing: the next smallest are masked as well, until each could be more than one number.
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
    """Which of sibling cells (numerator, denominator) must not be published.

    The denominators may be known from elsewhere. Where all siblings are masked and the parent's
    total still says it, as all or nothing, it is the parent's own cell that says so.
    """
    small = {key for key, (over, under) in cells.items() if is_small(over, under, threshold)}
    hidden = set(small)
    told = [key for key, (_, under) in cells.items() if key not in hidden and under > 0]
    told.sort(key=lambda key: cells[key][1], reverse=True)
    while told and any(_given_away(cells[key], [cells[k] for k in hidden]) for key in small):
        hidden.add(told.pop())
    return frozenset(hidden)


def _given_away(cell: tuple[Decimal, Decimal], hidden: list[tuple[Decimal, Decimal]]) -> bool:
    """Whether the sum of the masked numerators leaves only one number for a cell."""
    over = sum((one for one, _ in hidden), Decimal(0))
    under = sum((one for _, one in hidden), Decimal(0))
    lowest = max(Decimal(0), over - (under - cell[1]))
    return lowest == min(cell[1], over)
