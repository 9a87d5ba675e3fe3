"""Small cells are masked, with the cells from which they could be worked out.

A published count below the threshold, its complement included, is not said. The parent's total
less the cells that are said would give away a single masked one, and several where together they
are all or nothing: the next smallest are masked as well, until each could be more than one number.

Of a table of flows, whose lines and columns are added up, `withheld` says the same.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

Key = TypeVar("Key")
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)

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


def withheld(
    cells: Mapping[tuple[Row, Column], int], threshold: int = THRESHOLD
) -> frozenset[tuple[Row, Column]]:
    """Which counts of a table must not be published while its lines and columns are added up.

    `cells` are counts of people by (from, to); what is nought need not be named. A small count is
    withheld, and in each line and column where the sum would still tell what is withheld, the next
    smallest one too. Where a line has no other, whoever publishes withholds the sum as well: that
    is the case while `told_by_sums` names it.
    """
    hidden = {key for key, n in cells.items() if 0 < n < threshold}
    while True:
        more = {
            min(others, key=lambda key: (cells[key], str(key)))
            for line in told_by_sums(cells, hidden)
            if (others := [key for key in _line(cells, line) if key not in hidden])
        }
        if not more:
            return frozenset(hidden)
        hidden |= more


def told_by_sums(
    cells: Mapping[tuple[Row, Column], int], hidden: Collection[tuple[Row, Column]]
) -> list[tuple[int, Hashable]]:
    """The lines (0, from) and columns (1, to) whose sum gives away what is withheld in them: a
    single count, or several that can only be one each."""
    lines: dict[tuple[int, Hashable], list[int]] = {}
    for key in sorted(hidden, key=str):
        for side in (0, 1):
            lines.setdefault((side, key[side]), []).append(cells[key])
    return [line for line, found in lines.items() if len(found) == 1 or sum(found) == len(found)]


def _line(
    cells: Mapping[tuple[Row, Column], int], line: tuple[int, Hashable]
) -> list[tuple[Row, Column]]:
    side, of = line
    return [key for key, n in cells.items() if n and key[side] == of]
