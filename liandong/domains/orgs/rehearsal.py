"""A change of the tree tried out before it is made: the very same action, carried out in a
transaction and taken back, so that what is foretold cannot differ from what is done.

Whoever confirms brings the `token` of what they were shown. Under the tree lock the change is
tried once more; where it would come to anything else by now, nothing is done and they are told.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.db.models import Count, Max

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.database import explained
from liandong.domains.orgs import growing, tree
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.enums import Effect, Hierarchy, Kind
from liandong.domains.orgs.models import Name, Placement, Position, Succession

RESIDENTIAL = (Kind.COMMUNITY, Kind.VILLAGE)
Done = TypeVar("Done")


class Line(NamedTuple):
    """One thing that will be on record of a unit: what was, what is, from when, its last day."""

    effect: Effect
    code: str
    name: str
    was: str
    now: str
    start: date
    last: date | None = None


class Level(NamedTuple):
    """How many communities stand below a unit today, before and after."""

    code: str
    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Outcome:
    """What a change comes to. `units` and `communities` go along with what is moved; `closed` are
    the units that end; `token` stands for all of it."""

    lines: tuple[Line, ...]
    levels: tuple[Level, ...]
    units: int
    communities: int
    closed: tuple[int, ...]

    @property
    def token(self) -> str:
        said = repr((self.lines, self.levels, self.units, self.communities))
        return hashlib.sha256(said.encode()).hexdigest()


class MovedOn(LiandongError):
    """Between looking and confirming, somebody changed what this change is about."""


class _TakenBack(Exception):
    pass


def rehearse(do: Callable[[], object], deed: Deed) -> Outcome:
    """What `do` would come to now. Raises what `do` raises; writes nothing."""
    with explained():
        tree.lock_tree()
        before = (_last(Placement), _last(Name), _last(Succession))
        try:
            with transaction.atomic():
                do()
                seen = _Written(deed, *before)
                after = _below(seen.parents)
                carried = growing.carried(seen.moved, Hierarchy.TERRITORY)
                raise _TakenBack
        except _TakenBack:
            pass
        levels = _levels(_below(seen.parents), after)
    communities = sum(n for kind, n in carried if kind in RESIDENTIAL)
    units = sum(n for _, n in carried)
    return Outcome(tuple(seen.lines()), levels, units, communities, tuple(seen.closed))


def perform(do: Callable[[], Done], deed: Deed, seen: str) -> Done:
    """Do it, if it still comes to what was `seen`. Raises `MovedOn`; then nothing was done."""
    with explained():
        tree.lock_tree()
        try:
            same = rehearse(do, deed).token == seen
        except LiandongError as error:
            raise _moved_on(error) from error
        if not same:
            raise _moved_on(None)
        return do()


def _moved_on(error: LiandongError | None) -> MovedOn:
    zh, en = (error.text.zh, f" {error.text.en}") if error else ("", "")
    return MovedOn(
        "tree_moved_on",
        Text(
            f"您预览之后，有关的组织记录变了，这次没有改动任何东西。{zh}",
            f"After you looked, records that this is about have changed; nothing was done.{en}",
        ),
    )


def _last(model: type) -> int:
    return model.objects.aggregate(last=Max("pk"))["last"] or 0  # type: ignore[attr-defined]


def _below(units: Iterable[int]) -> dict[int, Level]:
    """The units and all above them today, each with the communities below it."""
    places = Position.objects.filter(unit__in=set(units), hierarchy=Hierarchy.TERRITORY)
    paths = {p for path in places.values_list("path", flat=True) for p in tree.ancestors(path)}
    lines = Position.objects.filter(path__in=paths, hierarchy=Hierarchy.TERRITORY)
    found = list(lines.order_by("path").values_list("unit_id", "unit__code", "unit__name", "path"))
    living = Position.objects.filter(hierarchy=Hierarchy.TERRITORY, unit__kind__in=RESIDENTIAL)
    counts = living.aggregate(
        **{f"of_{unit}": Count("pk", filter=tree.below(path)) for unit, _, _, path in found}
    )
    return {unit: Level(code, name, counts[f"of_{unit}"], 0) for unit, code, name, _ in found}


def _levels(before: dict[int, Level], after: dict[int, Level]) -> tuple[Level, ...]:
    """Those whose number changes, from the top."""
    found = []
    for unit in dict.fromkeys([*before, *after]):
        one = before.get(unit) or after[unit]
        was, now = (each[unit].before if unit in each else 0 for each in (before, after))
        if was != now:
            found.append(Level(one.code, one.name, was, now))
    return tuple(found)


class _Written:
    """The rows that a deed has written or ended or voided, by unit."""

    def __init__(self, deed: Deed, placement: int, name: int, heir: int) -> None:
        placed = Placement.objects.filter(hierarchy=Hierarchy.TERRITORY)
        placed = placed.select_related("unit", "parent").order_by("unit__code", "start", "pk")
        self.begun = _by_unit(placed.live().filter(pk__gt=placement))
        self.ended = _by_unit(placed.live().filter(pk__lte=placement, ended_at=deed.at))
        self.voided = _by_unit(placed.filter(voided_at=deed.at))
        names = Name.objects.live().select_related("unit").order_by("unit__code", "pk")
        self.named = _by_unit(names.filter(pk__gt=name))
        self.unnamed = _by_unit(names.filter(pk__lte=name, ended_at=deed.at))
        self.misnamed = _by_unit(Name.objects.filter(voided_at=deed.at).order_by("pk"))
        heirs = Succession.objects.filter(pk__gt=heir).order_by("pk")
        self.heirs = list(heirs.select_related("predecessor", "successor"))

    @property
    def parents(self) -> set[int]:
        rows = [row for rows in (*self.begun.values(), *self.ended.values(), *self.voided.values())
                for row in rows]  # fmt: skip
        return {row.parent_id for row in rows if row.parent_id}

    @property
    def closed(self) -> list[int]:
        return [unit for unit in self.ended if unit not in self.begun]

    @property
    def moved(self) -> list[tuple[int, date]]:
        """Units that stand elsewhere, and a day on which they do: those below go along."""
        return [
            (unit, max(row.start for row in rows))
            for unit, rows in self.begun.items()
            if unit in self.ended or unit in self.voided
        ]

    def lines(self) -> Iterable[Line]:
        for unit in {**self.ended, **self.begun, **self.voided}:
            yield from self._placed(unit)
        for unit, (new, *_) in self.named.items():
            if unit in self.unnamed:
                old = self.unnamed[unit][0]
                yield Line(Effect.RENAMED, new.unit.code, old.name, old.name, new.name, new.start)
            elif unit in self.misnamed and self.misnamed[unit][0].name != new.name:
                old, last = self.misnamed[unit][0], new.period.last_day
                yield Line(
                    Effect.SAID, new.unit.code, old.name, old.name, new.name, new.start, last
                )
        for one in self.heirs:
            share = f" {one.share:.0%}" if one.share != 1 else ""
            old, heir = one.predecessor, one.successor
            yield Line(Effect.HEIR, old.code, old.name, old.name, f"{heir.name}{share}", one.on)

    def _placed(self, unit: int) -> Iterable[Line]:
        begun, ended = self.begun.get(unit, []), self.ended.get(unit, [])
        if unit in self.voided:
            for row in self.voided[unit]:
                yield _line(Effect.VOIDED, row, was=row)
            for row in begun:
                yield _line(Effect.SAID, row, now=row)
        elif begun and ended:
            yield _line(Effect.MOVED, begun[0], was=ended[0], now=begun[0])
        elif begun:
            yield _line(Effect.CREATED, begun[0], now=begun[0])
        else:
            row = ended[0]
            yield Line(Effect.CLOSED, row.unit.code, row.unit.name, _above(row), "", row.end)


def _line(
    effect: Effect, row: Placement, *, was: Placement | None = None, now: Placement | None = None
) -> Line:
    before, after = _above(was) if was else "", _above(now) if now else ""
    return Line(effect, row.unit.code, row.unit.name, before, after, row.start, row.period.last_day)


def _above(row: Placement) -> str:
    return row.parent.name if row.parent else "—"


def _by_unit(rows: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(row)
    return dict(found)
