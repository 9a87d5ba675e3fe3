"""The fact tables: all that the core knows of the world, as typed Arrow tables.

| table | one row is | key |
| units | a unit in the tree of a day | unit |
| facts | a dated statement about a unit | unit, field, as_of, recorded_at |
| norms | a norm's value in one jurisdiction for a time | norm, low, start |
| ask | the question: as of which day, known at which moment | (one row) |

Money is in yuan, area in square metres, people and households are counted. Values are exact
decimals. Paths sort by bytes; a jurisdiction holds the units with `low <= path < high`.
A norm's value is the least that is asked for or, with `at_most`, the most that is allowed.
No name, number or free text about a person has a column here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import ibis

VALUE = pa.decimal128(18, 2)
MOMENT = pa.timestamp("us", tz="UTC")

UNITS = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("parent", pa.int64()),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("depth", pa.int16(), nullable=False),
        pa.field("path", pa.string(), nullable=False),
    ]
)
FACTS = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("field", pa.string(), nullable=False),
        pa.field("value", VALUE, nullable=False),
        pa.field("as_of", pa.date32(), nullable=False),
        pa.field("recorded_at", MOMENT, nullable=False),
        pa.field("voided_at", MOMENT),
    ]
)
NORMS = pa.schema(
    [
        pa.field("norm", pa.string(), nullable=False),
        pa.field("value", pa.decimal128(18, 4), nullable=False),
        pa.field("low", pa.string(), nullable=False),
        pa.field("high", pa.string(), nullable=False),
        pa.field("level", pa.int16(), nullable=False),
        pa.field("floor", pa.bool_(), nullable=False),
        pa.field("at_most", pa.bool_(), nullable=False),
        pa.field("start", pa.date32(), nullable=False),
        pa.field("end", pa.date32()),
    ]
)
ASK = pa.schema(
    [
        pa.field("on", pa.date32(), nullable=False),
        pa.field("known_at", MOMENT, nullable=False),
    ]
)
SCHEMAS = {"units": UNITS, "facts": FACTS, "norms": NORMS, "ask": ASK}


@dataclass(frozen=True)
class Inputs:
    """The four tables an engine reads."""

    units: pa.Table
    facts: pa.Table
    norms: pa.Table
    ask: pa.Table

    def named(self) -> dict[str, pa.Table]:
        """The tables by name, each cast to its schema."""
        return {name: getattr(self, name).cast(schema) for name, schema in SCHEMAS.items()}


def unbound(name: str) -> ibis.Table:
    """The table as an expression that any engine can be asked."""
    import ibis  # noqa: PLC0415  slow to load, not needed to read a run

    return ibis.table(ibis.Schema.from_pyarrow(SCHEMAS[name]), name=name)
