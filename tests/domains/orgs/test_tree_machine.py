"""Any sequence of edits leaves a whole tree: paths, subtrees and history agree with placements."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.period import Period
from liandong.domains.orgs import actions, tree
from liandong.domains.orgs.actions import Deed
from liandong.domains.orgs.models import Placement, Position, Unit
from tests.domains.orgs.tree_kit import new

BEGIN = date(2020, 1, 1)
HALF = Decimal("0.5")
REFUSALS = {
    "orgs_placement_cycle", "orgs_placement_depth", "orphan", "same_day", "not_placed",
    "unchanged", "ended_already", "not_below", "before_tree", "not_the_end", "succeeded",
    "name_taken",
}  # fmt: skip


class Town(RuleBasedStateMachine):
    """A tree of its own beside the province; one day passes with every edit."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.day = BEGIN
        self.count = 0
        self.units: list[Unit] = []
        # What was believed of each day at its end; and what is believed of it now.
        self.earlier: dict[date, list] = {}
        self.now: dict[date, list] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # Doing

    def deed(self, days: int = 0) -> Deed:
        at = datetime(self.day.year, self.day.month, self.day.day, 4, tzinfo=UTC)
        return Deed(by="machine", at=at, on=self.day + timedelta(days=days), reason="机器")

    def fresh(self, kind: str = "district", **more) -> actions.NewUnit:
        self.count += 1
        return new(f"m{self.count}", kind, **more)

    def pick(self, number: int) -> Unit:
        return self.units[number % len(self.units)]

    def attempt(self, deed_of) -> None:
        """An edit is made whole, or refused for a reason we know and leaves nothing behind."""
        before = self.standing()
        try:
            deed_of()
        except LiandongError as error:
            if error.code not in REFUSALS:
                raise
            assert self.standing() == before

    def pass_a_day(self) -> None:
        self.earlier[self.day] = self.as_was(self.day, self.end_of_day())
        self.now[self.day] = self.as_was(self.day)
        self.day += timedelta(days=1)
        tree.settle(self.day)

    @initialize()
    def plant(self) -> None:
        top = actions.create(self.fresh("city"), parent=None, deed=self.deed())
        self.units = [top]
        for _ in range(3):
            self.units.append(actions.create(self.fresh(), parent=top, deed=self.deed()))
        self.pass_a_day()

    numbers = st.integers(0, 30)
    ahead = st.integers(0, 2)

    @rule(parent=numbers, days=ahead)
    def create(self, parent, days) -> None:
        def do() -> None:
            made = actions.create(self.fresh(), parent=self.pick(parent), deed=self.deed(days))
            self.units.append(made)

        self.attempt(do)
        self.pass_a_day()

    @rule(unit=numbers, parent=numbers, days=ahead)
    def move(self, unit, parent, days) -> None:
        one, other = self.pick(unit), self.pick(parent)
        self.attempt(lambda: actions.move(one, parent=other, deed=self.deed(days)))
        self.pass_a_day()

    @rule(unit=numbers, parent=numbers, back=st.integers(1, 6), long=st.integers(1, 6))
    def insert(self, unit, parent, back, long) -> None:
        """A past period under another parent: of those days, and of no others, more is known."""
        one, other = self.pick(unit), self.pick(parent)
        start = self.day - timedelta(days=back)
        period = Period(start, start + timedelta(days=long))

        def do() -> None:
            actions.insert_placement(one, parent=other, period=period, deed=self.deed())
            for day, edges in self.now.items():
                if day in period:
                    others = [edge for edge in edges if edge[0] != one.pk]
                    self.now[day] = sorted([*others, (one.pk, other.pk)])

        self.attempt(do)
        self.pass_a_day()

    @rule(unit=numbers, days=ahead)
    def close(self, unit, days) -> None:
        self.attempt(lambda: actions.close(self.pick(unit), deed=self.deed(days)))
        self.pass_a_day()

    @rule(unit=numbers)
    def reopen(self, unit) -> None:
        """It never ended: known from now on, of the days since."""
        one = self.pick(unit)
        last = one.placements.live().order_by("start").last()

        def do() -> None:
            actions.correct_end(last, end=None, deed=self.deed())
            for day, edges in self.now.items():
                if day >= last.end:
                    self.now[day] = sorted([*edges, (one.pk, last.parent_id)])

        self.attempt(do)
        self.pass_a_day()

    @rule(unit=numbers, into=numbers)
    def merge(self, unit, into) -> None:
        one, other = self.pick(unit), self.pick(into)
        if one != other:
            self.attempt(lambda: actions.merge([one], into=other, deed=self.deed()))
        self.pass_a_day()

    @precondition(lambda self: len(self.units) < 25)
    @rule(unit=numbers, cut=numbers)
    def split(self, unit, cut) -> None:
        one = self.pick(unit)
        below = Placement.objects.on(self.day).filter(parent=one).order_by("pk")
        children = [p.unit for p in below]
        at = cut % (len(children) + 1)
        parts = [
            self.fresh(share=share, children=some)
            for share, some in ((HALF, children[:at]), (HALF, children[at:]))
        ]
        self.attempt(lambda: self.units.extend(actions.split(one, into=parts, deed=self.deed())))
        self.pass_a_day()

    # Looking

    def standing(self) -> list[tuple]:
        rows = Position.objects.filter(hierarchy="territory").order_by("path")
        return list(rows.values_list("unit_id", "parent_id", "path", "depth"))

    def end_of_day(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 23, tzinfo=UTC)

    def as_was(self, day: date, known_at: datetime | None = None) -> list[tuple]:
        mine = {unit.pk for unit in self.units}
        return sorted(e for e in tree.edges_on(day, known_at=known_at) if e[0] in mine)

    @invariant()
    def paths_say_what_placements_say(self) -> None:
        edges = dict(tree.edges_on(self.day))
        standing = self.standing()
        assert {unit: parent for unit, parent, _, _ in standing} == edges, "an orphan or a ghost"
        for unit, parent, path, depth in standing:
            above = "" if parent is None else self.path_of[parent]
            self.path_of[unit] = path
            assert path == above + tree.segment(unit)
            assert depth == len(path) // tree.WIDTH

    @property
    def path_of(self) -> dict[int, str]:
        return self.__dict__.setdefault("_paths", {})

    @invariant()
    def a_range_of_paths_is_all_that_stands_below(self) -> None:
        edges = dict(self.as_was(self.day))
        for unit in self.units:
            position = Position.objects.filter(unit=unit, hierarchy="territory").first()
            if position is None:
                assert unit.pk not in edges
                continue
            found = set(tree.subtree(position.path).values_list("unit_id", flat=True))
            assert found == {one for one in edges if _is_below(one, unit.pk, edges)}

    @invariant()
    def laying_the_tree_out_again_changes_nothing(self) -> None:
        before = self.standing()
        assert tree.rebuild("territory", self.day) == len(before)
        assert self.standing() == before
        assert tree.settle(self.day) is False

    @invariant()
    def the_trees_of_earlier_days_stay_as_they_were(self) -> None:
        for day, edges in self.earlier.items():
            known = datetime(day.year, day.month, day.day, 23, tzinfo=UTC)
            assert self.as_was(day, known) == edges
            assert self.as_was(day) == self.now[day], "only what is inserted is dated back"


def _is_below(unit: int, top: int, edges: dict) -> bool:
    while unit is not None:
        if unit == top:
            return True
        unit = edges[unit]
    return False


@pytest.mark.django_db
def test_any_sequence_of_edits_leaves_a_whole_tree():
    run_state_machine_as_test(
        Town,
        settings=settings(
            max_examples=8, stateful_step_count=12, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
