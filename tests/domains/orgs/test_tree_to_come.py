"""Edits dated in the future leave today's tree alone, and take effect when their day comes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from liandong.domains.orgs import actions, tree
from liandong.domains.orgs.models import Position
from tests.domains.orgs.tree_kit import TODAY, TOMORROW, deed, fresh, line, new, parents

LATER = datetime(2020, 6, 3, 2, tzinfo=UTC)


def paths() -> list[tuple]:
    rows = Position.objects.order_by("hierarchy", "path")
    return list(rows.values_list("hierarchy", "unit_id", "parent_id", "path", "depth"))


def test_nothing_changes_before_its_day(town):
    before = paths()
    unit = actions.create(new("c", "district"), parent=town["t"], deed=deed(TOMORROW))
    actions.move(town["b1"], parent=unit, deed=deed(TOMORROW))
    actions.rename(town["a"], name="新区", deed=deed(TOMORROW))
    actions.close(town["a2"], deed=deed(TOMORROW))
    actions.split(town["a1"], into=[new("x")], deed=deed(TOMORROW))
    assert paths() == before
    assert fresh(town["a"]).name == "单位a"
    assert tree.settle(TODAY) is False
    assert paths() == before


def test_everything_takes_effect_on_its_day(town):
    unit = actions.create(new("c", "district"), parent=town["t"], deed=deed(TOMORROW))
    actions.move(town["b1"], parent=unit, deed=deed(TOMORROW))
    actions.rename(town["a"], name="新区", deed=deed(TOMORROW))
    actions.close(town["a2"], deed=deed(TOMORROW))
    actions.merge([town["b"]], into=town["a"], deed=deed(TOMORROW))
    assert tree.settle(TOMORROW) is True
    assert (line(unit), line(town["b1"]), line(town["a2"]), line(town["b"])) == (
        "t/c", "t/c/b1", None, None,
    )  # fmt: skip
    assert (fresh(town["a"]).name, fresh(town["a"]).pinyin) == ("新区", "xinqu xq")
    assert tree.settle(TOMORROW) is False, "settling twice changes nothing"


def test_days_that_came_unseen_are_made_good_by_the_next_edit(town):
    """Nobody has called `settle` since a planned unit began; an edit under it works all the same."""
    unit = actions.create(new("c", "district"), parent=town["t"], deed=deed(TOMORROW))
    below = actions.create(new("c1"), parent=unit, deed=deed(TOMORROW))
    one = actions.create(new("c2"), parent=unit, deed=deed(TOMORROW, at=LATER))
    assert (line(one), line(below)) == ("t/c/c2", "t/c/c1")

    other = actions.create(new("d", "district"), parent=town["t"], deed=deed(date(2020, 6, 4)))
    at = datetime(2020, 6, 5, 2, tzinfo=UTC)
    actions.move(town["a1"], parent=other, deed=deed(date(2020, 6, 5), at=at))
    assert line(town["a1"]) == "t/d/a1"


def test_what_is_planned_shows_in_the_tree_of_its_day(town):
    actions.move(town["a1"], parent=town["b"], deed=deed(TOMORROW))
    assert parents(TODAY, town["a1"]) == {"a1": "a"}
    assert parents(TOMORROW, town["a1"]) == {"a1": "b"}


@pytest.mark.django_db
def test_settling_is_quick_where_nothing_was_written_and_sees_what_was(
    town, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        tree.settle(TODAY)
    with django_assert_max_num_queries(2):
        assert tree.settle(TODAY) is False
    actions.rename(town["a"], name="新区", deed=deed(TOMORROW))
    assert tree.settle(TODAY) is False
    with django_capture_on_commit_callbacks(execute=True):
        assert tree.settle(TOMORROW) is True
    Position.objects.filter(unit=town["a2"]).update(depth=7, path="zzzzz")
    assert tree.settle(TOMORROW) is False, "known to be in force: nobody has written a placement"
    actions.move(town["a1"], parent=town["b"], deed=deed(TOMORROW))
    assert tree.settle(TOMORROW) is True, "looked at again, and mended"
