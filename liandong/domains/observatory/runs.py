"""Make a run: export, judge, roll up, store; then catch up with what happened meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from liandong.core.engines import duckdb
from liandong.core.facts.life import LifeInputs
from liandong.core.facts.tables import Inputs
from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains import database
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.norms import books as norms
from liandong.domains.observatory import days, differences, families, store, touches
from liandong.domains.observatory.families import GUARANTEE, LIFE, Family
from liandong.domains.observatory.models import Difference, Run

# Figures as once known can always be made again, so only the newest are kept at hand.
FROZEN_KEPT = 20
OTHERS_KEPT = 20


@dataclass(frozen=True)
class Results:
    """What an evaluation gives: own measures, totals of subtrees, duties, all with paths."""

    measures: pa.Table
    totals: pa.Table
    duties: pa.Table


def evaluate(given: Inputs | LifeInputs) -> Results:
    """Judge every unit and add the measures up over the tree."""
    of = LIFE if isinstance(given, LifeInputs) else GUARANTEE
    engine = of.engine(given)
    measures = engine.table("measures")
    units = getattr(given, of.tree)
    duties = _placed(engine.table("duties"), units)
    totals = duckdb.roll_up(units, measures)
    above = units.select(["unit", "parent", "depth"])
    totals = totals.join(above, "unit").sort_by("path")
    return Results(measures, totals, duties)


def _placed(rows: pa.Table, units: pa.Table) -> pa.Table:
    """The rows of units in the tree, with their paths and in path order: by the rank of each unit,
    for numbers sort many times faster than paths."""
    tree = units.select(["unit", "path"]).sort_by("path").combine_chunks()
    rank = pc.index_in(rows["unit"], tree["unit"].combine_chunks())
    rows = rows.append_column("rank", rank).filter(rank.is_valid())
    rows = rows.take(pc.sort_indices(rows["rank"]))
    return rows.append_column("path", tree["path"].take(rows["rank"])).drop_columns("rank")


def kept(given: Inputs | LifeInputs) -> dict[str, pa.Table]:
    """What went in, to be kept beside what came out: facts in path order, units, norms, the
    question. From these a run can be made again, here or by whoever is sent the files."""
    if not isinstance(given, Inputs):
        return given.named()
    places = given.units.select(["unit", "path"])
    order = [("path", "ascending"), ("field", "ascending"), ("as_of", "ascending")]
    facts = given.facts.join(places, "unit", join_type="inner").sort_by(order)
    return {
        "facts": facts.select(given.facts.column_names),
        "units": given.units,
        "norms": given.norms,
        "ask": given.ask,
    }


def again(run: Run) -> Results:
    """The run's results, computed anew from what was kept of its inputs."""
    of = families.named(run.family)
    return evaluate(of.inputs(**{name: store.read(run.folder, name) for name in of.core.schemas}))


def make(on: date, *, cause: str, known_at: datetime | None = None, of: Family = GUARANTEE) -> Run:
    """Compute and store the figures of a day; the new run takes over at once.

    With `known_at` in the past, the run is frozen: it is not the current one and never changes.
    What is returned is the run that answers for the day: a newer one, if that was faster.
    """
    began, clock = timezone.now(), time.perf_counter()
    moment = known_at or began
    book, caught = norms.book(moment), touches.latest()
    given = of.gather(on, moment, book)
    results = evaluate(given)
    folder = f"{on}-{began:%Y%m%dT%H%M%S%f}"
    store.write(
        folder,
        {
            "measures": results.measures,
            "totals": results.totals,
            "duties": results.duties,
            **kept(given),
        },
    )
    run = Run(
        family=of.code,
        on=on,
        known_at=moment,
        as_of=_newest(given, on),
        cause=cause,
        frozen=known_at is not None,
        folder=folder,
        units=getattr(given, of.tree).num_rows,
        norms=norms.digest(book),
        finished_at=timezone.now(),
        milliseconds=int((time.perf_counter() - clock) * 1000),
        caught=caught,
    )
    return _publish(run, given)


def _newest(given: Inputs | LifeInputs, on: date) -> date | None:
    """The newest day up to `on` of which a fact speaks; of Party life, the day itself."""
    if not isinstance(given, Inputs):
        return on
    facts = given.facts
    return pc.max(facts.filter(pc.field("as_of") <= pa.scalar(on))["as_of"]).as_py()


def _publish(run: Run, given: Inputs | LifeInputs) -> Run:
    """Let the run take over, and catch up with facts recorded while it was being made."""
    with transaction.atomic():
        database.lock(differences.LOCK)
        if run.frozen:
            run.save(force_insert=True)
            return run
        standing = _standing(families.named(run.family)).filter(on=run.on)
        newer = standing.filter(known_at__gt=run.known_at).first()
        if newer is None:
            standing.update(current=False)
        run.current = newer is None
        run.save(force_insert=True)
        if newer is None and isinstance(given, Inputs):
            differences.catch_up(run, given.facts)
    return newer or run


