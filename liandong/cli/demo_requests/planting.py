"""Put invented requests on record in bulk, with the history that their lifecycle gives them."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from liandong.cli.common import say
from liandong.cli.demo_requests import people
from liandong.cli.demo_requests.calls import whistles
from liandong.cli.demo_requests.writer import COLUMNS, Made, Spot, Writer

MANY, FEW = 60_000, 300
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
    _waiting(writer, spots, at)
    for name, columns in COLUMNS.items():
        put(models[name], columns, made.rows.get(name, ()))
    outcomes.keep_missing()
    whistles(spots, rng, at)
    record(action="casework.demo", by=by, at=at, subject="demo", after={"requests": many})


def _waiting(writer: Writer, spots: list[Spot], now: datetime) -> None:
    """What the demo people find on their first page, whatever chance gave them."""
    from liandong.domains.orgs.models import Unit

    place = Unit.objects.filter(name=people.COMMUNITY).values_list("pk", flat=True).first()
    spot = next((one for one in spots if one.unit == place), None)
    for matter, hours in people.WAITING if spot else ():
        writer.waits(now - timedelta(hours=hours), spot, matter)


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
