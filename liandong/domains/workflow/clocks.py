"""Clocks of a case: begun, standing still, stopped by the states it comes to; each as it was told.

A clock belongs to the case and not to whoever holds it: a hand-over does not touch it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Max

from liandong.core.kernel.errors import LiandongError, error
from liandong.core.kernel.workdays import Amendment, Workdays, national
from liandong.core.standards import clocks as core
from liandong.core.standards.clocks import In, Limit
from liandong.core.standards.lifecycles.model import Clock as Defined
from liandong.core.standards.lifecycles.model import Lifecycle
from liandong.core.standards.norms import resolve
from liandong.domains.norms import books
from liandong.domains.norms.queries import jurisdictions
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import definitions
from liandong.domains.workflow.models import Clock, DeclaredDay, Pause, Process
from liandong.domains.workflow.signals import limit_moved

_MOMENT = timedelta(microseconds=1)


class Law:
    """The norms and the calendar of where something happens, looked up once."""

    def __init__(self, unit: Unit, at: datetime) -> None:
        self.at = at
        self.day = at.astimezone(national().zone).date()
        self.codes = jurisdictions(unit, self.day)
        self.book = books.book()
        self._calendar: Workdays | None = None

    def limit(self, norm: str) -> Limit | None:
        """The limit in force, if there is one."""
        found = resolve(self.book, norm, self.codes, self.day)
        return found and Limit(int(found.value), In(self.book[norm].unit.value))

    @property
    def calendar(self) -> Workdays:
        """The national calendar with what the place declared, as known at the moment."""
        if self._calendar is None:
            said = DeclaredDay.objects.filter(area__code__in=self.codes)
            rows = said.values_list("day", "worked", "declared_at")
            self._calendar = national().amended((Amendment(*row) for row in rows), self.at)
        return self._calendar


def due(clock: Clock, calendar: Workdays, pauses: Iterable[Pause] = ()) -> datetime | None:
    """The first moment that is late, by what the clock says."""
    stood = [core.Pause(one.start, one.end) for one in pauses]
    end = core.due(clock.started_at, clock.limit, calendar, stood)
    if end is None or not clock.extra:
        return end
    more = Limit(clock.extra, In.WORKING_DAYS)
    return core.due(end - _MOMENT, more, calendar, [one for one in stood if one.start > end])


def moved(
    process: Process, definition: Lifecycle, origin: str, sides: Mapping[str, Unit], at: datetime
) -> None:
    """The case came into its state: start, hold, go on or stop its clocks, inside the step."""
    live = _live(process)
    if any(one.started_at > at for one in live.values()):
        raise _too_early()
    laws: dict[str, Law] = {}
    for defined in definition.clocks.values():
        clock, state = live.get(defined.code), process.state
        if clock is None:
            if state in defined.runs and not defined.covers(origin):
                _start(process, defined, _law(laws, sides, defined, at), at)
        elif state in defined.waits:
            _hold(clock, at)
        elif state in defined.runs:
            _go_on(clock, partial(_law, laws, sides, defined, at), at)
        else:
            _stop(clock, at)
    note_due(process)


def _law(laws: dict[str, Law], sides: Mapping[str, Unit], of: Defined, at: datetime) -> Law:
    if of.law not in laws:
        laws[of.law] = Law(sides[of.law], at)
    return laws[of.law]


def _live(process: Process) -> dict[str, Clock]:
    return {one.code: one for one in Clock.objects.filter(process=process, stopped_at=None)}


def begun(
    definition: Lifecycle, process: Process, sides: Mapping[str, Unit], at: datetime,
    law: Callable[[Unit, datetime], Law],
) -> list[Clock]:  # fmt: skip
    """The clocks that run from the first state of a case on, to be saved with it."""
    made = (
        _made(process, one, law(sides[one.law], at), at, 1)
        for one in definition.clocks.values() if process.state in one.runs
    )  # fmt: skip
    return [one for one in made if one is not None]


def _made(process: Process, defined: Defined, law: Law, at: datetime, round_: int) -> Clock | None:
    norm = defined.norm_of(process.time_class or "")
    limit = law.limit(norm)
    if limit is None:
        return None
    clock = Clock(
        process=process, code=defined.code, round=round_, norm=norm, amount=limit.amount,
        unit=limit.unit.value, started_at=at,
    )  # fmt: skip
    clock.due_at = due(clock, law.calendar)
    return clock


def _start(process: Process, defined: Defined, law: Law, at: datetime) -> None:
    rounds = Clock.objects.filter(process=process, code=defined.code)
    earlier = rounds.aggregate(last=Max("round"))["last"] or 0
    clock = _made(process, defined, law, at, earlier + 1)
    if clock is not None:
        clock.save(force_insert=True)


def _hold(clock: Clock, at: datetime) -> None:
    if clock.due_at is None:
        return
    Pause.objects.create(clock=clock, start=at)
    clock.due_at = None
    clock.save(update_fields=["due_at"])


def _go_on(clock: Clock, law: Callable[[], Law], at: datetime) -> None:
    if clock.due_at is not None:
        return
    Pause.objects.filter(clock=clock, end=None).update(end=at)
    clock.due_at = due(clock, law().calendar, clock.pauses.all())
    clock.save(update_fields=["due_at"])


def _stop(clock: Clock, at: datetime) -> None:
    """What stood still is reckoned up to now, so that it is known whether it was in time."""
    if clock.due_at is None:
        Pause.objects.filter(clock=clock, end=None).update(end=at)
        clock.due_at = due(clock, national(), clock.pauses.all())
    clock.stopped_at = at
    clock.save(update_fields=["stopped_at", "due_at"])


def note_due(process: Process) -> None:
    """Keep the next moment that is late with the case."""
    running = Clock.objects.filter(process=process, stopped_at=None, due_at__isnull=False)
    soonest = running.order_by("due_at").values_list("due_at", flat=True).first()
    if soonest != process.due_at:
        process.due_at = soonest
        Process.objects.filter(pk=process.pk).update(due_at=soonest)


def done(process: Process, code: str, *, at: datetime) -> bool:
    """What the clock asked for was done, without a step; whether it was still running. Inside the
    caller's deed."""
    clock = Clock.objects.filter(process=process, code=code, stopped_at=None).first()
    if clock is None:
        return False
    _stop(clock, at)
    note_due(process)
    return True


