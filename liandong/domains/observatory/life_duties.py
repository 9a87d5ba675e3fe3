"""What Party organisations owe on a day, and how they stand to it: a few of them as of this very
moment, or a whole subtree from the day's run."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from liandong.core.engines import duckdb
from liandong.core.indicators.families import LIFE
from liandong.core.standards.life.calendar import Cut, year_of
from liandong.core.standards.life.catalogue import BY_CODE
from liandong.core.standards.life.model import LifeStandard, Structure
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.observatory import figures, life_inputs, store, touches
from liandong.domains.observatory.figures import Sight
from liandong.domains.observatory.models import Difference, Run
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position
from liandong.domains.orgs.queries import Place

# All that is on record counts, by whatever clock it was recorded.
EVER = datetime(9999, 12, 31, tzinfo=UTC)
_NUMBERS = ("norm", "required", "actual")
_DAYS = ("start", "end", "due")
_NO_DAY = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Duty:
    """One organisation, one standard, one period `[start, end)`; `due` is the last day in time."""

    unit: int
    path: str
    standard: LifeStandard
    start: date | None
    end: date | None
    due: date | None
    norm: Decimal | None
    required: Decimal | None
    actual: Decimal | None
    status: DutyStatus

    @property
    def gap(self) -> Decimal | None:
        """What is missing of the required, where that many are to be there."""
        if self.required is None or self.actual is None:
            return None
        beyond = self.actual - self.required if self._at_most else self.required - self.actual
        return max(beyond, Decimal(0))

    @property
    def _at_most(self) -> bool:
        return isinstance(self.standard, Structure) and self.standard.at_most

    def is_counted(self, on: date, *, ended: bool = False) -> bool:
        """Whether figures of a day count it: those of the present periods, or those of this year's
        periods that have ended. What is left of the year before is in neither."""
        if self.standard.cut is Cut.DAY or self.start is None or self.end is None:
            return True
        if ended:
            return self.start >= year_of(on).start and self.end <= on
        return self.end > on

    @property
    def key(self) -> tuple[date, str, str, date]:
        """The order of lists, the same for every page of them."""
        return (self.due or _NO_DAY, self.path, self.standard.code, self.start or _NO_DAY)


def duty(row: dict[str, Any], path: str, unit: int) -> Duty:
    """A duty from a row of a run, or of its differences."""
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in _NUMBERS}
    days = {name: date.fromisoformat(d) if isinstance(d := row[name], str) else d for name in _DAYS}
    return Duty(
        unit=unit, path=path, standard=BY_CODE[row["standard"]], status=DutyStatus(row["status"]),
        **numbers, **days,
    )  # fmt: skip


def of_units(units: Collection[int], *, on: date, run: Run | None = None) -> list[Duty]:
    """What a few organisations owe, from the records as they are now; by due day.

    They are judged where they stand today; those that stand nowhere owe nothing. `run`: the day's,
    of whoever has it at hand.
    """
    standing, below, asked = {}, set[int](), set(units)
    # A superior's numbers are those of the organisations directly below.
    placed = Position.objects.filter(Q(unit__in=asked) | Q(parent__in=asked))
    for unit, parent, path in placed.filter(hierarchy=Hierarchy.PARTY).values_list(
        "unit_id", "parent_id", "path"
    ):
        if unit in asked:
            standing[unit] = path
        if parent in asked:
            below.add(unit)
    run = run or Run.objects.filter(family=LIFE.name, on=on, current=True, frozen=False).first()
    found = _unchanged(standing, below, run)
    if found is None:
        found = _judged(standing, below, on)
    return sorted(found, key=lambda one: one.key)


def _unchanged(standing: dict[int, str], below: set[int], run: Run | None) -> list[Duty] | None:
    """From the day's run, if there is one and nobody has touched them since."""
    if run is None or touches.waits(run, {*standing, *below}) or not store.exists(run.folder):
        return None
    anew = list(Difference.objects.filter(run=run, unit__in=standing))
    found = [duty(row, one.path, one.unit_id) for one in anew for row in one.duties]
    paths = sorted(set(standing.values()) - {one.path for one in anew})
    if paths:
        where = f"path IN ({', '.join('?' * len(paths))})"
        table = store.read(run.folder, "duties", where, list(paths))
        found += [duty(row, row["path"], row["unit"]) for row in store.rows(table)]
    return found


