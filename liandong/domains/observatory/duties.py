"""Which units meet a standard, which miss it and by how much; and the records behind one unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from liandong.core.indicators.catalogue import BY_CODE
from liandong.core.standards.guarantee import STALE_AFTER
from liandong.core.standards.model import Standard, Status
from liandong.core.standards.norms import Applied
from liandong.domains.guarantee.models import FIELDS, LedgerFact
from liandong.domains.norms.queries import applied
from liandong.domains.observatory import days, differences, figures, runs, store
from liandong.domains.observatory.figures import Sight
from liandong.domains.orgs.queries import Place

_NUMBERS = ("norm", "required", "actual", "gap")


@dataclass(frozen=True)
class Duty:
    """One unit and one standard on a day."""

    unit: int
    path: str
    standard: Standard
    status: Status
    norm: Decimal | None
    required: Decimal | None
    actual: Decimal | None
    gap: Decimal | None


_BY_KEY = {one.key: one for one in BY_CODE.values()}


def _duty(row: dict, path: str, unit: int) -> Duty:
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in _NUMBERS}
    return Duty(unit, path, _BY_KEY[row["standard"]], Status(row["status"]), **numbers)


def of_subtree(
    of: Place,
    *,
    on: date,
    standard: Standard | None = None,
    statuses: set[Status] | None = None,
) -> list[Duty]:
    """The duties of every judged unit of a subtree, in path order."""
    run = runs.for_day(on)
    changed = {one.unit_id: one for one in differences.below(run, of.path)}
    where, values = "path >= ? AND path < ?", [of.path, of.path + "~"]
    if standard is not None:
        where, values = where + " AND standard = ?", [*values, standard.key]
    rows = store.read(run.folder, "duties", where, values).to_pylist()
    found = [_duty(row, row["path"], row["unit"]) for row in rows if row["unit"] not in changed]
    for unit, change in changed.items():
        found += [_duty(row, change.path, unit) for row in change.duties]
    if standard is not None:
        found = [one for one in found if one.standard is standard]
    if statuses is not None:
        found = [one for one in found if one.status in statuses]
    return sorted(found, key=lambda one: (one.path, one.standard.code))


@dataclass(frozen=True)
class Evidence:
    """The fact that counts for a field on a day, if any; `stale` when it is too old to say
    anything."""

    field: str
    fact: LedgerFact | None
    stale: bool


def evidence(of: Place, *, on: date, limit: Applied | None = None) -> dict[str, Evidence]:
    """For each field of a unit, the record that counts on a day. `limit` is the norm after which
    a record is stale, looked up unless given."""
    limit = limit or applied(STALE_AFTER, of, on=on)
    newest: dict[str, LedgerFact] = {}
    facts = LedgerFact.objects.filter(unit_id=of.id, voided_at=None, as_of__lte=on)
    for fact in facts.select_related("batch").order_by("as_of", "pk"):
        newest[fact.field] = fact
    found = {}
    for field in FIELDS:
        fact = newest.get(field)
        stale = bool(fact and limit and on - fact.as_of > timedelta(days=int(limit.value)))
        found[field] = Evidence(field, fact, stale)
    return found


def history(of: Place, field: str) -> list[LedgerFact]:
    """Everything ever recorded of one field of a unit, corrected records included, newest first."""
    facts = LedgerFact.objects.filter(unit_id=of.id, field=field).select_related("batch")
    return list(facts.order_by("-as_of", "-recorded_at", "-pk"))


@dataclass(frozen=True)
class Standing:
    """How one unit stands to a standard, and since when it has missed it without a break."""

    duty: Duty
    unmet_since: date | None


def of_unit(sight: Sight, unit: int) -> list[Duty]:
    """The duties of one unit on the day of a sight, in the order of the standards."""
    changed = {one.unit_id: one for one in sight.changed}
    if unit in changed:
        path, rows = changed[unit].path, changed[unit].duties
    else:
        rows = store.rows(store.read(sight.run.folder, "duties", "unit = ?", [unit]))
        path = rows[0]["path"] if rows else ""
    order = list(BY_CODE)
    duties = [_duty(row, path, unit) for row in rows]
    return sorted(duties, key=lambda one: order.index(one.standard.code))


def standings(of: Place, sights: Mapping[date, Sight], *, on: date) -> list[Standing]:
    """The duties of a unit on a day, and since which of the days it has missed each."""
    by_day = {
        day: {one.standard.code: one.status for one in of_unit(sight, of.id)}
        for day, sight in sights.items()
        if day < on
    }
    return [Standing(duty, _since(duty, by_day, on)) for duty in of_unit(sights[on], of.id)]


def _since(duty: Duty, earlier: Mapping[date, Mapping[str, Status]], on: date) -> date | None:
    if duty.status is not Status.UNMET:
        return None
    since = on
    for day in sorted(earlier, reverse=True):
        if earlier[day].get(duty.standard.code) is not Status.UNMET:
            break
        since = day
    return since


def unmet_since(of: Place, standard: Standard, *, on: date) -> date | None:
    """The earliest ledger day from which the unit has missed the standard without a break."""
    earlier = [day for day in days.ledger_days() if day < on]
    found = standings(of, figures.sights(of, [*earlier, on]), on=on)
    return next((one.unmet_since for one in found if one.duty.standard is standard), None)
