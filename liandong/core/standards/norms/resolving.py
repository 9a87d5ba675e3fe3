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
    scopes = {one if one == NATION else DivisionCode.parse(one).value for one in jurisdictions}
    scopes.add(NATION)
    found = [one for one in parameter.entries if one.scope in scopes and on in one.period]
    if not found:
        return None
    winner = max(found, key=lambda one: one.level)
    floor = _strictest_floor(found, parameter.direction)
    if floor is not None and parameter.direction.is_weaker(winner.value, floor.value):
        return Applied(floor, held_up=winner)
    return Applied(winner)


def _strictest_floor(found: list[Entry], direction: Direction) -> Entry | None:
    floors = [one for one in found if one.floor]
    if not floors:
        return None
    bound = direction.strictest([one.value for one in floors])
    return max((one for one in floors if one.value == bound), key=lambda one: one.level)
