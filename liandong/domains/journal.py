"""Which rows of a table were written since one last looked, said by the database itself.

Every statement that adds or changes rows leaves an entry beside the table: the range of their ids.
Whoever keeps a copy reads the entries after the last one it knows, and only the rows they name.

Two things could go wrong, and cannot:
* Ids of entries are given out before their transactions end, so that a later entry may show before
  an earlier one. A copy therefore moves its mark only to a `settled` head, read at a moment when
  nobody is writing: writers share a lock from before their entry has an id until they commit. On
  SQLite there is one writer, and entries come in the order of commits.
* A database may be another one than the copy was made from: new, or an earlier state brought back
  from a backup. Each entry has a mark of its own that chance gives to no other; a copy remembers
  the mark of the last and the number of all up to it, and both are there only if its rows are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from liandong.domains.database import Guard


@dataclass(frozen=True, slots=True)
class Head:
    """How far a journal has come: its last entry, that entry's mark, and the number of entries."""

    id: int = 0
    mark: str = ""
    entries: int = 0


def of(table: str) -> str:
    """The name of a table's journal."""
    return f"{table}_journal"


def journal(table: str) -> Guard:
    """Keep a journal of a table whose rows have an `id`; what stands already is its first entry."""
    name = of(table)
    standing = f"INSERT INTO {name} (first, last) SELECT min(id), max(id) FROM {table} HAVING "
    columns = "first bigint NOT NULL, last bigint NOT NULL, mark text NOT NULL DEFAULT"
    noted = f"INSERT INTO {name} (first, last) VALUES (NEW.id, NEW.id)"
    return Guard(
        sqlite=[
            f"CREATE TABLE {name} (id integer PRIMARY KEY AUTOINCREMENT, {columns}"
            " (lower(hex(randomblob(16)))))",
            f"{standing} count(*) > 0",
            *(
                f"CREATE TRIGGER {name}_{verb.lower()} AFTER {verb} ON {table} BEGIN {noted}; END"
                for verb in ("INSERT", "UPDATE")
            ),
        ],
        postgresql=[
            f"CREATE TABLE {name} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {columns}"
            " gen_random_uuid()::text)",
            f"{standing} count(*) > 0",
            _function(name),
            *(
                f"CREATE TRIGGER {name}_{verb.lower()} AFTER {verb} ON {table} REFERENCING "
                f"NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
                for verb in ("INSERT", "UPDATE")
            ),
        ],
        drop_sqlite=[
            f"DROP TRIGGER IF EXISTS {name}_insert",
            f"DROP TRIGGER IF EXISTS {name}_update",
            f"DROP TABLE IF EXISTS {name}",
        ],
        drop_postgresql=[
            f"DROP FUNCTION IF EXISTS {name}() CASCADE",
            f"DROP TABLE IF EXISTS {name}",
        ],
    )


def _function(name: str) -> str:
    """One entry for each run of ids that a statement wrote: for a list put in at once, one."""
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE low bigint; high bigint; many bigint;
        BEGIN
          SELECT min(id), max(id), count(*) INTO low, high, many FROM changed;
          IF many > 0 THEN
            PERFORM pg_advisory_xact_lock_shared(hashtext('{name}'));
            IF many = high - low + 1 THEN
              INSERT INTO {name} (first, last) VALUES (low, high);
            ELSE
              INSERT INTO {name} (first, last) SELECT min(id), max(id) FROM (
                SELECT id, id - row_number() OVER (ORDER BY id) AS run FROM changed) ids
              GROUP BY run ORDER BY run;
            END IF;
          END IF;
          RETURN NULL;
        END $$"""


def head(table: str) -> Head:
    """How far the journal has come, as it shows now."""
    return _head(table, "(SELECT max(id) FROM {0})")


def _head(table: str, last: str, *values: int) -> Head:
    name = of(table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, mark, (SELECT count(*) FROM {name} e WHERE e.id <= l.id) FROM {name} l"
            f" WHERE id = {last.format(name)}",
            values,
        )
        found = cursor.fetchone()
    return Head(*found) if found else Head()


def reaches(table: str, known: Head) -> bool:
    """Whether all that a copy has read up to `known` is in this database."""
    return _head(table, "%s", known.id) == known


def settled(table: str) -> Head | None:
    """The head, if nothing up to it is still to come; none while somebody writes, or where what is
    seen may yet be taken back: in a transaction of one's own."""
    if connection.in_atomic_block:
        return None
    if connection.vendor != "postgresql":
        return head(table)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [of(table)])
        return head(table) if cursor.fetchone()[0] else None


def since(table: str, known: Head) -> list[tuple[int, int]]:
    """The ranges of ids written after `known`, in order, none touching another."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT first, last FROM {of(table)} WHERE id > %s ORDER BY first, last", [known.id]
        )
        return _joined(cursor.fetchall())


def newest(table: str, entries: int) -> list[int]:
    """The ids of the rows written last, the newest first; of an entry for many rows the last."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last FROM {of(table)} ORDER BY id DESC LIMIT %s", [entries])
        return [row[0] for row in cursor.fetchall()]


def _joined(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in ranges:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
