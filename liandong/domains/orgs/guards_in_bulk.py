"""The guard against overlaps for tables that take the whole nation at once.

An exclusion constraint asks its index once for every row: 50 s for the names and placements of
665,000 units. Here PostgreSQL asks once for every statement. What the constraint did about two
transactions at a time, a lock does: whoever comes second waits, and then sees the first one's rows
(which is why the isolation level must be the usual one). SQLite's triggers stay as they are.
"""

from __future__ import annotations

from liandong.domains.database import Guard
from liandong.domains.orgs.guards import CODE, DEPTH, FOREVER, TABLE, TOO_DEEP

# Characters of all but the longest names.
_USUAL = 16


def no_overlap_by_statement(table: str, keys: tuple[str, ...], code: str) -> Guard:
    """Rows with the same keys that are not voided have no day in common."""
    same = " AND ".join(f"o.{key} = n.{key}" for key in keys)
    function = f"""
        CREATE FUNCTION {code}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE clash boolean; nested text := current_setting('enable_nestloop');
        BEGIN
          IF current_setting('transaction_isolation') <> 'read committed' THEN
            RAISE EXCEPTION '{table} is written in read committed transactions only';
          END IF;
          PERFORM pg_advisory_xact_lock(hashtext('{code}'));
          -- Planned anew each time: one row and half a million want different plans, and of a
          -- table that has just been filled the planner knows nothing.
          IF (SELECT count(*) FROM changed) > 1000 THEN
            PERFORM set_config('enable_nestloop', 'off', true);
          END IF;
          EXECUTE $q$ SELECT EXISTS (
            SELECT 1 FROM changed n JOIN {table} o ON {same} AND o.id <> n.id
             WHERE n.voided_at IS NULL AND o.voided_at IS NULL
               AND (o."end" IS NULL OR o."end" > n.start)
               AND (n."end" IS NULL OR o.start < n."end")
          ) $q$ INTO clash;
          PERFORM set_config('enable_nestloop', nested, true);
          IF clash THEN RAISE EXCEPTION '{code}'; END IF;
          RETURN NULL;
        END $$"""
    return Guard(
        sqlite=[],
        postgresql=[
            f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {code}",
            function,
            *(
                f"CREATE TRIGGER {code}_{verb.lower()} AFTER {verb} ON {table} REFERENCING "
                f"NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {code}()"
                for verb in ("INSERT", "UPDATE")
            ),
        ],
        drop_sqlite=[],
        drop_postgresql=[f"DROP FUNCTION IF EXISTS {code}() CASCADE"],
    )


def no_cycle_by_parent() -> Guard:
    """`guards.no_cycle` on PostgreSQL, walking up once from each parent instead of from each unit:
    the children of one parent, placed for the same days, share their way to the top."""
    shared = f"""p.voided_at IS NULL AND p.parent_id IS NOT NULL AND p.start < up.stop
               AND coalesce(p."end", '{FOREVER}'::date) > up.start"""
    said = f"""SELECT *, coalesce("end", '{FOREVER}'::date) AS stop FROM changed
               WHERE voided_at IS NULL AND parent_id IS NOT NULL"""
    function = f"""
        CREATE OR REPLACE FUNCTION {CODE}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE circle boolean; deepest integer;
          nested text := current_setting('enable_nestloop');
        BEGIN
          IF (SELECT count(*) FROM changed) > 1000 THEN
            PERFORM set_config('enable_nestloop', 'off', true);
          END IF;
          EXECUTE $q$
          WITH RECURSIVE said AS MATERIALIZED ({said}),
          up(origin, hierarchy, since, till, top, start, stop, steps) AS (
            SELECT DISTINCT parent_id, hierarchy, start, stop, parent_id, start, stop, 1 FROM said
            UNION
            SELECT up.origin, up.hierarchy, up.since, up.till, p.parent_id,
                   greatest(up.start, p.start),
                   least(up.stop, coalesce(p."end", '{FOREVER}'::date)), up.steps + 1
              FROM up JOIN {TABLE} p ON p.unit_id = up.top AND p.hierarchy = up.hierarchy
               AND {shared}
             WHERE up.steps <= {DEPTH}
          ) SELECT (SELECT max(steps) FROM up), EXISTS (
              SELECT 1 FROM said s JOIN up ON up.origin = s.parent_id AND up.top = s.unit_id
                 AND up.hierarchy = s.hierarchy AND up.since = s.start AND up.till = s.stop)
          $q$ INTO deepest, circle;
          PERFORM set_config('enable_nestloop', nested, true);
          IF circle THEN RAISE EXCEPTION '{CODE}'; END IF;
          IF deepest > {DEPTH} THEN RAISE EXCEPTION '{TOO_DEEP}'; END IF;
          RETURN NULL;
        END $$"""
    return Guard(sqlite=[], postgresql=[function], drop_sqlite=[], drop_postgresql=[])


def bigrams() -> str:
    """Two characters of a name at a time, as PostgreSQL finds them.

    Written out, it is put in place of the call: a third of the time for 665,000 names. A body that
    is read when it is made (`RETURN`) finds the longer function whatever the search path is; else
    neither autovacuum's analysis nor `pg_restore` could make what the indexes hold.
    """
    written = ", ".join(f"substr(said, {i}, 2)" for i in range(1, _USUAL + 1))
    return f"""
        CREATE OR REPLACE FUNCTION orgs_bigrams(said text) RETURNS text[] LANGUAGE sql IMMUTABLE
        RETURN CASE WHEN length(said) <= {_USUAL} THEN ARRAY[{written}]
                    ELSE orgs_bigrams_long(said) END"""


def searchable() -> Guard:
    """Indexes that find part of a name, two Chinese characters at a time, and part of its pinyin.

    `pg_trgm` alone finds nothing for two characters: its shortest piece has three.
    """
    long = """
        CREATE FUNCTION orgs_bigrams_long(said text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
          SELECT array_agg(substr(said, i, 2)) FROM generate_series(1, length(said)) i
        $$"""
    return Guard(
        sqlite=[],
        postgresql=[
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            long,
            bigrams(),
            "CREATE INDEX orgs_unit_bigrams ON orgs_unit USING gin (orgs_bigrams(name))"
            " WITH (fastupdate = off)",
            "CREATE INDEX orgs_unit_pinyin ON orgs_unit USING gin (pinyin gin_trgm_ops)"
            " WITH (fastupdate = off)",
        ],
        drop_sqlite=[],
        drop_postgresql=[
            "DROP INDEX IF EXISTS orgs_unit_pinyin",
            "DROP INDEX IF EXISTS orgs_unit_bigrams",
            "DROP FUNCTION IF EXISTS orgs_bigrams(text)",
            "DROP FUNCTION IF EXISTS orgs_bigrams_long(text)",
        ],
    )
