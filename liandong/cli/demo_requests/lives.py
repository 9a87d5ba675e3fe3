"""How a request went: its steps with their moments, and the clocks that follow from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random

from liandong.core.kernel.workdays import national
from liandong.core.standards.clocks import In, Limit, Pause, due
from liandong.core.standards.lifecycles import Lifecycle

Took = tuple[str, str, str, datetime]  # transition, origin, to, at
_H = timedelta(hours=1)
_LONG = {"danger": 1.2, "utility": 12, "ordinary": 90, "complex": 240}


@dataclass(slots=True)
class Clocked:
    """A clock as it will stand in the table."""

    code: str
    round: int
    norm: str
    limit: Limit
    start: datetime
    due: datetime | None
    stop: datetime | None = None
    pauses: list[Pause] = field(default_factory=list)


def steps(rng: Random, received: datetime, now: datetime, klass: str, kind: str) -> list[Took]:
    """The way of one case as far as it has come by now. `kind`: usual, contested, merged,
    withdrawn, excluded, stuck."""
    at, way = received, []
    for transition, to, hours in _plan(rng, klass, kind):
        at += timedelta(seconds=int(hours * 3600))
        if at > now:
            break
        way.append((transition, way[-1][2] if way else "received", to, at))
    return way


def sent(received: datetime, now: datetime) -> list[Took]:
    """Classified and sent on within twenty minutes, and not accepted yet."""
    soon = [received + timedelta(minutes=n) for n in (6, 18)]
    way = [("classify", "received", "classified", soon[0]),
           ("dispatch", "classified", "dispatched", soon[1])]  # fmt: skip
    return [one for one in way if one[3] <= now]


def _plan(rng: Random, klass: str, kind: str) -> list[tuple[str, str, float]]:
    def about(mean: float) -> float:
        return mean * rng.lognormvariate(-0.35, 0.8)

    work, wait = _LONG[klass] * 0.6, 1.0 if klass in ("danger", "utility") else 6.0
    begin = [
        ("classify", "classified", about(wait / 3)),
        ("dispatch", "dispatched", about(wait / 2)),
    ]
    if kind == "merged":
        return [begin[0], ("merge", "merged", about(4))]
    if kind == "excluded":
        return [
            ("propose_exclusion", "excluding", about(6)), ("exclude", "excluded", about(10)),
            ("lapse", "set_aside", 16 * 24),
        ]  # fmt: skip
    if kind == "withdrawn":
        return [*begin, ("withdraw", "withdrawn", about(20))]
    done = [*begin, ("accept", "accepted", about(wait)), ("begin", "working", about(wait))]
    if kind == "stuck":
        return done
    done += [("reply", "replied", about(work)), ("call_back", "called_back", about(30))]
    if kind == "contested":
        done += [("contest", "working", about(40)), ("reply", "replied", about(work)),
                 ("call_back", "called_back", about(30))]  # fmt: skip
    return [*done, ("close", "closed", 16 * 24 + about(2))]


@lru_cache(maxsize=200_000)
def _until(day: datetime, amount: int, unit: In) -> datetime:
    """Limits in days end alike for all that begin on a day."""
    found = due(day, Limit(amount, unit), national())
    assert found is not None  # noqa: S101 (nothing stands still here)
    return found


def _due(start: datetime, limit: Limit, pauses: list[Pause]) -> datetime | None:
    if pauses or limit.unit in (In.MINUTES, In.HOURS):
        return due(start, limit, national(), pauses)
    local = start.astimezone(national().zone)
    return _until(
        local.replace(hour=0, minute=0, second=0, microsecond=0), limit.amount, limit.unit
    )


def clocks(
    lifecycle: Lifecycle, received: datetime, way: list[Took], klass: str,
    limit: Callable[[str], Limit],
) -> list[Clocked]:  # fmt: skip
    """By the lifecycle itself: begun, standing still, stopped by the states it came to."""
    made: list[Clocked] = []
    for _transition, origin, to, at in [("", "", lifecycle.start, received), *way]:
        for one in lifecycle.clocks.values():
            live = next((c for c in made if c.code == one.code and c.stop is None), None)
            if live is None:
                if to in one.runs and not one.covers(origin):
                    rounds = sum(c.code == one.code for c in made)
                    norm = one.norm_of(klass)
                    made.append(Clocked(one.code, rounds + 1, norm, limit(norm), at,
                                        _due(at, limit(norm), [])))  # fmt: skip
            elif to in one.waits:
                live.pauses.append(Pause(at))
                live.due = None
            elif to not in one.runs:
                live.pauses = [Pause(p.start, p.end or at) for p in live.pauses]
                live.stop, live.due = at, _due(live.start, live.limit, live.pauses)
    return made
