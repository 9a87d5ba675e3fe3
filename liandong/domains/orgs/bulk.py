"""Plant many thousand units on PostgreSQL at once.

The list goes in by COPY; everything else is made from it inside the database, set by set. Where
the list is far larger than what stands already, foreign keys and secondary indexes are taken off
and put back in the same transaction: PostgreSQL then checks and builds them once for all rows
instead of once for each. Guards stay on throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import connection

from liandong.domains.orgs import tree
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.spelling import pinyin_of

_TABLES = ("orgs_unit", "orgs_name", "orgs_placement", "orgs_position")
# The guards of names and placements lean on the indexes of those tables.
_INDEXED_LATER = ("orgs_unit", "orgs_position")
_MANY = 50_000
_EVERY = 5_000
_MEMORY = {"work_mem": "256MB", "maintenance_work_mem": "512MB"}
Progress = Callable[[int, int], None]


class Line(Protocol):
    """What is read of a line of a division list."""

    code: str
    name: str
    kind: str
    parent: str

    @property
    def division_code(self) -> str | None: ...


def plant(
    lines: Sequence[Line], *, deed: Deed, hierarchy: str, progress: Progress | None
) -> tuple[int, str]:
    """Create the units that are not there yet, with names and placements: how many, and the code
    of the first. Inside the caller's transaction."""
    with connection.cursor() as cursor:
        for setting, value in _MEMORY.items():
            cursor.execute(f"SET LOCAL {setting} = '{value}'")
        _send(cursor, lines, progress)
        cursor.execute("DELETE FROM planting p USING orgs_unit u WHERE u.code = p.code")
        cursor.execute("SELECT count(*), (SELECT count(*) FROM orgs_unit) FROM planting")
        new, standing = cursor.fetchone()
        if not new:
            return 0, ""
        cursor.execute("SELECT code FROM planting ORDER BY n LIMIT 1")
        first = cursor.fetchone()[0]
        cursor.execute("ANALYZE planting")
        with _at_rest(cursor, wanted=new > _MANY and new > 10 * standing):
            _grow(cursor, deed, hierarchy)
            tree.rebuild(hierarchy, deed.at.date())
    return new, first


def _send(cursor: Any, lines: Sequence[Line], progress: Progress | None) -> None:
    cursor.execute("DROP TABLE IF EXISTS planting")
    cursor.execute(
        "CREATE TEMP TABLE planting (n integer, code text, division text, name text, kind text,"
        " parent text, pinyin text) ON COMMIT DROP"
    )
    with cursor.copy("COPY planting FROM STDIN") as copy:
        for n, one in enumerate(lines):
            copy.write_row(_row(n, one))
            if progress and n % _EVERY == 0:
                progress(n, len(lines))
    if progress:
        progress(len(lines), len(lines))


def _row(n: int, one: Line) -> tuple[Any, ...]:
    spelled = pinyin_of(one.name)
    return (n, one.code, one.division_code, one.name, one.kind, one.parent, spelled)


def _grow(cursor: Any, deed: Deed, hierarchy: str) -> None:
    stamp = [deed.on, deed.at, deed.by]
    cursor.execute(
        "INSERT INTO orgs_unit (code, division_code, kind, name, pinyin)"
        " SELECT code, division, kind, name, pinyin FROM planting ORDER BY n"
    )
    cursor.execute("ANALYZE orgs_unit")
    cursor.execute(
        "INSERT INTO orgs_name (start, recorded_at, recorded_by, voided_by, void_reason, name,"
        " unit_id) SELECT %s, %s, %s, '', '', u.name, u.id"
        " FROM planting p JOIN orgs_unit u USING (code) ORDER BY u.id",
        stamp,
    )
    cursor.execute(
        "INSERT INTO orgs_placement (start, recorded_at, recorded_by, voided_by, void_reason,"
        " hierarchy, parent_id, unit_id) SELECT %s, %s, %s, '', '', %s, a.id, u.id"
        " FROM planting p JOIN orgs_unit u USING (code)"
        " LEFT JOIN orgs_unit a ON a.code = p.parent ORDER BY u.id",
        [*stamp, hierarchy],
    )


@contextmanager
def _at_rest(cursor: Any, *, wanted: bool) -> Iterator[None]:
    """Foreign keys, unique constraints and secondary indexes off, and on again at the end."""
    put_back = _take_off(cursor) if wanted else []
    yield
    for statement in put_back:
        cursor.execute(statement)
    for table in _TABLES if wanted else ():
        cursor.execute(f"ANALYZE {table}")


def _take_off(cursor: Any) -> list[str]:
    tables, later = (
        ", ".join(f"'{table}'::regclass" for table in names) for names in (_TABLES, _INDEXED_LATER)
    )
    cursor.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
        f" FROM pg_constraint WHERE conrelid IN ({tables}) AND contype IN ('f', 'u')"
        " ORDER BY contype"  # foreign keys first: they lean on nothing here but primary keys
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        f" WHERE indrelid IN ({later}) AND NOT indisprimary AND NOT EXISTS"
        " (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
    )
    indexes = cursor.fetchall()
    for table, name, _ in constraints:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    made = [definition for _, definition in indexes]
    return made + [f"ALTER TABLE {t} ADD CONSTRAINT {n} {d}" for t, n, d in reversed(constraints)]
