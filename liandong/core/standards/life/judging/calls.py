"""The standards as rows: what is asked, of which kinds of unit, in which period.

Every standard gives one row, a call, for each of its norms and each period asked for on the day of
the question (`calendar.periods`). The norm is the one in force on the first day of the
period: nobody owes for a time that had begun when the rule came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import pyarrow as pa

from liandong.core.standards.life.calendar import latest_beginning, periods
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.judging import columns
from liandong.core.standards.life.model import LifeStandard, Term

CALLS = pa.schema(
    [
        pa.field("call", pa.int16(), nullable=False),
        pa.field("standard", pa.string(), nullable=False),
        pa.field("norm", pa.string(), nullable=False),
        pa.field("cut", pa.string(), nullable=False),
        pa.field("slot", pa.int16(), nullable=False),  # `calendar.SLOTS`
        pa.field("start", pa.date32(), nullable=False),
        pa.field("latest", pa.date32(), nullable=False),  # to stand for half of the period
        pa.field("end", pa.date32(), nullable=False),
        pa.field("last", pa.date32(), nullable=False),  # the day before `end`
        pa.field("current", pa.bool_(), nullable=False),  # has not ended
        pa.field("number", pa.int16(), nullable=False),  # the standard's place in the catalogue
        pa.field("let_off", pa.int16(), nullable=False),  # the frame's column of its exemptions
    ]
)
OWING = pa.schema(
    [pa.field("call", pa.int16(), nullable=False), pa.field("kind", pa.string(), nullable=False)]
)
SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType({"calls": CALLS, "owing": OWING})

# call, standard, norm, cut, slot, start, latest, end, last, current, number, let_off
Row = tuple[int, str, str, str, int, date, date, date, date, bool, int, int]


def _asked(standard: LifeStandard) -> Iterator[tuple[str, frozenset[str]]]:
    """Each norm of a standard, and for which kinds of unit it is the one."""
    yield standard.norm, standard.kinds
    if isinstance(standard, Term):
        yield from standard.other_norms
        yield standard.reminder, frozenset()


def _rows(on: date) -> Iterator[tuple[Row, frozenset[str]]]:
    call = 0
    for number, standard in enumerate(STANDARDS):
        let_off = columns.let_off(standard)
        for norm, kinds in _asked(standard):
            for slot, period in periods(standard.cut, on):
                assert period.end is not None  # noqa: S101  of a calendar
                assert period.last_day is not None  # noqa: S101
                yield (
                    (call, standard.code, norm, standard.cut.value, slot, period.start,
                     latest_beginning(period), period.end, period.last_day, period.end > on,
                     number, columns.CODE[let_off[slot]]),
                    kinds,
                )  # fmt: skip
                call += 1


@lru_cache(maxsize=32)
def tables(on: date) -> Mapping[str, pa.Table]:
    """For a day: `calls`, and `owing`, which kinds of unit they ask."""
    rows = list(_rows(on))
    owing = [(row[0], kind) for row, kinds in rows for kind in sorted(kinds)]
    calls = _table(CALLS, [row for row, _ in rows])
    return MappingProxyType({"calls": calls, "owing": _table(OWING, owing)})


def _table(schema: pa.Schema, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    arrays = [pa.array([row[i] for row in rows], type=f.type) for i, f in enumerate(schema)]
    return pa.Table.from_arrays(arrays, schema=schema)
