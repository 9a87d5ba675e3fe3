"""Which value applies to a unit on a day, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from liandong.core.kernel.codes import DivisionCode
from liandong.core.standards.model import Direction
from liandong.core.standards.norms.model import NATION, Entry, NormBook, Source


@dataclass(frozen=True, slots=True)
class Applied:
    """The entry that applies. `held_up` is the more specific one that asked for less than the
    floor in `entry` allows; `None` when no floor had to act."""

    entry: Entry
    held_up: Entry | None = None

    @property
    def value(self) -> Decimal:
        return self.entry.value

    @property
    def source(self) -> Source:
        return self.entry.source


def resolve(book: NormBook, code: str, jurisdictions: Sequence[str], on: date) -> Applied | None:
    """The value in force for a unit on a day; `None` when the norm does not apply to it.

    `jurisdictions` are the unit's own and its ancestors' division codes, in any form and order;
    the nation is always among them. The most specific scope wins, but never asks for less than a
    floor of a more general one: then the strictest floor applies (the most specific of equals).
    Raises `LiandongError` `norm.unknown`, and `CodeError` for what is no division code.
    """
    parameter = book[code]
    found = [one for one in _for_these(book, code, jurisdictions) if on in one.period]
    if not found:
        return None
    winner = max(found, key=lambda one: one.level)
    floor = _strictest_floor(found, parameter.direction)
    if floor is not None and parameter.direction.is_weaker(winner.value, floor.value):
        return Applied(floor, held_up=winner)
    return Applied(winner)


@dataclass(frozen=True, slots=True)
class Silence:
    """Why no value applies on a day: the entry that ended last before it, and the one that begins
    first after it. `None` for either: there is none."""

    before: Entry | None
    after: Entry | None


def silence(book: NormBook, code: str, jurisdictions: Sequence[str], on: date) -> Silence:
    """Since when, and until when, a norm has nothing to say of a unit. Raises as `resolve`."""
    entries = _for_these(book, code, jurisdictions)
    ended = [(one.period.end, one) for one in entries if one.period.end and one.period.end <= on]
    coming = [one for one in entries if one.period.start > on]
    return Silence(
        before=max(ended, key=lambda pair: pair[0])[1] if ended else None,
        after=min(coming, key=lambda one: one.period.start, default=None),
    )


def _for_these(book: NormBook, code: str, jurisdictions: Sequence[str]) -> list[Entry]:
    scopes = {one if one == NATION else DivisionCode.parse(one).value for one in jurisdictions}
    scopes.add(NATION)
    return [one for one in book[code].entries if one.scope in scopes]


def _strictest_floor(found: list[Entry], direction: Direction) -> Entry | None:
    floors = [one for one in found if one.floor]
    if not floors:
        return None
    bound = direction.strictest([one.value for one in floors])
    return max((one for one in floors if one.value == bound), key=lambda one: one.level)
