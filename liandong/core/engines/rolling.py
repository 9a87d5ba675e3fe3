"""Totals of every subtree by two look-ups for each unit.

In path order a subtree is a run of rows. With the running sum of a measure, the total of the run
from `start` to `end` is `sums[end] - sums[start]`: no level is joined to another, whatever the
depth. Sums are whole numbers (a decimal is its cents), so that nothing is rounded; even where a
running sum passes 2⁶³ and wraps around, the difference of two is right as long as it fits itself.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Whole = npt.NDArray[np.int64]
# An id table this many times larger than the tree still beats a binary search.
_SPARSE = 8
# More would hold more columns in memory at once than they save time.
_THREADS = 2


def roll_up(units: pa.Table, measures: pa.Table) -> pa.Table:
    """The totals of every unit's subtree: `unit`, `path`, then the measures' columns, in path
    order.

    `units` needs unit, depth and path; `measures` unit and additive columns, whole numbers or
    decimals, one row or several for each unit; rows of units that are not in the tree count
    nowhere. Raises `TypeError` for other columns and `OverflowError` where a value or a total
    could have more digits than its column, or 18.
    """
    tree = _in_path_order(units)
    ends = _ends(_values(tree["depth"]))
    unit_ids = _values(tree["unit"])
    rows, inside = _rows_of(unit_ids, _values(measures["unit"]))
    seen = np.zeros(len(unit_ids), dtype=np.bool_)
    seen[rows] = True
    once = int(np.count_nonzero(seen)) == len(rows)

    def rolled(name: str) -> pa.Array:
        kind = measures.schema.field(name).type
        own = _whole(measures[name], kind, name)
        own = own if inside is None else own[inside]
        _must_fit(own, kind, name)
        return _column(_totals(own, rows, ends, once=once), kind)

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


def _values(column: pa.ChunkedArray) -> Whole:
    values: Whole = column.cast(pa.int64()).to_numpy()
    return values


def _ends(depth: Whole) -> Whole:
    """For each row the first one after its subtree: the next that is no deeper."""
    count = len(depth)
    ends = np.full(count, count, dtype=np.int64)
    for level in range(1, int(depth.max(initial=0)) + 1):
        upper = np.flatnonzero(depth <= level)
        following = np.append(upper[1:], count)
        here = depth[upper] == level
        ends[upper[here]] = following[here]
    return ends


def _rows_of(ids: Whole, wanted: Whole) -> tuple[Whole, npt.NDArray[np.bool_] | None]:
    """The tree's row of each measured unit, and which are in the tree if not all are."""
    top = int(max(ids.max(initial=0), wanted.max(initial=0)))
    if min(ids.min(initial=0), wanted.min(initial=0)) >= 0 and top < _SPARSE * (len(ids) + 1_000):
        table = np.full(top + 1, -1, dtype=np.int32)
        table[ids] = np.arange(len(ids), dtype=np.int32)
        rows: Whole = table[wanted].astype(np.int64)
    else:
        order = np.argsort(ids)
        at = np.minimum(np.searchsorted(ids, wanted, sorter=order), max(len(ids) - 1, 0))
        rows = np.where(ids[order[at]] == wanted, order[at], -1) if len(ids) else at - 1
    inside = rows >= 0
    return (rows, None) if inside.all() else (rows[inside], inside)


def _whole(column: pa.ChunkedArray, kind: pa.DataType, name: str) -> Whole:
    """The column as whole numbers; missing ones are nothing."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if array.null_count:
        array = pc.fill_null(array, pa.scalar(0, pa.int64()).cast(kind))
    if pa.types.is_integer(kind):
        whole: Whole = array.cast(pa.int64()).to_numpy()
        return whole
    if not pa.types.is_decimal128(kind):
        raise TypeError(f"{name}: {kind} cannot be summed exactly; use whole numbers or decimals")
    # A decimal is two words; the lower one alone, if the upper holds nothing but the sign.
    words = np.frombuffer(array.buffers()[1], dtype=np.int64)
    words = words[2 * array.offset : 2 * (array.offset + len(array))]
    lower: Whole = np.ascontiguousarray(words[::2])
    if (words[1::2] != lower >> 63).any():
        raise OverflowError(f"{name}: a value does not fit 18 digits")
    return lower


def _must_fit(own: Whole, kind: pa.DataType, name: str) -> None:
    digits = kind.precision if pa.types.is_decimal(kind) else 19
    limit = min(10.0**digits, 2.0**63)
    # Nearly always the greatest value alone tells that all of them together fit.
    greatest = max(float(own.max(initial=0)), -float(own.min(initial=0)))
    if greatest * len(own) < limit:
        return
    if float(np.abs(own.astype(np.float64)).sum()) >= limit:
        raise OverflowError(f"{name}: totals do not fit {kind}")


def _totals(own: Whole, rows: Whole, ends: Whole, *, once: bool) -> Whole:
    sums = np.zeros(len(ends) + 1, dtype=np.int64)
    if once:
        sums[1:][rows] = own
    else:
        np.add.at(sums[1:], rows, own)
    np.cumsum(sums, out=sums)
    totals: Whole = np.take(sums, ends)
    totals -= sums[:-1]
    return totals


def _column(totals: Whole, kind: pa.DataType) -> pa.Array:
    if pa.types.is_integer(kind):
        return pa.array(totals)
    words = np.empty((len(totals), 2), dtype=np.int64)
    words[:, 0] = totals
    words[:, 1] = totals >> 63  # the sign, as far as it goes
    return pa.Array.from_buffers(kind, len(totals), [None, pa.py_buffer(words)])
