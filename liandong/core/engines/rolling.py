"""Totals of every subtree by two look-ups for each unit.

In path order a subtree is a run of rows. With the running sum of a measure, the total of the run
from `start` to `end` is `sums[end] - sums[start]`: no level is joined to another, whatever the
depth. Sums are whole numbers (a decimal is its cents), so that nothing is rounded; even where a
running sum passes 2⁶³ and wraps around, the difference of two is right as long as it fits itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from liandong.core.engines.spreading import Places

Whole = npt.NDArray[np.int64]
Yes = npt.NDArray[np.bool_]
# More would hold more columns in memory at once than they save time.
_THREADS = 2
# Rows worked on at a time: few enough that what lies between two steps stays near the processor,
# enough that two threads do not wait for each other at every step.
_BLOCK = 1 << 18


@dataclass(frozen=True)
class _Tree:
    """Where the totals of each row begin and end, and whose own numbers stand in each row."""

    ends: Whole  # the first row after the row's subtree
    given: Whole  # row → its place among the measures; 0 where there is none
    missing: Yes | None  # rows that have no numbers of their own, if any
    added: tuple[Whole, Whole] | None  # rows and places, where a unit has several


def roll_up(units: pa.Table, measures: pa.Table) -> pa.Table:
    """The totals of every unit's subtree: `unit`, `path`, then the measures' columns, in path
    order.

    `units` needs unit, depth and path; `measures` unit and additive columns, whole numbers or
    decimals, one row or several for each unit; rows of units that are not in the tree count
    nowhere. Raises `TypeError` for other columns and `OverflowError` where a value or a total
    could have more digits than its column, or 18.
    """
    tree = _in_path_order(units)
    laid = _laid(tree, measures)

    def rolled(name: str) -> pa.Array:
        kind = measures.schema.field(name).type
        words, step = _words(measures[name], kind, name)
        return _totals(words, step, laid, kind)

    names = [name for name in measures.column_names if name != "unit"]
    with ThreadPoolExecutor(_THREADS) as pool:  # NumPy lets others run while it counts
        totals = dict(zip(names, pool.map(rolled, names), strict=True))
    return pa.table({"unit": tree["unit"], "path": tree["path"], **totals})


def _in_path_order(units: pa.Table) -> pa.Table:
    tree = units.select(["unit", "depth", "path"]).combine_chunks()
    path = tree["path"]
    ordered = pc.all(pc.less(path.slice(0, max(len(path) - 1, 0)), path.slice(1))).as_py()
    # No rows, one row: nothing to compare, and in order.
    return tree if ordered in (True, None) else tree.sort_by("path").combine_chunks()


def _laid(tree: pa.Table, measures: pa.Table) -> _Tree:
    ids = _values(tree["unit"])
    rows, inside = _rows_of(ids, _values(measures["unit"]))
    places = np.arange(len(rows)) if inside is None else np.flatnonzero(inside)
    given = np.full(len(ids), -1, dtype=np.int64)
    given[rows] = places
    missing = given < 0
    several = len(ids) - int(np.count_nonzero(missing)) != len(rows)
    given[missing] = 0
    return _Tree(
        _ends(tree["depth"].to_numpy()), given, missing if missing.any() else None,
        (rows, places) if several else None,
    )  # fmt: skip


def _values(column: pa.ChunkedArray) -> Whole:
    values: Whole = column.cast(pa.int64()).to_numpy()
    return values


def _ends(depth: npt.NDArray[np.signedinteger]) -> Whole:
    """For each row the first one after its subtree: the next that is no deeper."""
    count = len(depth)
    ends = np.full(count, count, dtype=np.int64)
    for level in range(1, int(depth.max(initial=0)) + 1):
        upper = np.flatnonzero(depth <= level)
        following = np.append(upper[1:], count)
        here = depth[upper] == level
        ends[upper[here]] = following[here]
    return ends


def _rows_of(ids: Whole, wanted: Whole) -> tuple[Whole, Yes | None]:
    """The tree's row of each measured unit, and which are in the tree if not all are."""
    rows = Places(ids).of(wanted)
    inside = rows >= 0
    return (rows, None) if inside.all() else (rows[inside], inside)


def _words(column: pa.ChunkedArray, kind: pa.DataType, name: str) -> tuple[Whole, int]:
    """The column's whole numbers, each as the first of so many words; missing ones are nothing.

    Raises where they, or a sum of them, could have too many digits.
    """
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if array.null_count:
        array = pc.fill_null(array, pa.scalar(0, pa.int64()).cast(kind))
    if pa.types.is_integer(kind):
        words: Whole = array.cast(pa.int64()).to_numpy()
        step = 1
    elif pa.types.is_decimal128(kind):
        # Two words; the lower one alone, if the upper holds nothing but the sign.
        words = np.frombuffer(array.buffers()[1], dtype=np.int64)
        words, step = words[2 * array.offset : 2 * (array.offset + len(array))], 2
    else:
        raise TypeError(f"{name}: {kind} cannot be summed exactly; use whole numbers or decimals")
    _must_fit(words, step, kind, name)
    return words, step


def _blocks(count: int) -> Iterator[slice]:
    return (slice(at, min(at + _BLOCK, count)) for at in range(0, count, _BLOCK))


def _must_fit(words: Whole, step: int, kind: pa.DataType, name: str) -> None:
    own = words[::step]
    low = high = 0
    for block in _blocks(len(own)):
        some = own[block]
        if step > 1 and (words[1::step][block] != some >> 63).any():
            raise OverflowError(f"{name}: a value does not fit 18 digits")
        low, high = min(low, int(some.min())), max(high, int(some.max()))
    digits = kind.precision if pa.types.is_decimal(kind) else 19
    limit = min(10.0**digits, 2.0**63)
    # Nearly always the greatest value alone tells that all of them together fit.
    if max(float(high), -float(low)) * len(own) < limit:
        return
    if float(np.abs(own.astype(np.float64)).sum()) >= limit:
        raise OverflowError(f"{name}: totals do not fit {kind}")


def _totals(words: Whole, step: int, tree: _Tree, kind: pa.DataType) -> pa.Array:
    sums = _sums(words, step, tree)
    count = len(tree.ends)
    if pa.types.is_integer(kind):
        return pa.array(np.take(sums, tree.ends) - sums[:-1])
    total = np.empty((count, 2), dtype=np.int64)
    for block in _blocks(count):
        some = np.take(sums, tree.ends[block])
        some -= sums[block]
        total[block, 0] = some
        total[block, 1] = some >> 63  # the sign, as far as it goes
    return pa.Array.from_buffers(kind, count, [None, pa.py_buffer(total)])


def _sums(words: Whole, step: int, tree: _Tree) -> Whole:
    """The running sum before each row, and after the last."""
    sums = np.zeros(len(tree.given) + 1, dtype=np.int64)
    if tree.added is not None:
        rows, places = tree.added
        np.add.at(sums[1:], rows, words[::step][places])
        np.cumsum(sums, out=sums)
        return sums
    if not len(words):
        return sums
    for block in _blocks(len(tree.given)):
        own = np.take(words, tree.given[block] * step)
        if tree.missing is not None:
            own[tree.missing[block]] = 0
        own[0] += sums[block.start]
        np.cumsum(own, out=sums[block.start + 1 : block.stop + 1])
    return sums
