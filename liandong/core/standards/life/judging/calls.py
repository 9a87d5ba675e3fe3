"""The standards as rows: what is asked, of which kinds of unit, in which period.

Every standard gives one row, a call, for each of its norms and each period that touches the days
from 1 January to the day of the question. The norm is the one in force on the first day of the
period: nobody owes for a time that had begun when the rule came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import pyarrow as pa

from liandong.core.standards.life.calendar import latest_beginning, periods
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.model import LifeStandard, Periodic, Term

CALLS = pa.schema(
    [
        pa.field("call", pa.int16(), nullable=False),
        pa.field("standard", pa.string(), nullable=False),
        pa.field("norm", pa.string(), nullable=False),
        pa.field("cut", pa.string(), nullable=False),
        pa.field("meeting", pa.string()),
        pa.field("gate", pa.string()),
        pa.field("start", pa.date32(), nullable=False),
        pa.field("latest", pa.date32(), nullable=False),  # to stand for half of the period
        pa.field("end", pa.date32(), nullable=False),
        pa.field("last", pa.date32(), nullable=False),  # the day before `end`
    ]
)
OWING = pa.schema(
    [pa.field("call", pa.int16(), nullable=False), pa.field("kind", pa.string(), nullable=False)]
)
SERVED = pa.schema(
    [
        pa.field("kind", pa.string(), nullable=False),
        pa.field("on", pa.date32(), nullable=False),
        pa.field("call", pa.int16(), nullable=False),
    ]
)
SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {"calls": CALLS, "owing": OWING, "served": SERVED}
)

# call, standard, norm, cut, meeting, gate, start, latest, end, last
Row = tuple[int, str, str, str, str | None, str | None, date, date, date, date]


def _asked(standard: LifeStandard) -> Iterator[tuple[str, frozenset[str]]]:
    """Each norm of a standard, and for which kinds of unit it is the one."""
    yield standard.norm, standard.kinds
    if isinstance(standard, Term):
        yield from standard.other_norms
        yield standard.reminder, frozenset()


def _rows(on: date) -> Iterator[tuple[Row, frozenset[str]]]:
    number = 0
    for standard in STANDARDS:
        periodic = standard if isinstance(standard, Periodic) else None
        for norm, kinds in _asked(standard):
            for period in periods(standard.cut, on):
                assert period.end is not None  # noqa: S101  of a calendar
                assert period.last_day is not None  # noqa: S101
                yield (
                    (number, standard.code, norm, standard.cut.value,
                     periodic.served_by.value if periodic else None,
                     periodic.gate if periodic else None,
                     period.start, latest_beginning(period), period.end, period.last_day),
                    kinds,
                )  # fmt: skip
                number += 1


@cache
def tables(on: date) -> Mapping[str, pa.Table]:
    """For a day: `calls`; `owing`, which kinds of unit they ask; `served`, which call a meeting of
    a kind on a day of the year so far serves."""
    rows = list(_rows(on))
    made: dict[str, Sequence[tuple[object, ...]]] = {
        "calls": [row for row, _ in rows],
        "owing": [(row[0], kind) for row, kinds in rows for kind in sorted(kinds)],
        "served": [(row[4], day, row[0]) for row, _ in rows if row[4] for day in _days(row, on)],
    }
    return MappingProxyType({name: _table(SCHEMAS[name], made[name]) for name in made})


def _days(row: Row, on: date) -> Iterator[date]:
    day, end = row[6], min(row[8], on + timedelta(days=1))
    while day < end:
        yield day
        day += timedelta(days=1)


def _table(schema: pa.Schema, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    arrays = [pa.array([row[i] for row in rows], type=f.type) for i, f in enumerate(schema)]
    return pa.Table.from_arrays(arrays, schema=schema)
