"""The tree by whole columns is the tree grown row by row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.domains.orgs import tree
from liandong.domains.orgs.preorder import laid


@st.composite
def edges(draw) -> list[tuple[int, int | None]]:
    """Units in any order, under any earlier one, at the top, or under one that is not there."""
    ids = draw(st.lists(st.integers(1, 36**5 - 1), unique=True, max_size=30))
    parents = [draw(st.sampled_from([None, 7, *ids[:n]])) for n in range(len(ids))]
    rows = [(i, p) for i, p in zip(ids, parents, strict=True) if i != p]
    return draw(st.permutations(rows))


@given(edges())
def test_the_same_nodes_in_the_same_order(rows):
    unit, parent = (np.array([row[i] or 0 for row in rows], dtype=np.int64) for i in (0, 1))
    found = laid(unit, parent, tree.WIDTH)
    said = zip(found.rows.tolist(), found.depth.tolist(), found.path.to_pylist(), strict=True)
    wanted = [(n.unit, n.parent, n.path, n.depth) for n in tree.grown(rows)]
    assert [(*rows[row], path, depth) for row, depth, path in said] == wanted


def test_an_id_too_large_for_a_segment_is_refused():
    with pytest.raises(OverflowError):
        laid(np.array([36**5]), np.array([0]), tree.WIDTH)
