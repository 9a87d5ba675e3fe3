"""Counts of a table with its sums: nothing that is withheld can be worked out."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from liandong.core.indicators.suppression import THRESHOLD, told_by_sums, withheld

PLACES = st.sampled_from("abcd")
TABLES = st.dictionaries(st.tuples(PLACES, PLACES), st.integers(0, 9), max_size=12)


@given(TABLES)
@example({("a", "b"): 1, ("a", "c"): 5, ("d", "b"): 4})
@example({("a", "b"): 1, ("c", "d"): 1})
def test_small_counts_are_withheld_and_no_sum_tells_them(cells):
    hidden = withheld(cells)
    assert {key for key, n in cells.items() if 0 < n < THRESHOLD} <= hidden
    assert all(cells[key] for key in hidden)
    for side, of in told_by_sums(cells, hidden):
        left = [key for key, n in cells.items() if n and key[side] == of and key not in hidden]
        assert not left, "only where a line has nothing more to withhold does its sum tell"


def test_where_nothing_is_small_everything_is_said():
    assert withheld({("a", "b"): 3, ("b", "a"): 12, ("a", "a"): 0}) == frozenset()


def test_by_hand():
    cells = {("a", "b"): 2, ("a", "c"): 7, ("a", "d"): 5, ("e", "c"): 9, ("e", "d"): 8}
    assert withheld(cells) >= {("a", "b"), ("a", "d")}, "the next smallest of the line goes with it"
    assert (0, "a") not in told_by_sums(cells, withheld(cells))
