"""Random inputs of Party life: a small Party tree over a small territory, and what befell it."""

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
from hypothesis import strategies as st

from liandong.config.paths import NORMS as SHIPPED
from liandong.core.facts.life import SCHEMAS, TALLIES_KEPT, LifeInputs
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.words import MeetingKind
from liandong.core.standards.norms import NATION, load

BOOK = load(SHIPPED)
AREAS = {NATION: "", "460000000000": "a", "460100000000": "ab", "460200000000": "ac"}
KNOWN_AT = datetime(2026, 11, 1, tzinfo=UTC)
KINDS = ("party_committee", "general_branch", "branch", "branch", "joint_branch", "party_group")
OBLIGED = [one.code for one in STANDARDS if one.code.startswith("members.")]

days = st.dates(date(2024, 11, 1), date(2026, 12, 31))
ends = st.none() | days
new_year = st.dates(date(2026, 1, 1), date(2026, 2, 28))  # when last year is still asked for


def table(name, rows):
    schema = SCHEMAS[name]
    return pa.Table.from_pylist(
        [{column: row.get(column) for column in schema.names} for row in rows], schema=schema
    )


@st.composite
def trees(draw):
    """Organisations, each below an earlier one or on top."""
    units = []
    for unit in range(1, draw(st.integers(1, 6)) + 1):
        parent = draw(st.integers(0, unit - 1)) or None
        above = units[parent - 1] if parent else {"depth": 0, "path": ""}
        units.append({
            "unit": unit, "parent": parent, "kind": draw(st.sampled_from(KINDS)),
            "depth": above["depth"] + 1, "path": f"{above['path']}{unit:05d}",
            "area": draw(st.none() | st.sampled_from(["a", "ab", "abx", "ac", "b"])),
            "community_body": draw(st.booleans()),
            "start": draw(st.just(date(2010, 1, 1)) | st.dates(date(2024, 1, 1), date(2026, 8, 1))),
        })  # fmt: skip
    return units


def some(row, most=8):
    return st.lists(st.fixed_dictionaries(row), max_size=most)


@st.composite
def lives(draw):
    """All tables, as of some day of 2024 to 2026."""
    units = draw(trees())
    unit = st.sampled_from([one["unit"] for one in units])
    code = st.sampled_from([one.code for one in STANDARDS])
    when = {"recorded_at": st.just(KNOWN_AT - timedelta(days=1))}
    voided = {"voided_at": st.sampled_from([None, None, KNOWN_AT, KNOWN_AT + timedelta(days=1)])}
    rows = {
        "party_units": units,
        "tallies": draw(some({"unit": unit, "field": st.sampled_from(TALLIES_KEPT), "on": days,
                              "change": st.integers(-2, 60)})),
        "meetings": draw(some({"unit": unit, "kind": st.sampled_from([*MeetingKind]), "on": days,
                               "valid": st.booleans()} | when | voided, 20)),
        "terms": draw(some({"unit": unit, "start": days, "due": days, "ended": ends} | voided, 3)),
        "people": draw(some({"unit": unit, "person": st.integers(1, 4),
                             "role": st.sampled_from(["member", "secretary"]), "start": days,
                             "end": ends, "since": days})),
        "training": draw(some({"unit": unit, "person": st.integers(1, 4), "on": days,
                               "hours": st.decimals(0, 40, places=2),
                               "secretary": st.booleans()})),
        "obligations": draw(some({"unit": unit, "standard": st.sampled_from(OBLIGED),
                                  "opened": days, "due": days, "done": ends})),
        "exemptions": draw(some({"unit": unit, "standard": code, "start": days, "end": ends}, 3)),
        "norms": norms(draw), "ask": [{"on": draw(days | new_year), "known_at": KNOWN_AT}],
    }  # fmt: skip
    rows["terms"] = list({(one["unit"], one["start"]): one for one in rows["terms"]}.values())
    return LifeInputs(**{name: table(name, rows[name]) for name in SCHEMAS})


def norms(draw):
    """What is shipped, and a local rule or two."""
    names = SCHEMAS["norms"].names
    rows = [dict(zip(names, one.held_below(""), strict=True)) for one in BOOK.entries()]
    rows = [one for one in rows if not one["norm"].startswith("guarantee.")]
    for scope in draw(st.lists(st.sampled_from(["a", "ab", "ac"]), unique=True, max_size=2)):
        rows.append({
            "norm": draw(st.sampled_from(["life.assembly_per_quarter", "life.themed_day_per_month",
                                          "life.branch_lesson_per_quarter"])),
            "value": draw(st.integers(0, 3)), "low": scope, "high": scope + "~",
            "level": len(scope), "floor": False, "at_most": False, "start": draw(days),
        })  # fmt: skip
    return rows
