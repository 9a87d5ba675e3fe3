"""A number of Party life, opened down to its list: one line for every duty, or for every
organisation that adds to a count. Read from the day's run a page at a time, whatever the province
has; narrowed and sorted alike on the page and in what is taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Q

from liandong.core.indicators.life_measures import comes_round
from liandong.core.indicators.model import Indicator
from liandong.core.standards.life.model import LifeStandard, Structure
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.observatory import explain, figures, life_levels, merging, store
from liandong.domains.observatory.explain import Explanation
from liandong.domains.observatory.figures import Sight
from liandong.domains.observatory.life_duties import Duty, duty
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


class Listed(StrEnum):
    """What the lines of an indicator are."""

    PRESENT = "present"  # duties of the present periods
    ENDED = "ended"  # duties of the year's periods that are over
    PEOPLE = "people"  # organisations, with how many people of theirs have enough
    COUNT = "count"  # organisations that add to a count


def listed(one: Indicator) -> Listed:
    """Which of them an indicator has."""
    if not one.standard:
        return Listed.COUNT
    first = one.numerator[0]
    if first.endswith("_year_met"):
        return Listed.ENDED
    return Listed.PEOPLE if first.endswith("_people_met") else Listed.PRESENT


@dataclass(frozen=True, slots=True)
class Row:
    """A line before anybody knows what its organisation is called."""

    unit: int
    path: str
    kind: str
    status: DutyStatus | None
    required: Decimal | None
    actual: Decimal | None
    start: date | None
    end: date | None
    due: date | None
    at_most: bool = False

    @property
    def gap(self) -> Decimal | None:
        """What is missing of the required, or is too much where that many are the most."""
        if self.required is None or self.actual is None:
            return None
        beyond = self.actual - self.required
        return max(beyond if self.at_most else -beyond, Decimal(0))


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
        self.of, self.on, self.sight, self.by = explanation.unit, explanation.on, sight, by
        self.one, self.standard = explanation.indicator, explanation.standard
        self.listed = listed(self.one)
        self.at_most = isinstance(self.standard, Structure) and self.standard.at_most
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
            found[_status(row["status"])] = row["n"]
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
        by = {"name": "path", "gap": _GAP_AT_MOST if self.at_most else _GAP}.get(name, name)
        order = f"({by}) IS NULL, {by} {'DESC' if down else 'ASC'}, path, start NULLS LAST"
        sql = f"SELECT * FROM ({inner}) {where} ORDER BY {order} LIMIT {limit} OFFSET {offset}"
        table = store.ask(self.sight.run.folder, sql, values)
        return [self._row(one) for one in store.rows(table)]

    def _row(self, one: dict[str, Any]) -> Row:
        return Row(**{**one, "status": _status(one["status"])}, at_most=self.at_most)

    def _order(self) -> tuple[str, bool]:
        usual = "-gap" if self.listed is Listed.PEOPLE else "due"
        if self.listed is Listed.COUNT:
            usual = "-actual"
        elif isinstance(self.standard, Structure):
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
            where += f" AND unit NOT IN ({_ids(changed)})"
        if self._called is not None:
            where += f" AND unit IN ({_ids(self._called) or 'NULL'})"
        if self.by.kind:
            where, values = where + " AND kind = ?", [*values, self.by.kind]
        return f"SELECT {_FIELDS} FROM ({self._source()}) WHERE {where}", values

    def _source(self) -> str:
        kinds = "{party_units}"
        if self.listed in {Listed.COUNT, Listed.PEOPLE}:
            over, under = self._measures
            status = f"CASE WHEN {over} >= {under} THEN 'met' ELSE 'due' END" if under else "NULL"
            number = "CAST({} AS DECIMAL(18, 2))"
            return (
                f"SELECT m.unit, path, kind, {status} AS status, "
                f"{number.format(under) if under else 'NULL'} AS required, "
                f"{number.format(over)} AS actual, CAST(NULL AS DATE) AS start, "
                'CAST(NULL AS DATE) AS "end", CAST(NULL AS DATE) AS due '
                f"FROM {{measures}} m JOIN {kinds} p ON m.unit = p.unit WHERE {under or over} > 0"
            )
        standard = self.standard.code if self.standard else ""
        return (
            "SELECT d.unit, d.path, kind, status, required, actual, d.start, "
            f'd."end", due FROM {{duties}} d JOIN {kinds} p ON d.unit = p.unit '
            f"WHERE standard = '{standard}' AND {self._period}"
        )

    @property
    def _measures(self) -> tuple[str, str]:
        return self.one.numerator[0], self.one.denominator[0] if self.one.denominator else ""

    @property
    def _period(self) -> str:
        if not self._comes_round:  # one duty each, whenever it was due
            return "true"
        return f"d.\"end\" {'<=' if self.listed is Listed.ENDED else '>'} DATE '{self.on}'"

    @property
    def _comes_round(self) -> bool:
        return isinstance(self.standard, LifeStandard) and comes_round(self.standard)

    def _anew(self) -> Iterator[Row]:
        """The lines of organisations that have been judged again since the run."""
        kinds = life_levels.kinds_of_changed(self.sight)
        for row in self._judged_again(kinds):
            inside = row.path.startswith(self.by.within or self.of.path)
            called = self._called is None or row.unit in self._called
            if inside and called and self.by.kind in {"", row.kind}:
                yield row

    def _judged_again(self, kinds: dict[int, str]) -> Iterator[Row]:
        if self.listed in {Listed.COUNT, Listed.PEOPLE}:
            yield from self._counted_again(kinds)
            return
        for change in self.sight.changed:
            for said in change.duties:
                one = duty(said, change.path, change.unit_id)
                if one.standard is self.standard and self._in_period(one):
                    yield self._of_duty(one, kinds[one.unit])

    def _in_period(self, one: Duty) -> bool:
        over = one.end is not None and one.end <= self.on
        return not self._comes_round or over is (self.listed is Listed.ENDED)

    def _of_duty(self, one: Duty, kind: str) -> Row:
        return Row(
            one.unit, one.path, kind, one.status, one.required, one.actual, one.start, one.end,
            one.due, self.at_most,
        )  # fmt: skip

    def _counted_again(self, kinds: dict[int, str]) -> Iterator[Row]:
        changed = {one.unit_id: one for one in self.sight.changed}
        if not changed:
            return
        over, under = self._measures
        names = [one for one in (over, under) if one]
        table = store.read(self.sight.run.folder, "measures", f"unit IN ({_ids(changed)})",
                           columns=", ".join(("unit", *names)))  # fmt: skip
        for own in store.rows(table):
            one = changed[own["unit"]]
            have = {n: Decimal(own[n]) + Decimal(one.change.get(n, 0)) for n in names}
            if have[under or over] > 0:
                status = DutyStatus.MET if under and have[over] >= have[under] else DutyStatus.DUE
                yield Row(
                    one.unit_id, one.path, kinds[one.unit_id], status if under else None,
                    have.get(under), have[over], None, None, None,
                )  # fmt: skip


_GAP = "greatest(required - actual, 0)"
_GAP_AT_MOST = "greatest(actual - required, 0)"


def _status(said: str | None) -> DutyStatus | None:
    return None if said is None else DutyStatus(said)


def _ids(units: Collection[int]) -> str:
    return ", ".join(str(int(one)) for one in units)


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


def as_duty(row: Row, standard: LifeStandard) -> Duty:
    """A line as the duty that it tells of."""
    assert row.status is not None  # noqa: S101  lines of duties have one
    return Duty(
        unit=row.unit, path=row.path, standard=standard, start=row.start, end=row.end, due=row.due,
        norm=None, required=row.required, actual=row.actual, status=row.status,
    )  # fmt: skip
