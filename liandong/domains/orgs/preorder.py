"""The tree of a day in path order, computed by whole columns: a nation's in half a second.

`tree.grown` says the same row by row, for tests.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from liandong.domains.orgs.growing import DIGITS

Whole = npt.NDArray[np.int64]
_DIGITS = np.frombuffer(DIGITS.encode(), dtype=np.uint8)


@dataclass(frozen=True)
class Laid:
    """Rows of the edges that hang together from the top, in path order, with depth and path."""

    rows: Whole
    depth: npt.NDArray[np.int16]
    path: pa.Array


def laid(unit: Whole, parent: Whole, width: int) -> Laid:
    """The nodes in path order; `parent` is 0 at the top. Orphans are left out.

    Raises `OverflowError` for ids that do not fit a segment of `width` digits.
    """
    if len(unit) and int(unit.max()) >= 36**width:
        raise OverflowError(f"unit ids beyond 36^{width} do not fit a path segment")
    order = np.argsort(unit)
    ids = unit[order]
    levels = _levels(ids, parent[order])
    starts = _starts(levels, len(ids))
    depth = np.zeros(len(ids), dtype=np.int16)
    for n, (rows, _) in enumerate(levels, start=1):
        depth[rows] = n
    hanging = np.flatnonzero(depth)
    in_order = np.empty(len(hanging), dtype=np.int64)
    in_order[starts[hanging]] = hanging
    path = _paths(ids, levels, starts, depth[in_order], width)
    return Laid(order[in_order], depth[in_order], path)


def _levels(ids: Whole, parent: Whole) -> list[tuple[Whole, Whole]]:
    """For each level the rows that stand on it, and the rows of their parents; ids are in order."""
    above = np.searchsorted(ids, parent)
    above[above == len(ids)] = 0
    tops = parent == 0
    known = (ids[above] == parent) & ~tops if len(ids) else tops
    rows = np.flatnonzero(tops)
    levels: list[tuple[Whole, Whole]] = []
    left = np.flatnonzero(known)
    on_level = np.zeros(len(ids), dtype=np.bool_)
    while len(rows):
        levels.append((rows, above[rows]))
        on_level[:] = False
        on_level[rows] = True
        next_one = on_level[above[left]]
        rows, left = left[next_one], left[~next_one]
    return levels


def _starts(levels: list[tuple[Whole, Whole]], count: int) -> Whole:
    """Each row's place in path order: its parent's, one more, and the sizes of the subtrees of
    the siblings before it. Paths are ordered as ids are, for segments have one width."""
    sizes = np.ones(count, dtype=np.int64)
    for rows, above in reversed(levels[1:]):
        np.add.at(sizes, above, sizes[rows])
    starts = np.zeros(count, dtype=np.int64)
    for n, (rows, above) in enumerate(levels):
        family = np.zeros(len(rows), dtype=np.int64) if n == 0 else above
        order = np.argsort(family, kind="stable")  # rows are in order of ids already
        before = np.cumsum(sizes[rows[order]]) - sizes[rows[order]]
        family = family[order]
        first = np.flatnonzero(np.append(True, family[1:] != family[:-1]))
        before -= np.repeat(before[first], np.diff(np.append(first, len(rows))))
        starts[rows[order]] = before + (0 if n == 0 else starts[family] + 1)
    return starts


def _paths(
    ids: Whole, levels: list[tuple[Whole, Whole]], starts: Whole, depth: npt.NDArray[np.int16],
    width: int,
) -> pa.Array:  # fmt: skip
    """The paths in path order, written level by level into the one buffer they share."""
    offsets = np.zeros(len(depth) + 1, dtype=np.int32)
    np.cumsum(depth * width, out=offsets[1:])
    text = np.empty(offsets[-1], dtype=np.uint8)
    digits = np.arange(width)
    for n, (rows, above) in enumerate(levels):
        at = offsets[starts[rows]]
        if n:
            text[at[:, None] + np.arange(n * width)] = text[
                offsets[starts[above]][:, None] + np.arange(n * width)
            ]
        segment = _DIGITS[(ids[rows, None] // 36 ** digits[::-1]) % 36]
        text[at[:, None] + n * width + digits] = segment
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(text)]
    return pa.Array.from_buffers(pa.string(), len(depth), buffers)
