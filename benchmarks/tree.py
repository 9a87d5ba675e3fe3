"""The nation's tree on PostgreSQL: plant it, look below any unit, find names, move a subtree."""

from __future__ import annotations

import random
import resource
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.utils import timezone

from benchmarks import nation
from benchmarks.harness import Measured, clock, equal
from liandong.core.kernel.scope import Scope
from liandong.domains.orgs import actions, imports, queries, tree
from liandong.domains.orgs.actions import Deed
from liandong.domains.orgs.models import Position, Unit

EVERYTHING = Scope(everything=True)
START = date(2015, 1, 1)
NAMES = ("海口", "东风", "朝阳", "新华", "人民")
# What ends every other name of the nation, and single characters, common and rare.
COMMON = ("社区", "村委", "居委会", "海", "村", "峯")
SPELLED = ("haikou", "dongfeng", "xinhuacun", "df", "shequ")
CODES = ("4601", "460105", "110101001", "4")
# Below one parent, told by a query that knows nothing of paths.
_PLAIN = """
    WITH RECURSIVE below(unit_id) AS (
      SELECT %s::bigint UNION ALL
      SELECT p.unit_id FROM below b JOIN orgs_placement p ON p.parent_id = b.unit_id
       WHERE p.hierarchy = 'territory' AND p.voided_at IS NULL AND p."end" IS NULL
    ) SELECT unit_id FROM below"""


def planted() -> float | None:
    """Plant the nation unless it stands; the seconds it took."""
    if Unit.objects.count() > 600_000:
        return None
    divisions = nation.divisions(nation.fetched())
    deed = Deed(by="benchmark", at=timezone.now(), on=START)
    seconds, _ = clock(lambda: imports.plant(divisions, deed=deed))
    return seconds


def _rows(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def run() -> Iterator[Measured]:
    """Every figure of the tree."""
    divisions = nation.divisions(nation.fetched())
    seconds = planted() or 0.0
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = Position.objects.count()
    check = equal(count, len(divisions), f"{count:,} positions, as many as divisions")
    yield Measured("load the nation's tree", seconds, "s", check, 60)
    yield Measured("memory of the loading process", memory, "MB", check, 1024)
    yield _children()
    yield from _searches()
    yield from _moves()


def _children() -> Measured:
    chance = random.Random(7)
    parents = list(Position.objects.filter(depth__lte=4).values_list("unit__code", flat=True))
    worst = 0.0
    sample = [queries.place(code) for code in chance.sample(parents, 200)]
    sample += queries.roots()[:5]
    for of in sample:
        seconds, found = clock(lambda of=of: queries.children(of))
        plain = _rows(
            "SELECT unit_id FROM orgs_placement WHERE parent_id = %s AND hierarchy = 'territory'"
            ' AND voided_at IS NULL AND "end" IS NULL', of.id,
        )  # fmt: skip
        equal({one.id for one in found}, {row[0] for row in plain}, "children")
        worst = max(worst, seconds)
    return Measured(
        "children of a unit, the slowest of 205", worst * 1000, "ms", "as the placements say", 50
    )


def _searches() -> Iterator[Measured]:
    for what, asked, column in (
        ("name", NAMES, "name"), ("a common word", COMMON, "name"),
        ("pinyin", SPELLED, "pinyin"), ("code", CODES, "code"),
    ):  # fmt: skip
        worst, beside = 0.0, 0.0
        for text in asked:
            seconds, found = clock(lambda t=text: queries.search(t, EVERYTHING), 5)
            pattern = f"{text}%" if column == "code" else f"%{text}%"
            if text == "df":
                pattern = "% df%"
            plain, rows = clock(
                lambda c=column, p=pattern: _rows(
                    f"SELECT id FROM orgs_unit WHERE {c} || '' LIKE %s",
                    p,
                )
            )
            ids = {row[0] for row in rows}
            equal({one.id for one in found} <= ids, True, f"search {text}")
            equal(len(found), min(20, len(ids)), f"as many as there are for {text}")
            worst, beside = max(worst, seconds), max(beside, plain)
        yield Measured(
            f"search by {what}, the slowest of {len(asked)}", worst * 1000, "ms",
            "all hits are hits, none missing", 100, "reading all names", beside / worst,
        )  # fmt: skip


def _moves() -> Iterator[Measured]:
    """The smallest subtree of 10,000 units or more goes to another province."""
    unit_id, size = _rows(
        "SELECT unit_id, size FROM (SELECT p.unit_id, (SELECT count(*) FROM orgs_position s"
        " WHERE s.hierarchy = p.hierarchy AND s.path >= p.path AND s.path < p.path || '~') AS size"
        " FROM orgs_position p WHERE p.depth <= 2) sizes WHERE size >= 10000 ORDER BY size LIMIT 1"
    )[0]
    unit = Unit.objects.get(pk=unit_id)
    elsewhere = Unit.objects.get(code="460000000000")
    deed = Deed(by="benchmark", at=timezone.now(), on=timezone.localdate())
    before = {row[0] for row in _rows(_PLAIN, unit_id)}
    seconds, _ = clock(lambda: actions.move(unit, parent=elsewhere, deed=deed))
    place = queries.place(unit.code)
    equal({one.id for one in queries.units_below(place)}, before, "the subtree is whole")
    plain, all_below = clock(lambda: {row[0] for row in _rows(_PLAIN, elsewhere.pk)})
    path = queries.place("46").path
    found, by_path = clock(lambda: set(tree.subtree(path).values_list("unit_id", flat=True)))
    check = equal(by_path, all_below, f"{size:,} units moved, each below its new parent")
    yield Measured("move a subtree of 10,000", seconds, "s", check, 1)
    yield Measured(
        "all units of a province, by path", found * 1000, "ms", check, None,
        "recursive query", plain / found,
    )  # fmt: skip
