"""A number, opened down to its list: one line for every unit that makes it up, each with what is
required, what is there, what is missing and since when. Narrowed and sorted alike on the page and
in what is taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from liandong.core.indicators.catalogue import indicator, standard_of
from liandong.core.indicators.measures import RATES
from liandong.core.indicators.model import Indicator, read
from liandong.core.kernel.errors import Text
from liandong.core.standards.model import Standard, Status
from liandong.core.standards.norms import resolve
from liandong.domains.guarantee.models import FIELDS
from liandong.domains.intake.reading.units import BASE
from liandong.domains.norms import books as norms
from liandong.domains.observatory import days, differences, runs, store
from liandong.domains.observatory.explain import Explanation
from liandong.domains.observatory.families import GUARANTEE
from liandong.domains.observatory.figures import Sight
from liandong.domains.observatory.models import Run
from liandong.domains.orgs import queries, tree
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place

_NUMBERS = ("required", "actual", "gap")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as it is named in a line."""

    id: int
    code: str
    name: str
    kind: str
    pinyin: str

    @property
    def short(self) -> str:
        return queries.short_code(self.code)


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the list. `above` are the units between it and the one that was opened.

    For a standard: status, required, actual, gap, and the day from which it is missed without a
    break. For a sum or a rate: `actual` is its part of the numerator, `required` its part of the
    denominator, and `status` is `UNKNOWN` or none.
    """

    unit: Named
    above: tuple[Named, ...]
    status: Status | None
    required: Decimal | None
    actual: Decimal | None
    gap: Decimal | None
    since: date | None = None

    @property
    def ratio(self) -> Decimal | None:
        """Of a rate: this unit's own, before it is multiplied."""
        return self.actual / self.required if self.actual is not None and self.required else None


