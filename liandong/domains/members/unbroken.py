"""Since when somebody has been there without a break.

A roster says anew where somebody is with every change of stage, branch or group, and a body with
every election: rows that follow each other without a day between them are one time.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_BEFORE = 1 << 20  # days from the calendar's first day to 1970, and some
_WHOLE = 1 << 22  # more days than the calendar has
_LAST = np.datetime64(date.max, "D").astype(np.int64)


def since(rows: pa.Table) -> pa.Array:
    """For each row (`person`, `start`, `end`; half-open, `end` null is open) the first day of the
    unbroken time it belongs to. Rows of one person may overlap, and come in any order."""
    if not len(rows):
        return pa.array([], pa.date32())
    start = _days(rows["start"])
    end = np.where(rows["end"].is_valid(), _days(rows["end"]), _LAST)
    person = np.unique(rows["person"].to_numpy(), return_inverse=True)[1]
    order = np.lexsort((start, person))
    # Each person has a stretch of the number line, so that one running maximum serves all.
    first = (person * _WHOLE + _BEFORE + start)[order]
    reach = np.maximum.accumulate((person * _WHOLE + _BEFORE + end)[order])
    begins = np.concatenate(([True], first[1:] > reach[:-1]))
    at = np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))
    found = np.empty_like(start)
    found[order] = start[order][at]
    return pa.array(found.astype(np.int32), pa.int32()).cast(pa.date32())


def known(rows: pa.Table) -> pa.Array:
    """As `since`, or the day of joining (`joined`) where that is earlier: who came from outside was
    a member before. It says nothing of rows before it: of an earlier time in the Party."""
    there, joined = since(rows), rows["joined"].combine_chunks()
    return pc.min_element_wise(there, joined)


def _days(column: pa.ChunkedArray) -> np.ndarray:
    return column.cast(pa.int32()).fill_null(0).to_numpy().astype(np.int64)
