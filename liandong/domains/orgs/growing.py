"""Today's positions, grown by the database itself from the placements of a day.

The same sentence on SQLite and PostgreSQL: no row leaves the database, so the whole nation's tree
is laid out in seconds. `tree.grown` says the same in Python, for other days and for tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _segment(width: int) -> str:
    """`unit_id` in base 36, `width` characters."""
    return " || ".join(
        f"substr('{DIGITS}', CAST((unit_id / {36**place}) %% 36 AS integer) + 1, 1)"
        for place in reversed(range(width))
    )


def _grown(width: int) -> str:
    return f"""
    WITH RECURSIVE edges AS (
      SELECT unit_id, parent_id, {_segment(width)} AS segment FROM orgs_placement
       WHERE hierarchy = %s AND voided_at IS NULL
         AND start <= %s AND ("end" IS NULL OR "end" > %s)
    ), grown(unit_id, parent_id, path, depth) AS (
      SELECT unit_id, parent_id, segment, 1 FROM edges WHERE parent_id IS NULL
      UNION ALL
      SELECT e.unit_id, e.parent_id, g.path || e.segment, g.depth + 1
        FROM grown g JOIN edges e ON e.parent_id = g.unit_id
    )"""


def lay_out(hierarchy: str, day: date, width: int) -> int:
    """Replace all positions of a hierarchy by those of a day; their number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(unit_id) FROM orgs_placement")
        if (cursor.fetchone()[0] or 0) >= 36**width:
            raise OverflowError(f"unit ids beyond 36^{width} do not fit a path segment")
        cursor.execute("DELETE FROM orgs_position WHERE hierarchy = %s", [hierarchy])
        # SQLite wants the WITH before the INSERT's SELECT, PostgreSQL allows it there too.
        cursor.execute(
            "INSERT INTO orgs_position (hierarchy, unit_id, parent_id, path, depth)"
            f"{_grown(width)} SELECT %s, unit_id, parent_id, path, depth FROM grown ORDER BY path",
            [hierarchy, day.isoformat(), day.isoformat(), hierarchy],
        )
        laid = int(cursor.rowcount)
        if connection.vendor == "postgresql":
            # Planned by the old numbers, the next list of a province would take seconds.
            cursor.execute("ANALYZE orgs_position")
    return laid


def is_laid_out(hierarchy: str, day: date, width: int) -> bool:
    """Whether the positions are those of a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_grown(width)} SELECT count(*), count(p.id),"
            " (SELECT count(*) FROM orgs_position WHERE hierarchy = %s)"
            " FROM grown g LEFT JOIN orgs_position p"
            " ON p.hierarchy = %s AND p.unit_id = g.unit_id AND p.path = g.path",
            [hierarchy, day.isoformat(), day.isoformat(), hierarchy, hierarchy],
        )
        wanted, right, standing = cursor.fetchone()
    return bool(wanted == right == standing)


def carried(moved: Iterable[tuple[int, date]], hierarchy: str) -> list[tuple[str, int]]:
    """How many units of each kind stand below some units, each on a day of its own; those units
    themselves are not counted."""
    days: dict[date, list[int]] = {}
    for unit, day in moved:
        days.setdefault(day, []).append(unit)
    found: dict[str, int] = {}
    for day, units in days.items():
        for kind, n in _below(units, day, hierarchy):
            found[kind] = found.get(kind, 0) + n
    return sorted(found.items())


def _below(units: list[int], day: date, hierarchy: str) -> list[tuple[str, int]]:
    tops = ", ".join(["%s"] * len(units))
    holds = """p.hierarchy = %s AND p.voided_at IS NULL AND p.start <= %s
               AND (p."end" IS NULL OR p."end" > %s)"""
    asked = [hierarchy, day.isoformat(), day.isoformat()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH RECURSIVE below(unit_id) AS (
                  SELECT p.unit_id FROM orgs_placement p WHERE {holds} AND p.parent_id IN ({tops})
                  UNION
                  SELECT p.unit_id FROM below b JOIN orgs_placement p ON p.parent_id = b.unit_id
                   WHERE {holds}
                ) SELECT u.kind, count(*) FROM below b JOIN orgs_unit u ON u.id = b.unit_id
                GROUP BY u.kind ORDER BY u.kind""",
            [*asked, *units, *asked],
        )
        return list(cursor.fetchall())
