"""What do we need to see: the figures of a unit, of those below it, and how they came to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from liandong.core.indicators.catalogue import INDICATORS, indicator
from liandong.core.indicators.measures import names
from liandong.core.indicators.model import Figure, Indicator, read
from liandong.domains.observatory import days, differences, runs, store
from liandong.domains.observatory.models import Run
from liandong.domains.orgs.queries import Place


@dataclass(frozen=True)
class Board:
    """All figures of one unit for a day."""

    unit: int
    on: date
    run: Run
    totals: dict[str, Decimal]

    def figure(self, code: str) -> Figure:
        """One indicator's figure. Raises `LiandongError` for an unknown code."""
        return read(indicator(code), self.totals)

    def figures(self) -> list[tuple[Indicator, Figure]]:
        """Every indicator with its figure, in the order of the catalogue."""
        return [(one, read(one, self.totals)) for one in INDICATORS.values()]


@dataclass(frozen=True)
class View:
    """A unit's board, and those of the units directly below it on that day."""

    own: Board
    below: dict[int, Board]


def _run(on: date, known_at: datetime | None) -> Run:
    return runs.for_day(on) if known_at is None else runs.as_known(on, known_at)


def view(of: Place, *, on: date, known_at: datetime | None = None) -> View:
    """The figures of a unit and of its children, one read of the run."""
    run = _run(on, known_at)
    rows = store.read(run.folder, "totals", "unit = ? OR parent = ?", [of.id, of.id])
    changed = differences.below(run, of.path)
    boards: dict[int, Board] = {}
    for row in rows.to_pylist():
        totals = {name: row[name] for name in names()}
        differences.added(totals, row["path"], changed)
        boards[row["unit"]] = Board(row["unit"], on, run, totals)
    own = boards.pop(of.id, None) or Board(of.id, on, run, dict.fromkeys(names(), Decimal(0)))
    return View(own, boards)


def boards(units: Iterable[int], *, on: date) -> dict[int, Board]:
    """The boards of any units, one read of the run; units that did not exist are left out."""
    wanted = list(units)
    if not wanted:
        return {}
    run = runs.for_day(on)
    marks = ", ".join("?" * len(wanted))
    rows = store.read(run.folder, "totals", f"unit IN ({marks})", list(wanted)).to_pylist()
    found: dict[int, Board] = {}
    for row in rows:
        totals = {name: row[name] for name in names()}
        differences.added(totals, row["path"], differences.below(run, row["path"]))
        found[row["unit"]] = Board(row["unit"], on, run, totals)
    return found


def subtree(of: Place, *, on: date, depth: int | None = None) -> list[tuple[dict, Board]]:
    """Every unit of a subtree with its board, in path order: for treemaps and exports.

    The dict holds unit, parent, path and depth as they were on the day.
    """
    run = runs.for_day(on)
    where, values = "path >= ? AND path < ?", [of.path, of.path + "~"]
    if depth is not None:
        where += " AND depth <= ?"
        values.append(of.depth + depth)
    changed = differences.below(run, of.path)
    found = []
    for row in store.read(run.folder, "totals", where + " ORDER BY path", values).to_pylist():
        totals = {name: row.pop(name) for name in names()}
        differences.added(totals, row["path"], changed)
        found.append((row, Board(row["unit"], on, run, totals)))
    return found


def trend(of: Place, code: str) -> list[tuple[date, Figure]]:
    """One indicator over the days for which whole ledgers were published."""
    one = indicator(code)
    points = []
    for day in days.ledger_days():
        own = boards([of.id], on=day).get(of.id)
        if own is not None and own.totals["communities"]:
            points.append((day, read(one, own.totals)))
    return points
