"""What would change: the same communities judged by the norms in force and by a proposal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from liandong.core.engines import duckdb
from liandong.core.facts.tables import Inputs
from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.guarantee import STANDARDS
from liandong.core.standards.model import Standard, Status
from liandong.core.standards.norms import Applied, NormBook, Parameter, resolve
from liandong.domains.norms import books as norms
from liandong.domains.observatory import inputs
from liandong.domains.observatory.adoption import Proposal
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place, line


@dataclass(frozen=True)
class Side:
    """One standard over the communities of a place, by one book of norms."""

    applied: Applied | None
    values: dict[Decimal | None, int]  # norm's value → in how many communities
    statuses: dict[Status, int]
    gap: Decimal


@dataclass(frozen=True)
class Change:
    """A community that stands otherwise: by status, or by how much is missing."""

    unit: int
    code: str
    name: str
    before: Status
    after: Status
    actual: Decimal | None
    required_before: Decimal | None
    required_after: Decimal | None
    gap_before: Decimal
    gap_after: Decimal


@dataclass(frozen=True)
class Effect:
    """What a proposal does to one standard."""

    standard: Standard
    parameter: Parameter
    before: Side
    after: Side
    changes: tuple[Change, ...]

    @property
    def falls(self) -> int:
        """How many communities miss it that did not."""
        return sum(c.after is Status.UNMET and c.before is not Status.UNMET for c in self.changes)

    @property
    def rises(self) -> int:
        """How many communities no longer miss it."""
        return sum(c.before is Status.UNMET and c.after is not Status.UNMET for c in self.changes)

    @property
    def more(self) -> Decimal:
        """How much more it takes, in the standard's unit; below zero: less."""
        return self.after.gap - self.before.gap


@dataclass(frozen=True)
class WhatIf:
    """The effects of a proposal on a place and a day, standard by standard."""

    unit: Place
    on: date
    since: date | None
    norms_on: date
    communities: int
    effects: tuple[Effect, ...]

    @property
    def not_yet(self) -> bool:
        """Whether nothing of it is in force on the day whose norms judge."""
        return self.since is not None and self.since > self.norms_on


def of(
    proposal: Proposal, unit: Place, *, on: date, known_at: datetime, as_if: bool = False
) -> WhatIf:
    """Judge the unit's subtree on a day twice. Writes nothing.

    `as_if`: where the proposal begins after the day, the day's facts are judged by the norms of
    its first day, on both sides: what it would take, on the data there are.
    Raises `LiandongError` `not_in_tree` when the unit does not stand in the tree of that day.
    """
    assert proposal.book is not None  # noqa: S101  a proposal with errors has nothing to try
    norms_on = max(on, proposal.since or on) if as_if else on
    whole = inputs.gather(on, known_at, proposal.present)
    rules = norms.table(proposal.book, inputs.codes_to_paths(whole.units, proposal.book))
    given = _within(whole, unit, on)
    before = _duties(replace(given, norms=_held(whole.norms, norms_on, on)))
    after = _duties(replace(given, norms=_held(rules, norms_on, on)))
    asked = _Asked(proposal, [one.code for one in line(unit)], norms_on, _names(before))
    effects = tuple(
        _effect(standard, asked, before[standard.key], after[standard.key])
        for standard in STANDARDS
        if standard.norm in proposal.codes or before[standard.key] != after[standard.key]
    )
    judged = max((len(rows) for rows in before.values()), default=0)
    return WhatIf(unit, on, proposal.since, norms_on, judged, effects)


def _held(rules: pa.Table, norms_on: date, on: date) -> pa.Table:
    """The values in force on one day, as if they were on another."""
    if norms_on == on:
        return rules
    day = pa.scalar(norms_on)
    open_end = pc.field("end").is_null() | (pc.field("end") > day)
    held = rules.filter((pc.field("start") <= day) & open_end).to_pylist()
    return pa.Table.from_pylist([row | {"start": on, "end": None} for row in held], rules.schema)


def _within(given: Inputs, unit: Place, on: date) -> Inputs:
    """Only the units of a subtree, wherever it stood on the day."""
    found = given.units.filter(pc.field("unit") == unit.id)["path"].to_pylist()
    if not found:
        raise LiandongError(
            "not_in_tree",
            Text(f"{unit.name}在 {on} 不在区划树上。", f"{unit.name} is not in the tree on {on}."),
        )
    inside = pc.starts_with(given.units["path"], found[0])
    return replace(given, units=given.units.filter(inside))


Rows = dict[str, dict[int, dict]]


def _duties(given: Inputs) -> Rows:
    """Standard's key → unit → its duty."""
    rows: Rows = {one.key: {} for one in STANDARDS}
    table: pa.Table = duckdb.Engine(given).table("duties")
    for row in table.to_pylist():
        rows[row["standard"]][row["unit"]] = row
    return rows


def _names(rows: Rows) -> dict[int, Unit]:
    return Unit.objects.in_bulk({unit for duties in rows.values() for unit in duties})


@dataclass(frozen=True)
class _Asked:
    """What all standards are asked alike."""

    proposal: Proposal
    codes: list[str]
    on: date
    named: dict[int, Unit]


def _side(book: NormBook, standard: Standard, asked: _Asked, duties: dict[int, dict]) -> Side:
    values: dict[Decimal | None, int] = {}
    statuses = dict.fromkeys(Status, 0)
    for duty in duties.values():
        values[duty["norm"]] = values.get(duty["norm"], 0) + 1
        statuses[Status(duty["status"])] += 1
    gap = sum((duty["gap"] or Decimal(0) for duty in duties.values()), Decimal(0))
    applied = resolve(book, standard.norm, [c for c in asked.codes if c.isdigit()], asked.on)
    return Side(applied, values, statuses, gap)


def _effect(
    standard: Standard, asked: _Asked, before: dict[int, dict], after: dict[int, dict]
) -> Effect:
    proposal = asked.proposal
    assert proposal.book is not None  # noqa: S101
    changes = [
        _change(asked.named[unit], before[unit], duty)
        for unit, duty in after.items()
        if (duty["status"], duty["gap"]) != (before[unit]["status"], before[unit]["gap"])
    ]
    changes.sort(key=lambda one: (-abs(one.gap_after - one.gap_before), one.code))
    return Effect(
        standard,
        proposal.book[standard.norm],
        _side(proposal.present, standard, asked, before),
        _side(proposal.book, standard, asked, after),
        tuple(changes),
    )


def _change(unit: Unit, before: dict, after: dict) -> Change:
    return Change(
        unit.pk, unit.code, unit.name,
        Status(before["status"]), Status(after["status"]), after["actual"],
        before["required"], after["required"],
        before["gap"] or Decimal(0), after["gap"] or Decimal(0),
    )  # fmt: skip
