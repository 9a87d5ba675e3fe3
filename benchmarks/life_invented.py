"""Invented Party life of a nation, written as Parquet: the same on every run."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from liandong.core.facts.life import SCHEMAS

LEVELS = (1, 31, 340, 2_900, 302_728)  # committees, from the centre down: 306,000 in all
GENERAL, BRANCHES, MEETINGS = 330_000, 4_614_000, 30_000_000
COMMITTEES = sum(LEVELS)
UNITS = COMMITTEES + GENERAL + BRANCHES
ON = "2026-03-31"
_MOMENT = "TIMESTAMPTZ '2026-04-01 00:00:00+00'"

# Each unit hangs below one of the level above it; branches below committees and general branches.
_TREE = f"""
WITH RECURSIVE levels(depth, first, size) AS (VALUES {
    ", ".join(f"({n + 1}, {sum(LEVELS[:n]) + 1}, {size})" for n, size in enumerate(LEVELS))
}),
committees AS (
  SELECT l.first + i AS unit, CASE WHEN l.depth > 1 THEN a.first + i % a.size END AS parent,
         'party_committee' AS kind, l.depth
  FROM levels l LEFT JOIN levels a ON a.depth = l.depth - 1, range(0, 400000) r(i)
  WHERE i < l.size),
lower AS (SELECT first, size FROM levels WHERE depth = {len(LEVELS)}),
general AS (
  SELECT {COMMITTEES} + 1 + i AS unit, first + i % size AS parent, 'general_branch' AS kind,
         {len(LEVELS) + 1} AS depth FROM lower, range(0, {GENERAL}) r(i)),
branches AS (
  SELECT {COMMITTEES + GENERAL} + 1 + i AS unit,
         CASE WHEN i % 3 = 0 THEN {COMMITTEES} + 1 + i % {GENERAL} ELSE first + i % size END
           AS parent,
         CASE WHEN i % 50 = 1 THEN 'joint_branch' ELSE 'branch' END AS kind,
         CASE WHEN i % 3 = 0 THEN {len(LEVELS) + 2} ELSE {len(LEVELS) + 1} END AS depth
  FROM lower, range(0, {BRANCHES}) r(i))
SELECT * FROM committees UNION ALL SELECT * FROM general UNION ALL SELECT * FROM branches
"""
_SEGMENT = "lower(lpad(to_base(unit, 36), 5, '0'))"
_PATHS = f"""
WITH RECURSIVE placed AS (
  SELECT unit, parent, kind, depth, {_SEGMENT} AS path FROM tree WHERE parent IS NULL
  UNION ALL
  SELECT t.unit, t.parent, t.kind, t.depth, p.path || lower(lpad(to_base(t.unit, 36), 5, '0'))
  FROM tree t JOIN placed p ON t.parent = p.unit)
SELECT unit::BIGINT AS unit, parent::BIGINT AS parent, kind, depth::SMALLINT AS depth, path,
       CASE WHEN depth > 1 THEN path[6:15] END AS area, unit % 40 = 0 AS community_body,
       CASE WHEN unit % 97 = 0 THEN DATE '2026-01-01' + (unit % 80)::INTEGER
            ELSE DATE '2015-01-01' END AS start,
       NULL::DATE AS "end"
FROM placed ORDER BY path
"""
_BRANCH = "SELECT unit FROM party_units WHERE kind IN ('branch', 'joint_branch')"
_TALLIES = f"""
SELECT unit, field, DATE '2015-01-01' + (unit % 4000)::INTEGER AS "on",
       (CASE field WHEN 'members' THEN 3 + unit % 53 WHEN 'full_members' THEN 2 + unit % 53
        ELSE 3 END)::INTEGER AS change
FROM ({_BRANCH}), (VALUES ('full_members'), ('members'), ('committee')) f(field)
WHERE field <> 'committee' OR unit % 5 < 3 ORDER BY unit
"""
# Kind, how many of them in the quarter, and of a thousand how many are held.
_HELD = """(VALUES ('themed_day', 0, 870), ('themed_day', 1, 850), ('themed_day', 2, 800),
  ('committee', 0, 530), ('committee', 1, 520), ('committee', 2, 500),
  ('assembly', 1, 960), ('assembly', 2, 90), ('lesson', 1, 700),
  ('organisation_life', 0, 400), ('appraisal', 0, 400)) k(kind, month, held)"""
_MEETINGS = f"""
SELECT unit, kind, make_date(2026, month + 1, 1 + (unit % 28)::INTEGER) AS "on",
       hash(unit, kind, month, 2) % 50 > 0 AS valid, {_MOMENT} - INTERVAL 1 DAY AS recorded_at,
       CASE WHEN hash(unit, kind, month, 3) % 200 = 0 THEN {_MOMENT} - INTERVAL 1 HOUR END
         AS voided_at
FROM ({_BRANCH}) b, {_HELD} WHERE hash(unit, kind, month, 1) % 1000 < held
ORDER BY unit LIMIT {MEETINGS}
"""
_TERMS = """
SELECT unit, DATE '2022-01-01' + (unit % 1500)::INTEGER AS start,
       DATE '2025-01-01' + (unit % 1500)::INTEGER AS due, NULL::DATE AS ended,
       NULL::TIMESTAMPTZ AS voided_at
FROM party_units WHERE unit % 100 > 0 ORDER BY unit
"""
_OBLIGATIONS = """
SELECT unit, 'members.transfer_overdue' AS standard, DATE '2026-01-05' AS opened,
       DATE '2026-03-01' + (unit % 60)::INTEGER AS due,
       CASE WHEN unit % 3 = 0 THEN DATE '2026-02-20' END AS done
FROM party_units WHERE unit % 10 = 7 ORDER BY unit
"""
_EXEMPTIONS = """
SELECT unit, 'life.themed_day' AS standard, DATE '2026-02-01' AS start, DATE '2026-03-01' AS "end"
FROM party_units WHERE unit % 200 = 3 ORDER BY unit
"""
_TABLES = {
    "party_units": _PATHS, "tallies": _TALLIES, "meetings": _MEETINGS, "terms": _TERMS,
    "obligations": _OBLIGATIONS, "exemptions": _EXEMPTIONS,
}  # fmt: skip


def write(folder: Path) -> dict[str, Path]:
    """All tables as files of the folder; those already there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.parquet" for name in SCHEMAS.keys() - {"norms", "ask"}}
    if not all(file.exists() for file in files.values()):
        with duckdb.connect() as engine:
            engine.execute("SET TimeZone = 'UTC'")
            engine.execute(f"CREATE TABLE tree AS {_TREE}")
            for name, sql in _TABLES.items():
                engine.execute(f"CREATE TABLE {name} AS {sql}")
                engine.execute(f"COPY {name} TO '{files[name]}' (FORMAT parquet)")
        for name in files.keys() - _TABLES.keys():
            pq.write_table(pa.table([[] for _ in SCHEMAS[name]], schema=SCHEMAS[name]), files[name])
    return files