def _judged(standing: dict[int, str], below: set[int], on: date) -> list[Duty]:
    given = life_inputs.gather(on, EVER, units={*standing, *below})
    rows = store.rows(duckdb.Engine(given, LIFE).table("duties"))
    return [
        duty(row, standing[row["unit"]], row["unit"]) for row in rows if row["unit"] in standing
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which duties of a subtree are asked for; an empty set of statuses is all of them."""

    standard: LifeStandard | None = None
    statuses: frozenset[DutyStatus] = frozenset()
    due_before: date | None = None

    def holds(self, duty: Duty) -> bool:
        return (
            (self.standard is None or duty.standard is self.standard)
            and (not self.statuses or duty.status in self.statuses)
            and (self.due_before is None or (duty.due or _NO_DAY) < self.due_before)
        )

    def where(self) -> tuple[str, list[object]]:
        """The same, of rows of a run."""
        said, values = "", list[object]()
        if self.standard is not None:
            said, values = " AND standard = ?", [self.standard.code]
        if self.statuses:
            said += f" AND status IN ({', '.join('?' * len(self.statuses))})"
            values += sorted(one.value for one in self.statuses)
        if self.due_before is not None:
            said, values = said + " AND due < ?", [*values, self.due_before]
        return said, values


ALL = Wanted()


@dataclass(frozen=True, slots=True)
class Page:
    """Some duties in order; `next` leads to the page after it, if there is one."""

    duties: list[Duty]
    next: str | None


_KEY = "(coalesce(due, DATE '9999-12-31'), path, standard, coalesce(start, DATE '9999-12-31'))"


def page(
    of: Place, *, on: date, wanted: Wanted = ALL, after: str | None = None, limit: int = 50,
    sight: Sight | None = None,
) -> Page:  # fmt: skip
    """The duties of a subtree, a page at a time: the earliest due first. `after` is the `next` of
    the page before; a page costs the same at any depth. `sight`: of whoever has it at hand."""
    sight = sight or figures.sight(of, on)
    said, values = wanted.where()
    begin = _begin(after)
    if begin is not None:
        said, values = f"{said} AND {_KEY} > (?, ?, ?, ?)", [*values, *begin]
    changed = [one.unit_id for one in sight.changed]
    if changed:
        said, values = (
            said + f" AND unit NOT IN ({', '.join('?' * len(changed))})",
            values + changed,
        )
    where = f"path >= ? AND path < ?{said} ORDER BY {_KEY} LIMIT {limit + 1}"
    table = store.read(sight.run.folder, "duties", where, [of.path, of.path + "~", *values])
    found = [duty(row, row["path"], row["unit"]) for row in store.rows(table)]
    anew = (one for one in _anew(sight) if wanted.holds(one))
    found += [one for one in anew if begin is None or one.key > begin]
    found.sort(key=lambda one: one.key)
    more = len(found) > limit
    return Page(found[:limit], _cursor(found[limit - 1]) if more else None)


def everything(of: Place, *, on: date, wanted: Wanted = ALL) -> list[Duty]:
    """The same in one list: for exports and scripts."""
    return page(of, on=on, wanted=wanted, limit=10_000_000).duties


def _anew(sight: Sight) -> Iterable[Duty]:
    """The duties that have taken the place of the run's."""
    for one in sight.changed:
        for row in one.duties:
            yield duty(row, one.path, one.unit_id)


def _cursor(duty: Duty) -> str:
    return "~".join(str(part) for part in duty.key)


def _begin(after: str | None) -> tuple[date, str, str, date] | None:
    """The key a cursor stands for; a cursor that somebody made up begins at the beginning."""
    if not after:
        return None
    try:
        due, path, standard, start = after.split("~")
        return date.fromisoformat(due), path, standard, date.fromisoformat(start)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties of the present periods stand how: standard's key → status → number; of a
    unit's whole subtree, and of the subtree of each unit directly below."""

    own: dict[str, dict[DutyStatus, int]]
    below: dict[int, dict[str, dict[DutyStatus, int]]]


_COUNTED = tuple(one for one in DutyStatus if one is not DutyStatus.NOT_APPLICABLE)


def counts(of: Place, *, on: date) -> Counts:
    """Duties by status for every standard: a unit and those directly below."""
    view = figures.view(of, on=on)
    return Counts(_counted(view.own), {unit: _counted(one) for unit, one in view.below.items()})


def own_counts(sight: Sight, of: Place) -> dict[str, dict[DutyStatus, int]]:
    """Of a unit's whole subtree alone, from what is at hand."""
    return _counted(sight.own(of))


def _counted(board: figures.Board) -> dict[str, dict[DutyStatus, int]]:
    return {
        one.key: {status: int(board.totals[f"{one.key}_{status.value}"]) for status in _COUNTED}
        for one in BY_CODE.values()
    }
