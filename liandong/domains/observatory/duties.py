"""Which units meet a standard, which miss it and by how much; and the records behind one unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from liandong.core.indicators.catalogue import BY_CODE
from liandong.core.standards.guarantee import STALE_AFTER
from liandong.core.standards.model import Standard, Status
from liandong.core.standards.norms import Applied, resolve
from liandong.domains.guarantee.models import FIELDS, LedgerFact
from liandong.domains.observatory import days, differences, norms, runs, store
from liandong.domains.orgs.queries import Place, line

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


def applied(code: str, of: Place, *, on: date, known_at: datetime | None = None) -> Applied | None:
    """The norm's value in force for a unit on a day, with its source; `None` if it has none."""
    codes = [one.code for one in line(of) if one.code.isdigit()]
    return resolve(norms.book(known_at), code, codes, on)


@dataclass(frozen=True)
class Evidence:
    """The fact that counts for a field on a day, if any; `stale` when it is too old to say
    anything."""

    field: str
    fact: LedgerFact | None
    stale: bool


def evidence(of: Place, *, on: date) -> dict[str, Evidence]:
    """For each field of a unit, the record that counts on a day."""
    limit = applied(STALE_AFTER, of, on=on)
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


def unmet_since(of: Place, standard: Standard, *, on: date) -> date | None:
    """The earliest ledger day from which the unit has missed the standard without a break."""
    since = None
    for day in reversed([d for d in days.ledger_days() if d <= on]):
        duties = [d for d in of_subtree(of, on=day, standard=standard) if d.unit == of.id]
        if not duties or duties[0].status is not Status.UNMET:
            break
        since = day
    return since
