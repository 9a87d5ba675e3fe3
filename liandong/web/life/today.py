"""What waits at a Party organisation, why, by when; done in under a minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from liandong.core.standards.life.words import DutyStatus
from liandong.domains.accounts.queries import Rights
from liandong.domains.life import queries as life
from liandong.domains.observatory import figures, life_duties
from liandong.domains.orgs import party, queries
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.queries import Place
from liandong.web.life.lines import OPEN, Line, Lines

OVERDUE_SHOWN = 10
LATELY = 31  # days


@dataclass(frozen=True)
class Desk:
    """What waits at one organisation, and what is done there this period."""

    place: Place
    kind: str
    url: str
    waiting: list[Line]
    done: list[Line]
    planned: list[dict[str, Any]]
    below: list[Line]
    overdue: int
    below_url: str


def desks(rights: Rights, on: date) -> list[Desk]:
    """What waits at each Party organisation that a person works for."""
    return [_desk(home, rights, on) for home in rights.party_homes]


def _desk(home: Place, rights: Rights, on: date) -> Desk:
    own = [home, *_groups(home)]
    sight = None if home.kind in party.BRANCHES else figures.sight(home, on)
    late, overdue = _late(home, sight) if sight else ([], 0)
    units, run = [one.id for one in own], sight and sight.run
    duties = sorted(life_duties.of_units(units, on=on, run=run), key=_urgent)
    below = queries.places_of({one.unit for one in late}, home.hierarchy) if late else []
    lines = Lines([*own, *below], on, rights)
    url = reverse("organisation", args=[home.code])
    return Desk(
        place=home, kind=str(Kind(home.kind).label), url=url,
        waiting=[lines.of(one) for one in duties if one.status in OPEN and _current(one, on)],
        done=[lines.of(one) for one in duties if one.status is DutyStatus.MET and _now(one, on)],
        planned=_planned(units, on),
        below=[lines.of(one) for one in late], overdue=overdue,
        below_url=reverse("organisation-duties", args=[home.code]) + "?status=overdue",
    )  # fmt: skip


def _groups(home: Place) -> list[Place]:
    """The Party groups of a branch: their meetings are its secretary's business too."""
    if home.kind not in party.BRANCHES:
        return []
    return [one for one in queries.children(home) if one.kind == Kind.PARTY_GROUP]


def _urgent(duty: life_duties.Duty) -> tuple[int, date, str]:
    rank = OPEN.index(duty.status) if duty.status in OPEN else len(OPEN)
    return rank, duty.due or date.max, duty.standard.code


def _now(duty: life_duties.Duty, on: date) -> bool:
    return duty.start is None or (duty.start <= on and (duty.end is None or on < duty.end))


def _current(duty: life_duties.Duty, on: date) -> bool:
    """What can still be put right: what runs, and what was missed last. Older periods are history,
    and are in the list of duties."""
    if _now(duty, on) or duty.end is None:
        return True
    return duty.status is DutyStatus.OVERDUE and (on - duty.end).days <= LATELY


def _late(home: Place, sight: figures.Sight) -> tuple[list[life_duties.Duty], int]:
    """The duties below that are overdue: the first of them, and how many in all."""
    late = life_duties.Wanted(statuses=frozenset({DutyStatus.OVERDUE}))
    page = life_duties.page(home, on=sight.on, wanted=late, limit=OVERDUE_SHOWN, sight=sight)
    counted = life_duties.own_counts(sight, home)
    return page.duties, sum(one.get(DutyStatus.OVERDUE, 0) for one in counted.values())


def _planned(units: Sequence[int], on: date) -> list[dict[str, Any]]:
    return [
        {
            "label": one.label, "on": one.on, "begins": one.begins, "late": one.on < on,
            "url": reverse("meeting", args=[one.id]), "ready": one.on <= on,
            "hold_url": reverse("meeting-hold", args=[one.id]),
        }
        for one in life.meetings.waiting(units, on=on)
    ]  # fmt: skip
