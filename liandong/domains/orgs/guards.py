"""No unit under itself, on any day, in any hierarchy: held by the database.

PostgreSQL walks up from all new edges of a statement at once. SQLite allows no recursion inside
a trigger, so there the walk is written out to `DEPTH` steps. A deeper tree is refused on both.
"""

from __future__ import annotations

from liandong.domains.database import Guard, triggers

CODE = "orgs_placement_cycle"
TOO_DEEP = "orgs_placement_depth"
DEPTH = 12
TABLE = "orgs_placement"
FOREVER = "9999-12-31"


def _sqlite_walk() -> str:
    """The written-out walk: step k joins the edge above step k-1 that shares a day with NEW."""
    joins, closes = [], []
    for k in range(1, DEPTH + 1):
        below = "NEW.parent_id" if k == 1 else f"p{k - 1}.parent_id"
        joins.append(
            f"LEFT JOIN {TABLE} p{k} ON p{k}.unit_id = {below} AND p{k}.voided_at IS NULL"
            f" AND p{k}.hierarchy = NEW.hierarchy"
            f' AND (NEW."end" IS NULL OR p{k}.start < NEW."end")'
            f' AND (p{k}."end" IS NULL OR p{k}."end" > NEW.start)'
        )
        closes.append(f"(p{k}.parent_id = NEW.unit_id AND {_share_a_day(k)})")
    walk = (
        f"FROM (SELECT 1) {' '.join(joins)} "
        "WHERE NEW.voided_at IS NULL AND NEW.parent_id IS NOT NULL AND "
    )
    return (
        f"SELECT RAISE(ABORT, '{CODE}') {walk}"
        f"(NEW.parent_id = NEW.unit_id OR {' OR '.join(closes)}); "
        f"SELECT RAISE(ABORT, '{TOO_DEEP}') {walk}"
        f"p{DEPTH}.parent_id IS NOT NULL AND {_share_a_day(DEPTH)};"
    )


def _share_a_day(steps: int) -> str:
    """NEW and the edges above it hold together: the last start comes before the first end."""
    edges = ["NEW", *(f"p{k}" for k in range(1, steps + 1))]
    starts = ", ".join(f"{edge}.start" for edge in edges)
    ends = ", ".join(f"coalesce({edge}.\"end\", '{FOREVER}')" for edge in edges)
    return f"max({starts}) < min({ends})"


_POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION {CODE}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  circle boolean; deepest integer;
BEGIN
  WITH RECURSIVE up(unit_id, parent_id, hierarchy, start, stop, steps) AS (
    SELECT unit_id, parent_id, hierarchy, start, coalesce("end", '{FOREVER}'::date), 1
      FROM changed WHERE voided_at IS NULL AND parent_id IS NOT NULL
    UNION
    SELECT up.unit_id, p.parent_id, up.hierarchy, greatest(up.start, p.start),
           least(up.stop, coalesce(p."end", '{FOREVER}'::date)), up.steps + 1
      FROM up JOIN {TABLE} p ON p.unit_id = up.parent_id AND p.hierarchy = up.hierarchy
       AND p.voided_at IS NULL AND p.parent_id IS NOT NULL
       AND p.start < up.stop AND coalesce(p."end", '{FOREVER}'::date) > up.start
     WHERE up.parent_id <> up.unit_id AND up.steps <= {DEPTH}
  ) SELECT bool_or(parent_id = unit_id), max(steps) INTO circle, deepest FROM up;
  IF circle THEN RAISE EXCEPTION '{CODE}'; END IF;
  IF deepest > {DEPTH} THEN RAISE EXCEPTION '{TOO_DEEP}'; END IF;
  RETURN NULL;
END $$
"""


def no_cycle() -> Guard:
    """The guard against a unit that stands under itself."""
    verbs = {"insert": "INSERT", "update": 'UPDATE OF start, "end", voided_at'}
    return triggers(
        CODE,
        sqlite={
            end: f"AFTER {verb} ON {TABLE} BEGIN {_sqlite_walk()} END"
            for end, verb in verbs.items()
        },
        postgresql=[
            _POSTGRESQL_FUNCTION,
            *(
                f"CREATE TRIGGER {CODE}_{verb.lower()} AFTER {verb} ON {TABLE} REFERENCING "
                f"NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {CODE}()"
                for verb in ("INSERT", "UPDATE")
            ),
        ],
    )


def byte_order(table: str) -> Guard:
    """Paths are compared byte by byte, whatever language the database sorts in."""
    path = f"ALTER TABLE {table} ALTER COLUMN path TYPE varchar(120) COLLATE"
    return Guard(
        sqlite=[],
        postgresql=[f'{path} "C"'],
        drop_sqlite=[],
        drop_postgresql=[f'{path} "default"'],
    )
