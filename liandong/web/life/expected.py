"""The list of those expected at a meeting, to tap who was absent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from liandong.domains.life import entitled
from liandong.domains.life.enums import AbsenceReason
from liandong.domains.orgs.models import Unit

REASONS = tuple((one.value, one.label) for one in AbsenceReason)


@dataclass(frozen=True, slots=True)
class Row:
    """One person expected, and what was said of them."""

    id: int
    name: str
    votes: bool
    absent: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody expected on a day, those with a vote first."""

    rows: tuple[Row, ...]
    entitled: int

    @property
    def people(self) -> list[tuple[int, str]]:
        return [(one.id, one.name) for one in self.rows]


def roll(unit: Unit, kind: str, on: date, absent: Mapping[int, str]) -> Roll:
    """Who is expected at this kind of meeting on a day; `absent` are marked."""
    who = entitled.expected(unit, kind, on)
    rows = [
        Row(one.pk, one.name, one.pk in who.entitled, one.pk in absent,
            absent.get(one.pk, AbsenceReason.UNTOLD))
        for one in entitled.people(who.everybody)
    ]  # fmt: skip
    rows.sort(key=lambda one: not one.votes)
    return Roll(tuple(rows), len(who.entitled))


def said(post: QueryDict) -> dict[int, str]:
    """Who was marked absent, each with the reason chosen."""
    marked = [int(one) for one in post.getlist("absent") if one.isdigit()]
    known = {value for value, _label in REASONS}
    chosen = {pk: post.get(f"why_{pk}", "") for pk in marked}
    return {pk: why if why in known else AbsenceReason.UNTOLD.value for pk, why in chosen.items()}
