"""Elections of the demo: each opened when its time came, gone on since, some of them late; and an
inbox in which older notices are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

SEED = 331
# The longest ago that one was opened; and of how long ago notices are still unread.
LONGEST, FRESH = 75, timedelta(days=4)
# What happens next, after how many days at least and at most.
_STEPS = (
    ("request", "reminded", 4, 28), ("approve", "requested", 2, 14),
    ("candidates", "preparing", 20, 55), ("approve_candidates", "candidates_requested", 2, 14),
)  # fmt: skip


def plant(*, today: date, by: str, at: datetime) -> int:
    """Open them on their days, in the order of the days; how many. Then read what is old."""
    from liandong.domains.life.queries.elections import to_remind

    chance = Random(SEED)  # noqa: S311  a demo is to be the same each time
    deeds = sorted(
        (deed for unit in to_remind(on=today) for deed in _deeds(chance, unit, today)),
        key=lambda deed: (deed[0], deed[1].pk),
    )
    for on, unit, step, seen in deeds:
        _do(unit, step, seen, by, min(_morning(chance, on), at))
    _read(at)
    return len({unit.pk for _on, unit, *_rest in deeds})


def _deeds(chance: Random, unit: Any, today: date) -> Iterator[tuple[date, Any, str, str]]:
    from liandong.core.kernel.period import months_after
    from liandong.domains.life.models import BodyTerm

    last = BodyTerm.objects.on(today).get(unit=unit).last_day
    on = min(max(months_after(last, -6), today - timedelta(days=LONGEST)), today)
    yield on, unit, "remind", ""
    for step, seen, least, most in _STEPS:
        on += timedelta(days=chance.randint(least, most))
        # A few let it lie.
        if on > today or chance.random() < 0.07:
            return
        yield on, unit, step, seen


def _morning(chance: Random, on: date) -> datetime:
    from django.utils import timezone

    return timezone.make_aware(datetime.combine(on, time(9, chance.randint(0, 59))))


def _do(unit: Any, step: str, seen: str, by: str, at: datetime) -> None:
    from liandong.domains.life import actions, queries

    if step == "remind":
        actions.remind(unit=unit, by=by, at=at)
        return
    election = queries.open_one(unit)
    assert election is not None  # noqa: S101  opened before
    if step == "candidates":
        actions.submit_candidates(election, seats=3, candidates=4, seen=seen, by=by, at=at)
    else:
        actions.step(election, step, seen=seen, by=by, at=at)


def _read(at: datetime) -> None:
    """Whoever has a log-in has read what is older than a few days."""
    from liandong.domains.notify import actions
    from liandong.domains.notify.models import Notice

    old = Notice.objects.filter(read_at=None, created_at__lt=at - FRESH).select_related("recipient")
    for one in old:
        actions.read(one.recipient, notice=one.pk, at=one.created_at + timedelta(hours=3))