@dataclass(frozen=True)
class Opened:
    """A number with everything that makes it up. `way` leads from the top down to its unit."""

    explanation: Explanation
    way: tuple[Place, ...]
    lines: tuple[Line, ...]
    ledger_days: tuple[date, ...]

    def count(self, status: Status | None) -> int:
        """How many lines stand so; all of them for none."""
        return len(self.lines) if status is None else sum(x.status is status for x in self.lines)

    @property
    def parts(self) -> list[Named]:
        """The units directly below the opened one that hold any line, by code."""
        found = {line.above[0].id: line.above[0] for line in self.lines if line.above}
        return sorted(found.values(), key=lambda one: one.code)

    @property
    def own(self) -> Line | None:
        """The line of the opened unit itself, where it is one that is judged."""
        of = self.explanation.unit.id
        return next((line for line in self.lines if line.unit.id == of), None)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which lines are wanted, and in which order: `sort` is a key of `SORTS`, "-" to descend."""

    status: Status | None = None
    within: str = ""
    name: str = ""
    sort: str = ""


_UNITS_EN = {"户": "households", "人": "persons", "元": "yuan", "㎡": "m²"}


def unit_of(field: str) -> Text:
    """What a field of the ledger is counted in."""
    name = BASE[FIELDS[field].dimension].name
    return Text(name, _UNITS_EN[name])


def fields_of(one: Indicator) -> tuple[str, ...]:
    """The fields of the ledger that an indicator reads, those asked first in front."""
    standard = standard_of(one)
    if standard is not None:
        return (*standard.needs, *standard.base)
    rate = one.numerator[0].removesuffix("_over")
    if rate in RATES:
        return RATES[rate]
    field = one.numerator[0].removesuffix("_sum")
    return (field,) if field in FIELDS else ()


SORTS: dict[str, Callable[[Line], Any]] = {
    "name": lambda line: [one.code for one in (*line.above, line.unit)],
    "required": lambda line: line.required,
    "actual": lambda line: line.actual,
    "gap": lambda line: line.gap,
    "since": lambda line: line.since,
    "ratio": lambda line: line.ratio,
}


def narrow(opened: Opened, by: Narrowing) -> list[Line]:
    """The wanted lines. Without a sort, the greatest gap comes first; what has no value is last."""
    wanted = by.name.strip().lower()
    found = [
        line
        for line in opened.lines
        if (by.status is None or line.status is by.status)
        and (not by.within or any(one.short == by.within for one in (*line.above, line.unit)))
        and (not wanted or _called(line, wanted))
    ]
    sort = by.sort or ("-gap" if opened.explanation.standard else "-actual")
    key = SORTS.get(sort.removeprefix("-"), SORTS["gap"])
    present = [line for line in found if key(line) is not None]
    absent = [line for line in found if key(line) is None]
    return sorted(present, key=key, reverse=sort.startswith("-")) + absent


def _called(line: Line, wanted: str) -> bool:
    spelled = wanted.replace(" ", "")
    return any(
        wanted in one.name.lower() or spelled in one.pinyin or one.code.startswith(wanted)
        for one in (*line.above, line.unit)
    )


def opened(
    code: str,
    unit: Place,
    *,
    on: date,
    way: Sequence[Place] | None = None,
    ledger_days: Sequence[date] | None = None,
) -> Opened:
    """A number of a unit on a day, opened; `way` and `ledger_days` are looked up unless given.

    Raises `LiandongError` for an unknown code.
    """
    one = indicator(code)
    way = queries.line(unit) if way is None else way
    ledger_days = days.ledger_days() if ledger_days is None else ledger_days
    earlier = [day for day in ledger_days if day < on] if standard_of(one) else []
    sights = sights_of(unit, [on, *earlier])
    sight = sights.pop(on)
    explanation = _explained(one, unit, sight, way)
    if explanation.standard:
        rows = _duties(sight, unit, explanation.standard)
        missed = {
            day: {row["unit"] for row in _duties(past, unit, explanation.standard, missed=True)}
            for day, past in sorted(sights.items(), reverse=True)
        }
    else:
        rows, missed = _measured(sight, unit, one), {}
    lines = _lines(rows, unit, on, missed)
    return Opened(explanation, tuple(way), lines, tuple(ledger_days))


def sights_of(unit: Place, wanted: list[date]) -> dict[date, Sight]:
    """As `figures.sights`, but a run made for just a day is taken without asking what else
    happened on the days before it: two queries for any usual page."""
    found = Run.objects.filter(current=True, frozen=False, on__in=wanted, family=GUARANTEE.code)
    standing = {run.on: run for run in found}
    if missing := set(wanted) - standing.keys():
        standing |= runs.for_days(missing)
    changed = differences.below_each(set(standing.values()), unit.path)
    return {day: Sight(day, run, changed[run.pk]) for day, run in standing.items()}


def _explained(one: Indicator, unit: Place, sight: Sight, way: Sequence[Place]) -> Explanation:
    standard = standard_of(one)
    parameter = applied = None
    if standard is not None:
        book = norms.book()
        parameter = book[standard.norm]
        codes = [place.code for place in way if place.code.isdigit()]
        applied = resolve(book, standard.norm, codes, sight.on)
    figure = read(one, sight.own(unit).totals)
    return Explanation(unit, sight.on, sight.run, one, figure, standard, parameter, applied)


def _duties(
    sight: Sight, unit: Place, standard: Standard, *, missed: bool = False
) -> list[dict[str, Any]]:
    """The duties of a standard in a subtree: the run's, or those that have taken their place;
    with `missed` only the unmet ones."""
    where = "path >= ? AND path < ? AND standard = ?" + (" AND status = 'unmet'" if missed else "")
    values: list[object] = [unit.path, unit.path + "~", standard.key]
    anew = {one.unit_id for one in sight.changed}
    table = store.read(sight.run.folder, "duties", where, values)
    rows = [row for row in store.rows(table) if row["unit"] not in anew]
    for one in sight.changed:
        rows += [
            {**duty, "path": one.path, "unit": one.unit_id}
            for duty in one.duties
            if duty["standard"] == standard.key and (not missed or duty["status"] == Status.UNMET)
        ]
    return sorted(rows, key=lambda row: row["path"])


def _measured(sight: Sight, unit: Place, one: Indicator) -> list[dict[str, Any]]:
    """What each judged unit of a subtree adds to the parts of a sum or a rate."""
    parts = (*one.numerator, *one.denominator)
    known = [name.replace("_sum", "_known") for name in one.numerator if name.endswith("_sum")]
    columns = ("communities", *parts, *known)
    where = "path >= ? AND path < ?"
    values: list[object] = [unit.path, unit.path + "~"]
    select = ", ".join(("unit", "path", *dict.fromkeys(columns)))
    rows = store.rows(store.read(sight.run.folder, "totals", where, values, select))
    # A unit that others lie below is a sum, no part.
    inner = {row["path"][: -tree.WIDTH] for row in rows}
    change = {d.unit_id: d.change for d in sight.changed}
    found = []
    for row in sorted((r for r in rows if r["path"] not in inner), key=lambda r: r["path"]):
        delta = change.get(row["unit"], {})
        have = {name: row[name] + Decimal(delta.get(name, 0)) for name in columns}
        if not have["communities"]:
            continue
        under = sum((have[name] for name in one.denominator), Decimal(0))
        there = all(have[name] for name in known) and (bool(under) or not one.denominator)
        found.append({
            "unit": row["unit"], "path": row["path"], "gap": None,
            "status": None if there else Status.UNKNOWN,
            "actual": sum((have[n] for n in one.numerator), Decimal(0)) if there else None,
            "required": under if there and one.denominator else None,
        })  # fmt: skip
    return found


def _lines(
    rows: list[dict[str, Any]], unit: Place, on: date, missed: dict[date, set[int]]
) -> tuple[Line, ...]:
    inside = len(unit.path)
    ids = [[int(p[-tree.WIDTH :], 36) for p in tree.ancestors(row["path"])] for row in rows]
    fields = ("pk", "code", "name", "kind", "pinyin")
    wanted = {pk for path in ids for pk in path}
    named = {r[0]: Named(*r) for r in Unit.objects.filter(pk__in=wanted).values_list(*fields)}
    lines = []
    for row, path in zip(rows, ids, strict=True):
        above = path[inside // tree.WIDTH : -1]
        status = None if row["status"] is None else Status(row["status"])
        required, actual, gap = (None if row[n] is None else Decimal(row[n]) for n in _NUMBERS)
        since = _since(row["unit"], on, missed) if status is Status.UNMET else None
        unit_above = tuple(named[pk] for pk in above)
        lines.append(Line(named[row["unit"]], unit_above, status, required, actual, gap, since))
    return tuple(lines)


def _since(unit: int, on: date, missed: dict[date, set[int]]) -> date:
    """The earliest of the days from which the unit misses it without a break; `missed` runs from
    the latest day back."""
    since = on
    for day, units in missed.items():
        if unit not in units:
            break
        since = day
    return since
