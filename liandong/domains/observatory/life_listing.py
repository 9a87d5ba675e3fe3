"""A number of Party life, opened down to its list: one line for every duty, or for every
organisation that adds to a count. Read from the day's run a page at a time, whatever the province
has; narrowed and sorted alike on the page and in what is taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from liandong.core.standards.life.model import Structure
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.observatory import explain, figures, life_levels, merging, store
from liandong.domains.observatory.explain import Explanation
from liandong.domains.observatory.figures import Sight
from liandong.domains.observatory.life_rows import (
    Listed,
    Row,
    Source,
    as_duty,
    ids_of,
    listed,
    status_of,
)
from liandong.domains.observatory.listing import Named
from liandong.domains.orgs import queries, tree
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import Place

# Of a share, whoever is not above the line.
FAILING = frozenset({DutyStatus.DUE, DutyStatus.OVERDUE})
SORTS = ("name", "required", "actual", "gap", "due")
_FIELDS = 'unit, path, kind, status, required, actual, start, "end", due'
_ALL = 10_000_000
_NO_DAY = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `above` are the organisations between it and the one that was opened."""

    row: Row
    unit: Named
    above: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which lines are wanted, in which order: `within` is the path of an organisation, `sort` one
    of `SORTS`, "-" to descend; without one the earliest due, or the greatest gap, comes first."""

    statuses: frozenset[DutyStatus] = frozenset()
    within: str = ""
    kind: str = ""
    name: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Opened:
    """A number with everything that makes it up."""

    explanation: Explanation
    sight: Sight
    listed: Listed
    counts: dict[DutyStatus | None, int] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """How many lines there are in all."""
        return sum(self.counts.values())


def opened(code: str, unit: Place, *, on: date) -> Opened:
    """A number of an organisation on a day, opened. Raises `LiandongError` for an unknown code."""
    one = explain.indicator_of(code, unit)
    sight = figures.sight(unit, on)
    explanation = explain.seen_from(sight, code, unit)
    return Opened(explanation, sight, listed(one), Lines(explanation, sight, Narrowing()).counts())


class Lines:
    """The lines that are wanted, in their order: counted, and taken a slice at a time."""

    def __init__(self, explanation: Explanation, sight: Sight, by: Narrowing) -> None:
        self.of, self.sight, self.by = explanation.unit, sight, by
        self.source = Source.of(explanation)
        self._called = _called(self.of, by.name) if by.name.strip() else None

    def count(self) -> int:
        """How many there are."""
        return sum(n for status, n in self.counts().items() if self._wants(status))

    __len__ = count

    def counts(self) -> dict[DutyStatus | None, int]:
        """How many stand how, by everything but their status."""
        inner, values = self._asked()
        sql = f"SELECT status, count(*) AS n FROM ({inner}) GROUP BY status"
        found: dict[DutyStatus | None, int] = {}
        for row in store.rows(store.ask(self.sight.run.folder, sql, values)):
            found[status_of(row["status"])] = row["n"]
        for one in self._anew():
            found[one.status] = found.get(one.status, 0) + 1
        return found

    def __getitem__(self, part: slice) -> list[Line]:
        low, high = part.start or 0, _ALL if part.stop is None else part.stop
        anew = [one for one in self._anew() if self._wants(one.status)]
        found = merging.slice_of(self._stored, anew, self._key, low, high)
        return self.named(found)

    def named(self, rows: Sequence[Row]) -> list[Line]:
        """The lines with the names of their organisations, and of those above."""
        inside = len(self.of.path) // tree.WIDTH
        ids = [[int(p[-tree.WIDTH :], 36) for p in tree.ancestors(row.path)] for row in rows]
        fields = ("pk", "code", "name", "kind", "pinyin")
        wanted = {pk for path in ids for pk in path[inside - 1 :]}
        known = {r[0]: Named(*r) for r in Unit.objects.filter(pk__in=wanted).values_list(*fields)}
        return [
            Line(row, known[row.unit], tuple(known[pk] for pk in path[inside:-1]))
            for row, path in zip(rows, ids, strict=True)
        ]

    def _wants(self, status: DutyStatus | None) -> bool:
        return not self.by.statuses or status in self.by.statuses

    def _stored(self, offset: int, limit: int) -> list[Row]:
        """Lines of the run, of organisations that have not been judged again since."""
        inner, values = self._asked()
        where = ""
        if self.by.statuses:
            where = f"WHERE status IN ({', '.join('?' * len(self.by.statuses))})"
            values += sorted(one.value for one in self.by.statuses)
        name, down = self._order()
        by = {"name": "path", "gap": _GAP_AT_MOST if self.source.at_most else _GAP}.get(name, name)
        order = f"({by}) IS NULL, {by} {'DESC' if down else 'ASC'}, path, start NULLS LAST"
        sql = f"SELECT * FROM ({inner}) {where} ORDER BY {order} LIMIT {limit} OFFSET {offset}"
        table = store.ask(self.sight.run.folder, sql, values)
        return [self._row(one) for one in store.rows(table)]

    def _row(self, one: dict[str, Any]) -> Row:
        return Row(**{**one, "status": status_of(one["status"])}, at_most=self.source.at_most)

    def _order(self) -> tuple[str, bool]:
        usual = "-gap" if self.source.listed is Listed.PEOPLE else "due"
        if self.source.listed is Listed.COUNT:
            usual = "-actual"
        elif isinstance(self.source.standard, Structure):
            usual = "-gap"
        sort = self.by.sort if self.by.sort.removeprefix("-") in SORTS else usual
        return sort.removeprefix("-"), sort.startswith("-")

    def _key(self, row: Row) -> tuple[Any, ...]:
        """The order of the run's lines, told of others."""
        name, down = self._order()
        last = (row.path, row.start or _NO_DAY)
        if name == "name":
            # A longer path comes first when descending.
            return ((*(-ord(c) for c in row.path), 1) if down else row.path, *last)
        value = getattr(row, name)
        number = value.toordinal() if isinstance(value, date) else value
        return (value is None, (-number if down else number) if number is not None else 0, *last)

    def _asked(self) -> tuple[str, list[object]]:
        """Every line of the run that is wanted by all but its status, as a question."""
        path = self.by.within or self.of.path
        where, values = "path >= ? AND path < ?", [path, path + "~"]
        changed = [one.unit_id for one in self.sight.changed]
        if changed:
            where += f" AND unit NOT IN ({ids_of(changed)})"
        if self._called is not None:
            where += f" AND unit IN ({ids_of(self._called) or 'NULL'})"
        if self.by.kind:
            where, values = where + " AND kind = ?", [*values, self.by.kind]
        return f"SELECT {_FIELDS} FROM ({self.source.sql()}) WHERE {where}", values

    def _anew(self) -> Iterator[Row]:
        """The lines of organisations that have been judged again since the run."""
        kinds = life_levels.kinds_of_changed(self.sight)
        for row in self.source.anew(self.sight, kinds):
            inside = row.path.startswith(self.by.within or self.of.path)
            called = self._called is None or row.unit in self._called
            if inside and called and self.by.kind in {"", row.kind}:
                yield row


