"""The same numbers at every level, at once: one unit judged again by the same standards, and the
difference kept beside the run, addressed by path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
from django.db.models import Count, Q
from django.utils import timezone

from liandong.core.facts.life import LifeInputs
from liandong.core.facts.tables import UNITS, Inputs
from liandong.domains import database
from liandong.domains.guarantee.facts import ledger_facts
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.norms import books as norms
from liandong.domains.observatory import families, life_inputs, store
from liandong.domains.observatory.families import GUARANTEE, LIFE
from liandong.domains.observatory.inputs import ask
from liandong.domains.observatory.models import Difference, Run
from liandong.domains.orgs.facts import paths_of_codes
from liandong.domains.orgs.models import Unit

# A run takes over, or facts change, one after the other: otherwise a fact that is on record but
# not committed yet would be missed by the run, and the run by who records the fact.
LOCK = "observatory.publish"
# All that is on record counts, by whatever clock it was recorded.
_EVER = datetime(9999, 12, 31, tzinfo=UTC)


def judge_again(units: Sequence[int], *, since: date, at: datetime) -> None:
    """Bring every current run from a day on up to date with these units' facts."""
    database.lock(LOCK)
    standing = Run.objects.filter(family=GUARANTEE.code, current=True, frozen=False)
    for run in standing.filter(on__gte=since):
        if store.exists(run.folder):
            update(run, units, at)


def catch_up(run: Run, seen: pa.Table) -> None:
    """Judge again what was recorded or voided after the run had read the facts, `seen`."""
    late = Q(recorded_at__gt=run.known_at) | Q(voided_at__gt=run.known_at)
    units = set(LedgerFact.objects.filter(late).values_list("unit_id", flat=True)) | _unseen(seen)
    if units:
        update(run, sorted(units), timezone.now())


def _unseen(seen: pa.Table) -> set[int]:
    """The units of which something is on record that was not there to be read, whatever its time
    says: what is recorded shows only when its transaction ends.

    Facts are added and voided, never removed or revived, so that equal counts mean equal records.
    """
    counts = {"all": Count("pk"), "void": Count("voided_at")}
    now = LedgerFact.objects.aggregate(**counts)
    voided = seen.num_rows - seen["voided_at"].null_count
    if now == {"all": seen.num_rows, "void": voided}:
        return set()
    grouped = seen.group_by("unit").aggregate([("field", "count"), ("voided_at", "count")])
    read = {r["unit"]: (r["field_count"], r["voided_at_count"]) for r in grouped.to_pylist()}
    rows = LedgerFact.objects.order_by().values_list("unit_id").annotate(**counts)
    return {unit for unit, facts, voided in rows if read.get(unit) != (facts, voided)}


def _guarantee_again(run: Run, units: Sequence[int], standing: pa.Table) -> Inputs:
    kinds = dict(Unit.objects.filter(pk__in=units).values_list("pk", "kind"))
    table = standing.append_column(
        "kind", pa.array([kinds[pk] for pk in standing["unit"].to_pylist()], pa.string())
    ).select(UNITS.names)
    rules = norms.table(norms.book(), paths_of_codes(standing["path"].to_pylist()))
    facts = ledger_facts(LedgerFact.objects.filter(unit_id__in=units))
    return Inputs(table, facts, rules, ask(run.on, _EVER))


def _life_again(run: Run, units: Sequence[int]) -> LifeInputs:
    """Those and the ones directly below, whose numbers are counted above."""
    marks = ", ".join("?" * len(units))
    where, values = f"unit IN ({marks}) OR parent IN ({marks})", [*units, *units]
    standing = store.read(run.folder, LIFE.tree, where, values)
    needed = standing["unit"].to_pylist()
    return life_inputs.gather(run.on, _EVER, units=needed, standing=standing)


def update(run: Run, units: Sequence[int], at: datetime) -> None:
    """Judge units again, and keep what is different from the run."""
    marks = ", ".join("?" * len(units))
    where = f"unit IN ({marks})"
    standing = store.read(run.folder, "totals", where, list(units), "unit, parent, depth, path")
    if not standing.num_rows:
        return
    of = families.named(run.family)
    anew = _life_again(run, units) if of is LIFE else _guarantee_again(run, units, standing)
    engine = of.engine(anew)
    before = _by_unit(store.read(run.folder, "measures", where, list(units)))
    after = _by_unit(engine.table("measures"))
    duties: dict[int, list[dict]] = {}
    for duty in engine.table("duties").to_pylist():
        duties.setdefault(duty["unit"], []).append(_plain(duty))
    for row in standing.to_pylist():
        unit = row["unit"]
        if unit not in after and unit not in before:
            continue
        Difference.objects.update_or_create(
            run=run,
            unit_id=unit,
            defaults={
                "path": row["path"],
                "change": _change(before.get(unit, {}), after.get(unit, {}), of.core.measures),
                "duties": duties.get(unit, []),
                "at": at,
            },
        )


def _by_unit(table: pa.Table) -> dict[int, dict[str, Decimal]]:
    return {row.pop("unit"): row for row in table.to_pylist()}


def _change(
    before: dict[str, Decimal], after: dict[str, Decimal], names: Sequence[str]
) -> dict[str, str]:
    zero = Decimal(0)
    changes = {name: after.get(name, zero) - before.get(name, zero) for name in names}
    return {name: str(change) for name, change in changes.items() if change}


def _plain(duty: dict) -> dict:
    said = {k: str(v) if isinstance(v, Decimal | date) else v for k, v in duty.items()}
    del said["unit"]
    return said


def below(run: Run, path: str) -> list[Difference]:
    """What has changed in a subtree since the run."""
    return list(Difference.objects.filter(run=run, path__gte=path, path__lt=path + "~"))


def below_each(asked: Iterable[Run], path: str) -> dict[int, list[Difference]]:
    """What has changed in a subtree since each of some runs, by the run's id; one query."""
    found: dict[int, list[Difference]] = {run.pk: [] for run in asked}
    inside = Difference.objects.filter(run__in=found, path__gte=path, path__lt=path + "~")
    for one in inside:
        found[one.run_id].append(one)
    return found


def added(totals: dict[str, Decimal], path: str, differences: Sequence[Difference]) -> None:
    """Add to a unit's totals, in place, what has changed below it since the run; of the measures
    that are there."""
    for difference in differences:
        if difference.path.startswith(path):
            for name, change in difference.change.items():
                if name in totals:
                    totals[name] += Decimal(change)
