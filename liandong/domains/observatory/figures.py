"""What do we need to see: the figures of a unit, of those below it, and how they came to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from liandong.core.indicators.catalogue import indicator
from liandong.core.indicators.model import Figure, Indicator, read
from liandong.domains.observatory import days, differences, families, runs, store
from liandong.domains.observatory.models import Difference, Run
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import Place


@dataclass(frozen=True)
class Board:
    """All figures of one unit for a day."""

    unit: int
    on: date
    run: Run
    totals: dict[str, Decimal]

    @property
    def _catalogue(self) -> Mapping[str, Indicator]:
        return families.named(self.run.family).core.indicators

    def figure(self, code: str) -> Figure:
        """One indicator's figure. Raises `LiandongError` for an unknown code."""
        return read(indicator(code, self._catalogue), self.totals)

    def figures(self) -> list[tuple[Indicator, Figure]]:
        """Every indicator of the family with its figure, in the order of the catalogue."""
        return [(one, read(one, self.totals)) for one in self._catalogue.values()]


@dataclass(frozen=True)
class View:
    """A unit's board, and those of the units directly below it on that day."""

    own: Board
    below: dict[int, Board]


@dataclass(frozen=True)
class Sight:
    """A day's run, with what has changed since at and below a unit: enough to read any figure."""

    on: date
    run: Run
    changed: list[Difference]

    def boards(self, where: str, values: list[object]) -> list[tuple[dict[str, Any], Board]]:
        """The units for which `where` holds, each with the rest of its row; path order."""
        table = store.read(self.run.folder, "totals", f"{where} ORDER BY path", values)
        found, measures = [], families.named(self.run.family).core.measures
        for row in store.rows(table):
            totals = {name: row.pop(name) for name in measures}
            differences.added(totals, row["path"], self.changed)
            found.append((row, Board(row["unit"], self.on, self.run, totals)))
        return found

    def parts(self, of: Place, names: Collection[str]) -> dict[str, Decimal] | None:
        """A few of a unit's measures: a page that draws a year reads no more than it draws."""
        columns = ", ".join(("path", *names))
        table = store.read(self.run.folder, "totals", "unit = ?", [of.id], columns)
        for row in store.rows(table):
            path, totals = row.pop("path"), row
            differences.added(totals, path, self.changed)
            return totals
        return None

    def own(self, of: Place) -> Board:
        """A unit's board; all zeros where it did not exist."""
        found = self.boards("unit = ?", [of.id])
        return found[0][1] if found else self.nothing(of.id)

    def nothing(self, unit: int) -> Board:
        """The board of a unit that has nothing to count."""
        names = families.named(self.run.family).core.measures
        return Board(unit, self.on, self.run, dict.fromkeys(names, Decimal(0)))

    def view(self, of: Place) -> View:
        """A unit's board, and those of the units directly below it."""
        rows = self.boards("(unit = ? OR parent = ?)", [of.id, of.id])
        found = {board.unit: board for _, board in rows}
        return View(found.pop(of.id, None) or self.nothing(of.id), found)


def sights(of: Place, asked: Iterable[date]) -> dict[date, Sight]:
    """What to read the figures of a unit from, for many days at once: five queries in all."""
    found = runs.for_days(asked, families.over(of.hierarchy))
    changed = differences.below_each(set(found.values()), of.path)
    return {day: Sight(day, run, changed[run.pk]) for day, run in found.items()}


def sight(of: Place, on: date, known_at: datetime | None = None) -> Sight:
    """What to read the figures of a unit from, on one day."""
    family = families.over(of.hierarchy)
    run = runs.for_day(on, family) if known_at is None else runs.as_known(on, known_at, family)
    return Sight(on, run, differences.below(run, of.path))


def at_hand(of: Place, on: date, earlier: Collection[date]) -> dict[date, Sight]:
    """The day, and those of the days before it whose runs have been made: for what is drawn over
    time. The day itself is made if need be; three queries in all."""
    family = families.over(of.hierarchy)
    found = runs.at_hand({on, *(one for one in earlier if one < on)}, family)
    if on not in found:
        found[on] = runs.make(on, cause="asked", of=family)
    changed = differences.below_each(set(found.values()), of.path)
    return {day: Sight(day, run, changed[run.pk]) for day, run in sorted(found.items())}


def if_made(of: Place, on: date) -> Sight | None:
    """The day's figures if its run has been made: for what stands beside something else, and makes
    nobody wait."""
    run = runs.at_hand([on], families.over(of.hierarchy)).get(on)
    return Sight(on, run, differences.below(run, of.path)) if run else None


def view(of: Place, *, on: date, known_at: datetime | None = None) -> View:
    """The figures of a unit and of its children, one read of the run."""
    return sight(of, on, known_at).view(of)


def boards(
    units: Iterable[int], *, on: date, hierarchy: str = Hierarchy.TERRITORY
) -> dict[int, Board]:
    """The boards of any units, one read of the run; units that did not exist are left out."""
    wanted = list(units)
    if not wanted:
        return {}
    run = runs.for_day(on, families.over(hierarchy))
    marks = ", ".join("?" * len(wanted))
    sight = Sight(on, run, differences.below(run, ""))
    return {board.unit: board for _, board in sight.boards(f"unit IN ({marks})", list(wanted))}


def subtree(of: Place, *, on: date, depth: int | None = None) -> list[tuple[dict, Board]]:
    """Every unit of a subtree with its board, in path order: for exports.

    The dict holds unit, parent, path and depth as they were on the day.
    """
    where, values = "path >= ? AND path < ?", [of.path, of.path + "~"]
    if depth is not None:
        where += " AND depth <= ?"
        values.append(of.depth + depth)
    return sight(of, on).boards(where, values)


def trend(of: Place, code: str) -> list[tuple[date, Figure]]:
    """One indicator over the days for which whole ledgers were published; one of Party life over
    the ends of the last months, and today."""
    family = families.over(of.hierarchy)
    one = indicator(code, family.core.indicators)
    asked = days.ledger_days() if family is families.GUARANTEE else runs.ready(family)
    points = []
    for day, sight in sights(of, asked).items():
        own = sight.own(of)
        if own.totals[family.counted]:
            points.append((day, read(one, own.totals)))
    return points
