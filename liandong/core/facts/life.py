"""The fact tables of Party life, as typed Arrow tables or Parquet files of the same columns.

| table | one row is | key |
| party_units | a Party organisation in the Party tree of a day | unit |
| tallies | a change of a number of one organisation | (none: changes add up) |
| meetings | a meeting held, once for every kind it serves | (none) |
| terms | a term of a leading body | unit, start |
| people | a person's time in an organisation, in one role | unit, person, role, start |
| training | hours of one person on one day | (none) |
| obligations | something to be done by a day: a receipt, a talk, an election | (none) |
| exemptions | who is let off which standard, for a time | (none) |
| norms, ask | as in `tables` | |

Periods are half-open, `end` null is open. A number on a day is the sum of its changes up to that
day, that day included; where there is no change at all it is unknown, not zero. `area` is the path
in the territory of the place where the organisation stands: norms go by it; without a place only
national norms hold. `person` is a number that stands for nobody outside. `valid` says that a
meeting had its quorum. No name, contact or free text about a person has a column here.

What comes out: `DUTIES`, one row for each unit, standard and period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from liandong.core.facts.tables import ASK, MOMENT, NORMS

# What an organisation counts; `committee` is the number of seats filled in its committee.
FULL_MEMBERS = "full_members"
MEMBERS = "members"  # full and probationary
VOTERS = "voters"
COMMITTEE = "committee"
FLOATING_OUT = "floating_out"
FLOATING_IN = "floating_in"
TALLIES_KEPT = (FULL_MEMBERS, MEMBERS, VOTERS, COMMITTEE, FLOATING_OUT, FLOATING_IN)

PARTY_UNITS = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("parent", pa.int64()),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("depth", pa.int16(), nullable=False),
        pa.field("path", pa.string(), nullable=False),
        pa.field("area", pa.string()),
        pa.field("community_body", pa.bool_(), nullable=False),
        pa.field("start", pa.date32(), nullable=False),
        pa.field("end", pa.date32()),
    ]
)
TALLIES = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("field", pa.string(), nullable=False),
        pa.field("on", pa.date32(), nullable=False),
        pa.field("change", pa.int32(), nullable=False),
    ]
)
MEETINGS = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("on", pa.date32(), nullable=False),
        pa.field("valid", pa.bool_(), nullable=False),
        pa.field("recorded_at", MOMENT, nullable=False),
        pa.field("voided_at", MOMENT),
    ]
)
TERMS = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("start", pa.date32(), nullable=False),
        pa.field("due", pa.date32(), nullable=False),  # the last day, an extension included
        pa.field("ended", pa.date32()),  # the day the next body took over
        pa.field("voided_at", MOMENT),
    ]
)
PEOPLE = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("person", pa.int64(), nullable=False),
        pa.field("role", pa.string(), nullable=False),  # member | secretary
        pa.field("start", pa.date32(), nullable=False),
        pa.field("end", pa.date32()),
        # The first day without a break in the role, wherever that was.
        pa.field("since", pa.date32(), nullable=False),
    ]
)
TRAINING = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("person", pa.int64(), nullable=False),
        pa.field("on", pa.date32(), nullable=False),
        pa.field("hours", pa.decimal128(8, 2), nullable=False),
        pa.field("secretary", pa.bool_(), nullable=False),  # a course for secretaries
    ]
)
OBLIGATIONS = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("standard", pa.string(), nullable=False),  # code
        pa.field("opened", pa.date32(), nullable=False),
        pa.field("due", pa.date32(), nullable=False),  # the last day on which it is in time
        pa.field("done", pa.date32()),
    ]
)
EXEMPTIONS = pa.schema(
    [
        pa.field("unit", pa.int64(), nullable=False),
        pa.field("standard", pa.string(), nullable=False),  # code
        pa.field("start", pa.date32(), nullable=False),
        pa.field("end", pa.date32()),
    ]
)
SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {
        "party_units": PARTY_UNITS,
        "tallies": TALLIES,
        "meetings": MEETINGS,
        "terms": TERMS,
        "people": PEOPLE,
        "training": TRAINING,
        "obligations": OBLIGATIONS,
        "exemptions": EXEMPTIONS,
        "norms": NORMS,
        "ask": ASK,
    }
)
# What an organisation owes in `[start, end)`, at the latest on `due`. What does not apply has none.
DUTIES = pa.schema(
    [
        pa.field("unit", pa.int64()),
        pa.field("standard", pa.string()),  # code
        pa.field("start", pa.date32()),
        pa.field("end", pa.date32()),
        pa.field("due", pa.date32()),
        pa.field("norm", pa.decimal128(18, 4)),
        pa.field("required", pa.decimal128(18, 2)),
        pa.field("actual", pa.decimal128(18, 2)),
        pa.field("status", pa.string()),
    ]
)


@dataclass(frozen=True)
class LifeInputs:
    """The tables an engine reads; each an Arrow table, or the Parquet file that holds it."""

    party_units: pa.Table | Path
    tallies: pa.Table | Path
    meetings: pa.Table | Path
    terms: pa.Table | Path
    people: pa.Table | Path
    training: pa.Table | Path
    obligations: pa.Table | Path
    exemptions: pa.Table | Path
    norms: pa.Table
    ask: pa.Table

    def named(self) -> dict[str, pa.Table | Path]:
        """The tables by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}
