"""From the cells that are said and the parent's total, no masked cell can be worked out."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from liandong.core.indicators.suppression import THRESHOLD, is_small, masked


@st.composite
def siblings(draw) -> dict[int, tuple[Decimal, Decimal]]:
    cells = {}
    for key in range(draw(st.integers(1, 5))):
        under = draw(st.integers(0, 7))
        cells[key] = (Decimal(draw(st.integers(0, under))), Decimal(under))
    return cells


def numbers(*pairs: tuple[int, int]) -> dict[int, tuple[Decimal, Decimal]]:
    return {key: (Decimal(over), Decimal(under)) for key, (over, under) in enumerate(pairs)}


def possible(cells, hidden) -> dict[int, set[int]]:
    """What each masked numerator may be, to one who knows all denominators, the cells that are
    said and the parent's total: by trying everything."""
    keys = sorted(hidden)
    total = sum(int(cells[key][0]) for key in keys)
    ranges = [range(int(cells[key][1]) + 1) for key in keys]
    fitting = [one for one in product(*ranges) if sum(one) == total]
    return {key: {one[at] for one in fitting} for at, key in enumerate(keys)}


@settings(max_examples=300, deadline=None)
@given(siblings())
@example(numbers((1, 1), (3, 3), (4, 9)))  # all of both: a total of 4 of 4 would say each
@example(numbers((0, 2), (0, 5), (5, 9)))  # nothing in either
def test_no_masked_cell_can_be_worked_out(cells):
    hidden = masked(cells)
    small = {key for key, cell in cells.items() if is_small(*cell)}
    assert small <= hidden
    if any(key not in hidden and under > 0 for key, (_, under) in cells.items()):
        left = possible(cells, hidden)
        assert all(len(left[key]) > 1 for key in small)


@given(siblings())
def test_where_nothing_is_small_everything_is_said(cells):
    if not any(is_small(*cell) for cell in cells.values()):
        assert masked(cells) == frozenset()


def test_by_hand():
    assert masked(numbers((5, 10), (1, 6), (4, 8))) == {1, 2}, "the next smallest goes with it"
    assert masked(numbers((5, 10), (1, 6), (9, 10))) == {1, 2}, "its complement is small as well"
    assert masked(numbers((5, 10), (3, 6))) == frozenset()
    assert THRESHOLD == 3