_GAP = "greatest(required - actual, 0)"
_GAP_AT_MOST = "greatest(actual - required, 0)"


def _called(of: Place, text: str) -> set[int]:
    """The organisations of a subtree that are called so: by name, pinyin or code."""
    wanted = " ".join(text.split())
    named = (
        Q(unit__name__icontains=wanted)
        | Q(unit__pinyin__contains=wanted.lower().replace(" ", ""))
        | Q(unit__code__istartswith=wanted)
    )
    inside = Position.objects.filter(tree.below(of.path), hierarchy=of.hierarchy)
    return set(inside.filter(named).values_list("unit_id", flat=True))


def parts(of: Place) -> list[Place]:
    """The organisations directly below, within which a list may be narrowed."""
    return queries.children(of)


def own(opened: Opened) -> list[Row]:
    """What the opened organisation owes or counts itself, the latest period first."""
    lines = Lines(opened.explanation, opened.sight, Narrowing(within=opened.explanation.unit.path))
    found = merging.slice_of(lines._stored, list(lines._anew()), lines._key, 0, _ALL)
    mine = [one for one in found if one.unit == opened.explanation.unit.id]
    return sorted(mine, key=lambda one: one.start or _NO_DAY, reverse=True)


__all__ = [
    "FAILING", "SORTS", "Line", "Lines", "Listed", "Narrowing", "Opened", "Row", "as_duty",
    "listed", "opened", "own", "parts",
]  # fmt: skip
