"""Every lifecycle, walked through the database: each state reached, each step taken from each of
its states and refused in every other, offered to whoever may and to nobody else."""

from __future__ import annotations

from collections import deque
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.period import months_after
from liandong.core.kernel.scope import Scope, Subtree
from liandong.core.standards.lifecycles import Lifecycle, load, reachable
from liandong.core.standards.lifecycles.model import ANYBODY
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.audit.models import Event
from liandong.domains.norms import books
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.workflow import actions, definitions, queries
from liandong.domains.workflow.models import Process

SHIPPED = load(Path(__file__).parents[3] / "norms" / "lifecycles")
EVERY = sorted(SHIPPED.values(), key=lambda one: one.code)
EACH = pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.code}.{one.version}")
AT, ON = datetime(2026, 3, 1, tzinfo=UTC), date(2026, 3, 1)
HOW = {"by": "test", "at": AT, "on": ON}
ELSEWHERE = "~elsewhere"


@pytest.fixture
def units(province) -> dict[str, Unit]:
    """A unit for each side that any lifecycle has, each a tree of its own."""
    sides = {side for one in EVERY for side in one.sides}
    made = {}
    for side in sorted(sides):
        made[side] = Unit.objects.create(code=f"X{side}", kind="party_committee", name=side)
        Position.objects.create(
            unit=made[side], hierarchy="party", path=f"~{side}", depth=0, parent=None
        )
    return made


def opened(one: Lifecycle, units: dict[str, Unit]) -> Process:
    sides = {side: units[side] for side in one.sides}
    return actions.open_process(one.code, subject=f"{one.code}:1", sides=sides, **HOW)


def ways(one: Lifecycle) -> dict[str, list[str]]:
    """The shortest way to each state."""
    found, front = {one.start: []}, deque([one.start])
    while front:
        state = front.popleft()
        for step in one.steps_from(state):
            if step.to not in found:
                found[step.to] = [*found[state], step.code]
                front.append(step.to)
    return found


def at_state(one: Lifecycle, state: str, units: dict[str, Unit]) -> Process:
    """A case of the version at hand: those of an earlier one are still under way."""
    with patch.object(definitions, "newest", lambda _code: one):
        process = opened(one, units)
    for step in ways(one)[state]:
        actions.take(process, step, note="理由", **HOW)
    assert process.state == state
    return process


def rights(permission: str, *sides: str) -> Rights:
    held = Scope.of([Subtree("party", f"~{side}") for side in sides])
    return Rights("someone", {Permission(permission): held}, ())


@EACH
def test_every_state_is_reached_and_says_by_when(one: Lifecycle, units) -> None:
    assert set(ways(one)) == set(one.states) == reachable(one)
    for state in one.states.values():
        process = at_state(one, state.code, units)
        assert (process.closed_on == ON) is state.final
        limit = state.days_norm or state.months_norm
        if limit is None or state.final:
            assert process.due_on is None
            continue
        # The units sit nowhere: what holds for the whole country holds for them.
        national = next(entry for entry in books.book()[limit].entries if entry.scope == "CN")
        n = int(national.value)
        due = ON + timedelta(days=n) if state.days_norm else months_after(ON, n)
        assert process.due_on == due


@EACH
def test_every_step_leads_from_its_states_and_from_no_other(one: Lifecycle, units) -> None:
    for state, step in product(one.states, one.transitions.values()):
        process = at_state(one, state, units)
        events, steps = Event.objects.count(), process.steps.count()
        if state in step.origins:
            actions.take(process, step.code, note="理由", **HOW)
            assert process.state == step.to
            assert Event.objects.count() == events + 1
            last = process.steps.last()
            assert (last.origin, last.to, last.by) == (state, step.to, "test")
            continue
        with pytest.raises(LiandongError) as caught:
            actions.take(process, step.code, note="理由", **HOW)
        assert caught.value.code == "lifecycle.moved_on"
        assert one.states[state].title.zh in caught.value.text.zh
        assert (process.steps.count(), Event.objects.count()) == (steps, events)


@EACH
def test_a_reason_is_asked_exactly_where_it_says_so(one: Lifecycle, units) -> None:
    for step in one.transitions.values():
        process = at_state(one, step.origins[0], units)
        if not step.needs_note:
            actions.take(process, step.code, **HOW)
            continue
        with pytest.raises(LiandongError) as caught:
            actions.take(process, step.code, note=" ", **HOW)
        assert caught.value.code == "lifecycle.note_missing"


@EACH
def test_a_step_is_offered_to_its_side_with_its_permission_and_to_nobody_else(
    one: Lifecycle, units
) -> None:
    for state in one.states:
        process = at_state(one, state, units)
        for permission, side in product(Permission, (*one.sides, ELSEWHERE)):
            offered = {step.code for step in queries.open_to(process, rights(permission, side))}
            assert offered == {
                step.code
                for step in one.steps_from(state)
                if step.side == side and step.permission == permission
            }, (state, permission, side)
        own = {step.code for step in queries.open_to(process, Rights("x", {}, ()), own=True)}
        assert own == {s.code for s in one.steps_from(state) if s.side == ANYBODY}


@EACH
def test_the_same_step_twice_is_taken_once(one: Lifecycle, units) -> None:
    """Two looked at the same state; the second comes too late, whatever the step leads to."""
    for step in one.transitions.values():
        process = at_state(one, step.origins[0], units)
        stale = Process.objects.get(pk=process.pk)
        actions.take(process, step.code, note="理由", **HOW)
        with pytest.raises(LiandongError) as caught:
            actions.take(stale, step.code, note="理由", **HOW)
        assert caught.value.code == "lifecycle.moved_on"


def test_a_case_keeps_the_version_it_began_with(units, tmp_path, monkeypatch) -> None:
    """A new version comes; old cases go on by their own, new ones by the new."""
    folder = tmp_path / "lifecycles"
    folder.mkdir()
    shipped = (settings.NORMS / "lifecycles" / "transfer.yaml").read_text(encoding="utf-8")
    (folder / "transfer.v1.yaml").write_text(shipped, encoding="utf-8")
    transfer = SHIPPED["transfer", 1]
    monkeypatch.setattr(definitions, "every", lambda: load(folder))
    old = opened(transfer, units)
    renamed = shipped.replace("version: 1", "version: 2").replace("  receive:", "  take_in:")
    (folder / "transfer.yaml").write_text(renamed, encoding="utf-8")
    new = opened(transfer, units)
    assert (old.version, new.version) == (1, 2)
    assert "receive" in definitions.of(old).transitions
    actions.take(old, "receive", **HOW)
    with pytest.raises(LiandongError) as caught:
        actions.take(new, "receive", **HOW)
    assert caught.value.code == "lifecycle.no_such_step"
    actions.take(new, "take_in", **HOW)
    assert old.state == new.state == "received"
