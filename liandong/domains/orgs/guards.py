"""No unit under itself, on any day, in any hierarchy: held by the database.

PostgreSQL walks up from all new edges of a statement at once. SQLite allows no recursion inside
a trigger, so there the walk is written out to `DEPTH` steps and a deeper tree is refused.
"""

from __future__ import annotations

from liandong.domains.database import Guard

CODE = "orgs_placement_cycle"
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
        starts = ", ".join(["NEW.start"] + [f"p{i}.start" for i in range(1, k + 1)])
        ends = ", ".join(
            [f"coalesce(NEW.\"end\", '{FOREVER}')"]
            + [f"coalesce(p{i}.\"end\", '{FOREVER}')" for i in range(1, k + 1)]
        )
        # A day that all the edges of the circle share: the last start before the first end.
        closes.append(f"(p{k}.parent_id = NEW.unit_id AND max({starts}) < min({ends}))")
    too_deep = f"p{DEPTH}.parent_id IS NOT NULL"
    return (
        f"SELECT RAISE(ABORT, '{CODE}') FROM (SELECT 1) {' '.join(joins)} "
        f"WHERE NEW.voided_at IS NULL AND NEW.parent_id IS NOT NULL AND "
        f"(NEW.parent_id = NEW.unit_id OR {' OR '.join(closes)} OR {too_deep});"
    )


_POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION {CODE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    WITH RECURSIVE up(unit_id, parent_id, hierarchy, start, stop) AS (
      SELECT unit_id, parent_id, hierarchy, start, coalesce("end", '{FOREVER}'::date)
        FROM changed WHERE voided_at IS NULL AND parent_id IS NOT NULL
      UNION
      SELECT up.unit_id, p.parent_id, up.hierarchy, greatest(up.start, p.start),
             least(up.stop, coalesce(p."end", '{FOREVER}'::date))
        FROM up JOIN {TABLE} p ON p.unit_id = up.parent_id AND p.hierarchy = up.hierarchy
         AND p.voided_at IS NULL AND p.parent_id IS NOT NULL
         AND p.start < up.stop AND coalesce(p."end", '{FOREVER}'::date) > up.start
       WHERE up.parent_id <> up.unit_id
    ) SELECT 1 FROM up WHERE parent_id = unit_id
  ) THEN RAISE EXCEPTION '{CODE}'; END IF;
  RETURN NULL;
END $$
"""


def no_cycle() -> Guard:
    """The guard against a unit that stands under itself."""
    return Guard(
        sqlite=[
            f"CREATE TRIGGER {CODE}_insert AFTER INSERT ON {TABLE} BEGIN {_sqlite_walk()} END",
            f'CREATE TRIGGER {CODE}_update AFTER UPDATE OF start, "end", voided_at ON {TABLE} '
            f"BEGIN {_sqlite_walk()} END",
        ],
        postgresql=[
            _POSTGRESQL_FUNCTION,
            f"CREATE TRIGGER {CODE}_insert AFTER INSERT ON {TABLE} "
            f"REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {CODE}()",
            f"CREATE TRIGGER {CODE}_update AFTER UPDATE ON {TABLE} "
            f"REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {CODE}()",
        ],
    )


def byte_order_paths() -> Guard:
    """Paths are compared byte by byte, whatever language the database sorts in."""
    return Guard(
        sqlite=[],
        postgresql=['ALTER TABLE orgs_position ALTER COLUMN path TYPE varchar(120) COLLATE "C"'],
    )