def _standing(of: Family) -> QuerySet[Run]:
    return Run.objects.filter(family=of.code, current=True, frozen=False)


def current(on: date) -> Run | None:
    """The run that answers for a day, if it has been made."""
    return _standing(GUARANTEE).filter(on=days.epoch(on)).first()


def ready(of: Family) -> list[date]:
    """The days that are kept ready and have been made, earliest first."""
    made = set(_standing(of).values_list("on", flat=True))
    return sorted(made.intersection(of.wanted()))


def at_hand(days: Iterable[date], of: Family = GUARANTEE) -> dict[date, Run]:
    """The runs of some days that have been made and can answer: none is made now. Tables that were
    lost, with a disk or in a move to another machine, are not there."""
    standing = list(_standing(of).filter(on__in=set(days)))
    quiet = touches.quiet(standing)
    return {r.on: r for r in standing if store.exists(r.folder) and (quiet or touches.catch_up(r))}


def for_days(asked: Iterable[date], of: Family = GUARANTEE) -> dict[date, Run]:
    """The run that answers for each of some days, made now if need be; one look-up for all."""
    epochs = of.epochs(asked)
    found = at_hand(epochs.values(), of)
    for day in set(epochs.values()) - found.keys():
        found[day] = make(day, cause="asked", of=of)
    return {asked_for: found[day] for asked_for, day in epochs.items()}


def for_day(on: date, of: Family = GUARANTEE) -> Run:
    """The run that answers for a day, made now if need be."""
    return for_days([on], of)[on]


def as_known(on: date, known_at: datetime, of: Family = GUARANTEE) -> Run:
    """The figures of a day as they were known at an earlier moment.

    Raises `LiandongError` `not_yet` for a moment that is still to come: what will be known is not.
    """
    if known_at > timezone.now():
        raise LiandongError(
            "not_yet",
            Text(
                "“当时所知”的时间不能晚于现在。",
                "What was known can only be asked for a moment that has passed.",
            ),
        )
    found = Run.objects.filter(family=of.code, on=on, known_at=known_at, frozen=True).first()
    if found is not None and store.exists(found.folder):
        return found
    made = make(on, cause="asked", known_at=known_at, of=of)
    _forget(Run.objects.filter(frozen=True).order_by("-id")[FROZEN_KEPT:])
    return made


def refresh(
    *, cause: str, since: date | None = None, of: Family = GUARANTEE, at_most: int | None = None
) -> list[Run]:
    """Make the runs that are missing, and anew those from a day on; the usual day's comes first.
    With `at_most` no more than so many: whoever asks comes back for the others.

    Until a new run takes over, the old one answers: no page waits.
    """
    standing, wanted = _standing(of), of.wanted()
    if not wanted:
        # Somebody may have looked at the empty tree before it changed.
        standing.filter(on__gte=since or days.today()).update(current=False)
        return []
    present = {run.on for run in standing if not overtaken(run)}
    due = [day for day in wanted if day not in present or (since and day >= since)]
    made = [make(day, cause=cause, of=of) for day in due[:at_most]]
    if since is not None:
        # Days that somebody once asked for are made anew when somebody asks again.
        others = standing.filter(on__gte=since).exclude(pk__in=[run.pk for run in made])
        others.update(current=False)
    if of is LIFE:
        _let_go(standing.exclude(on__in=wanted))
    prune()
    return made


def _let_go(others: QuerySet[Run]) -> None:
    """Days that are past, or somebody once asked for, are forgotten in time, the oldest first."""
    kept = list(others.order_by("-id").values_list("pk", flat=True)[:OTHERS_KEPT])
    others.exclude(pk__in=kept).update(current=False)
    touches.forget()


def overtaken(run: Run) -> bool:
    """Whether facts of its days went by a run: a ledger was put on record and the process killed
    before the new run was made. Single facts are in the run's differences."""
    if run.family == LIFE.code:
        return not touches.catch_up(run)
    late = Q(recorded_at__gt=run.known_at) | Q(voided_at__gt=run.known_at)
    counted = Difference.objects.filter(run=run).values("unit_id")
    facts = LedgerFact.objects.filter(late, as_of__lte=run.on)
    return facts.exclude(unit_id__in=counted).exists()


def prune(keep: int = 5) -> int:
    """Forget the tables and rows of runs long superseded; the number forgotten."""
    return _forget(Run.objects.filter(current=False, frozen=False).order_by("-id")[keep:])


def _forget(old: QuerySet[Run]) -> int:
    for run in (gone := list(old)):
        run.delete()
        store.remove(run.folder)
    store.sweep(set(Run.objects.values_list("folder", flat=True)))
    return len(gone)
