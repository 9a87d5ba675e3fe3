"""Put invented requests on record in bulk, with the history that their lifecycle gives them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from liandong.cli.common import say
from liandong.cli.demo_requests import people
from liandong.cli.demo_requests.writer import COLUMNS, Made, Spot, Writer

MANY, FEW, WHISTLES = 60_000, 300, 12
_YEARS = timedelta(days=730)
_SEED = 20170601


def build(password: str, *, below: str = "", by: str, at: datetime) -> None:
    """The people at the desks, and the requests, where there are none yet."""
    from django.db import transaction

    from liandong.domains.casework.models import Case

    people.seat(password, by=by, at=at)
    if Case.objects.filter(invented=True).exists():
        return
    many = FEW if below else MANY
    say(f"演示诉求 {many} 件…", f"{many} requests for the demo…")
    with transaction.atomic():
        _plant(many, below, by, at)


def _plant(many: int, below: str, by: str, at: datetime) -> None:
    from liandong.cli.demo_requests.writing import first_free, put
    from liandong.domains.audit.actions import record
    from liandong.domains.casework import outcomes

    models = _models()
    made = Made(first={name: first_free(model) for name, model in models.items()})
    rng, spots = Random(_SEED), _spots(below)  # noqa: S311 (invented, and the same each time)
    writer = Writer(made, rng, at)
    if not spots or not writer.matters:
        return
    moments = sorted(_moment(rng, at) for _ in range(many))
    for moment in moments:
        writer.one(moment, rng.choice(spots))
    for name, columns in COLUMNS.items():
        put(models[name], columns, made.rows.get(name, ()))
    outcomes.keep_missing()
    _whistles(spots, rng, at)
    record(action="casework.demo", by=by, at=at, subject="demo", after={"requests": many})


def _models() -> dict[str, Any]:
    from liandong.domains.casework import models as casework
    from liandong.domains.workflow import models as workflow

    return {name: getattr(workflow, name, None) or getattr(casework, name) for name in COLUMNS}


def _moment(rng: Random, now: datetime) -> datetime:
    """Some more of late, by day rather than by night."""
    day = now - _YEARS * (rng.random() ** 1.15)
    hour = min(23, max(0, int(rng.gauss(14, 4.5))))
    said = day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)
    return min(said, now - timedelta(minutes=1))


def _spots(below: str) -> list[Spot]:
    from liandong.domains.orgs.enums import Kind
    from liandong.domains.orgs.queries import lines, place, roots, units_below

    top = place(below) if below else roots()[0]
    found = units_below(top, {Kind.COMMUNITY, Kind.VILLAGE})
    above = lines(found)
    spots = [
        Spot(one.id, tuple(up.id for up in above[one.id]), tuple(up.kind for up in above[one.id]))
        for one in found
    ]
    # Towns ask more than villages do.
    return [one for one in spots for _ in range(6 if one.kinds[-1] == Kind.COMMUNITY else 1)]


def _whistles(spots: list[Spot], rng: Random, now: datetime) -> None:
    """A dozen, over a year; the last two still going on."""
    from liandong.domains.casework.models import Call, Whistle
    from liandong.domains.orgs.models import Unit

    departments = list(Unit.objects.filter(kind="department").order_by("code")[:200])
    streets = sorted({one.line[-2] for one in spots if len(one.line) > 2})
    if not departments or not streets:
        return
    for n in range(WHISTLES):
        blown = now - timedelta(days=360 * n / WHISTLES, minutes=25)
        done = n > 1
        due = blown + timedelta(minutes=30)
        end = {"verdict": "现场确认，限期整改，三天后复查。", "closed_by": "demo",
               "closed_at": blown + timedelta(hours=4)} if done else {}  # fmt: skip
        made = Whistle.objects.create(
            street_id=rng.choice(streets), what="占道经营与积水并存，需要联合处理",
            where="农贸市场东门",
            blown_at=blown, blown_by="demo", due_at=due, invented=True, **end,
        )  # fmt: skip
        for unit in rng.sample(departments, min(3, len(departments))):
            _called(Call, made, unit, rng, done=done)


def _called(call: Callable[..., Any], whistle: Any, unit: Any, rng: Random, *, done: bool) -> None:
    there = whistle.blown_at + timedelta(minutes=rng.choice((12, 18, 22, 28, 41)))
    said = {
        "reported_at": there, "reported_by": "demo", "finding": "已现场查看，属实。",
        "finding_at": there + timedelta(hours=1), "finding_by": "demo",
        "released_at": whistle.closed_at, "grade": rng.choice(("good", "good", "fair", "poor")),
        "graded_at": whistle.closed_at, "graded_by": "demo",
    } if done else {}  # fmt: skip
    call(whistle=whistle, unit=unit, due_at=whistle.due_at, **said).save()
