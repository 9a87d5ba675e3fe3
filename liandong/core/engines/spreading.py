"""What rows add up to, a column for each code: by the place of each unit, without a hash table.

A hash table of millions of units with a hundred sums each takes many times longer than the sums
themselves. Here a unit is looked up in a plain array of places, and a sum is one addition; a column
that nothing adds to is not there at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Whole = npt.NDArray[np.int64]
# A table of places this many times longer than the units still beats a binary search.
_SPARSE = 8
_MOST = np.iinfo(np.int32).max


class Places:
    """Where each unit's row is."""

    def __init__(self, ids: Whole) -> None:
        self.count = len(ids)
        top, least = int(ids.max(initial=0)), int(ids.min(initial=0))
        self._table: npt.NDArray[np.int32] | None = None
        if least >= 0 and top < _SPARSE * (len(ids) + 1_000):
            # The first and the last place are nobody's: whoever is not there ends up in one.
            self._table = np.full(top + 3, -1, dtype=np.int32)
            self._table[ids + 1] = np.arange(len(ids), dtype=np.int32)
        else:
            self._order = np.argsort(ids)
            self._ids = ids[self._order]

    def of(self, wanted: Whole) -> Whole:
        """The row of each wanted unit; −1 where there is none."""
        if self._table is not None:
            return self._table.take(wanted + 1, mode="clip").astype(np.int64)
        at = np.minimum(np.searchsorted(self._ids, wanted), max(self.count - 1, 0))
        return np.where(self._ids[at] == wanted, self._order[at], -1)


@dataclass
class _Sum:
    """One column: its sums so far, where there are any, and what they can be at most."""

    sums: npt.NDArray[np.signedinteger]
    known: npt.NDArray[np.bool_]
    most: int = 0

    def add(self, places: Whole, amounts: npt.NDArray[np.int32]) -> None:
        self.most += int(np.abs(amounts.astype(np.int64)).sum())
        if self.most > _MOST and self.sums.dtype == np.int32:
            self.sums = self.sums.astype(np.int64)
        np.add.at(self.sums, places, amounts.astype(self.sums.dtype, copy=False))
        self.known[places] = True

    def column(self) -> pa.Array:
        """The sums, in as few bytes as they need."""
        low, high = int(self.sums.min(initial=0)), int(self.sums.max(initial=0))
        kind = np.promote_types(np.min_scalar_type(low), np.min_scalar_type(high))
        valid = pa.py_buffer(np.packbits(self.known, bitorder="little"))
        small = pa.array(self.sums.astype(kind))
        return pa.Array.from_buffers(small.type, len(small), [valid, small.buffers()[1]])


@dataclass
class Sums:
    """The columns that something was added to, by their code."""

    places: Places
    columns: dict[int, _Sum] = field(default_factory=dict)

    def add(self, batches: Iterable[pa.RecordBatch]) -> None:
        """Add rows of unit, code and amount; those of units without a place count nowhere."""
        for batch in batches:
            if batch.num_rows:
                self._add(*(batch.column(n).to_numpy() for n in ("unit", "code", "amount")))

    def _add(
        self, units: Whole, codes: npt.NDArray[np.int16], amounts: npt.NDArray[np.int32]
    ) -> None:
        places = self.places.of(units)
        if places.min() < 0:
            there = places >= 0
            places, codes, amounts = places[there], codes[there], amounts[there]
        for code, count in enumerate(np.bincount(codes)):
            if count == len(codes):
                self._of(code).add(places, amounts)
            elif count:
                rows = np.flatnonzero(codes == code)
                self._of(code).add(places[rows], amounts[rows])

    def _of(self, code: int) -> _Sum:
        if code not in self.columns:
            count = self.places.count
            self.columns[code] = _Sum(np.zeros(count, np.int32), np.zeros(count, np.bool_))
        return self.columns[code]

    def beside(self, base: pa.Table, names: tuple[str, ...]) -> pa.Table:
        """The rows of `base` with the columns that something was added to."""
        for code, one in sorted(self.columns.items()):
            base = base.append_column(names[code], one.column())
        return base