def extend(process: Process, code: str, *, days: int, at: datetime) -> Clock:
    """A running clock has so many working days more. Inside the caller's deed. Raises
    `LiandongError` no_clock."""
    clock = Clock.objects.filter(process=process, code=code, stopped_at=None).first()
    if clock is None:
        raise _no_clock()
    clock.extra += days
    law = _law_of(process, clock, at)
    clock.due_at = due(clock, law.calendar, clock.pauses.all())
    clock.save(update_fields=["extra", "due_at"])
    note_due(process)
    return clock


def reclass(process: Process, time_class: str, *, at: datetime) -> None:
    """The case is of another class: running clocks have its limits, from when they began. Inside
    the caller's deed."""
    if process.time_class == time_class:
        return
    process.time_class = time_class
    Process.objects.filter(pk=process.pk).update(time_class=time_class)
    definition = definitions.of(process)
    for clock in _live(process).values():
        law = _law_of(process, clock, at)
        norm = definition.clocks[clock.code].norm_of(time_class)
        limit = law.limit(norm)
        if limit is not None and norm != clock.norm:
            clock.norm, clock.amount, clock.unit = norm, limit.amount, limit.unit.value
            clock.due_at = due(clock, law.calendar, clock.pauses.all())
            clock.save(update_fields=["norm", "amount", "unit", "due_at"])
    note_due(process)


def _law_of(process: Process, clock: Clock, at: datetime) -> Law:
    side = definitions.of(process).clocks[clock.code].law
    return Law(process.sides.select_related("unit").get(side=side).unit, at)


def reckon_again(clocks: Iterable[Clock], *, at: datetime) -> int:
    """After a day was declared: what was told is never made shorter. How many moved; whoever keeps
    the limit beside a case of their own hears of each by `limit_moved`, in the same transaction."""
    found = 0
    for clock in clocks:
        law = _law_of(clock.process, clock, at)
        again = due(clock, law.calendar, clock.pauses.all())
        if clock.due_at is not None and again is not None and again > clock.due_at:
            clock.due_at = again
            clock.save(update_fields=["due_at"])
            note_due(clock.process)
            limit_moved.send(Process, process=clock.process)
            found += 1
    return found


def _too_early() -> LiandongError:
    return error(
        "lifecycle.too_early",
        "这一步的时间早于上一步，请检查时间。",
        "This step is earlier than the one before. Check the time.",
    )


def _no_clock() -> LiandongError:
    return error(
        "no_clock",
        "这项时限现在没有在走，不能延长。",
        "This limit is not running now: there is nothing to extend.",
    )


def running(process: Process) -> list[Clock]:
    """The clocks that run or stand still now, the soonest first; no query where none can."""
    defined = definitions.of(process).clocks.values()
    if not any(one.covers(process.state) for one in defined):
        return []
    found = process.clocks.filter(stopped_at=None)
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at or one.started_at))
