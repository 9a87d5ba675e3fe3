"""Edits that would make a circle, an overlap, an orphan: refused in words, nothing written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from liandong.core.kernel.period import Period
from liandong.domains.orgs import actions, tree
from tests.domains.orgs.tree_kit import (
    FIRST,
    TODAY,
    TOMORROW,
    deed,
    grown,
    line,
    new,
    parents,
    refused,
)

CYCLE, OVERLAP = "orgs_placement_cycle", "orgs_placement_overlap"
HALF = Decimal("0.5")
SUMMER, WINTER = date(2021, 6, 1), date(2021, 12, 1)


def test_no_unit_under_itself(town):
    with refused(CYCLE):
        actions.move(town["a"], parent=town["a"], deed=deed())


@pytest.mark.parametrize("below", ["a", "a1"])
def test_no_unit_under_one_below_it(town, below):
    with refused(CYCLE):
        actions.move(town["t"], parent=town[below], deed=deed())


def test_two_future_moves_cannot_close_a_circle_on_a_later_day(town):
    actions.move(town["a"], parent=town["b"], deed=deed(SUMMER))
    with refused(CYCLE):
        actions.move(town["b"], parent=town["a"], deed=deed(WINTER))


def test_a_move_today_cannot_close_a_circle_with_one_that_is_to_come(town):
    actions.move(town["a"], parent=town["b"], deed=deed(SUMMER))
    with refused(CYCLE):
        actions.move(town["b"], parent=town["a1"], deed=deed())


def test_two_units_may_change_places_as_no_day_holds_both(town):
    """a stands under b until the winter, b under a from then on: no circle on any day."""
    actions.move(town["a"], parent=town["b"], deed=deed(SUMMER))
    actions.move(town["a"], parent=town["t"], deed=deed(WINTER))
    actions.move(town["b"], parent=town["a"], deed=deed(WINTER))
    # A unit below them walks up through both times; that is no circle and not too deep.
    actions.create(new("b2"), parent=town["b"], deed=deed(date(2019, 1, 1)))
    assert tree.settle(SUMMER)
    assert line(town["a1"]) == "t/b/a/a1"
    assert tree.settle(WINTER)
    assert line(town["b1"]) == "t/a/b/b1"


def test_a_tree_has_at_most_thirteen_levels(db):
    above = None
    for level in range(1, 14):
        above = actions.create(new(f"l{level}", "grid"), parent=above, deed=deed(FIRST))
    with refused("orgs_placement_depth"):
        actions.create(new("l14", "grid"), parent=above, deed=deed(FIRST))


def test_a_subtree_cannot_be_moved_too_deep(db):
    above = None
    for level in range(1, 13):
        above = actions.create(new(f"l{level}", "grid"), parent=above, deed=deed(FIRST))
    other = grown("o", "o/p")
    with refused("orgs_placement_depth"):
        actions.move(other["o"], parent=above, deed=deed())


@pytest.mark.parametrize("verb", ["move", "rename", "close"])
def test_no_change_on_the_day_a_record_begins(town, verb):
    deeds = {
        "move": lambda: actions.move(town["a1"], parent=town["b"], deed=deed(FIRST)),
        "rename": lambda: actions.rename(town["a1"], name="新", deed=deed(FIRST)),
        "close": lambda: actions.close(town["a1"], deed=deed(FIRST)),
    }
    with refused("same_day"):
        deeds[verb]()


def test_no_second_move_on_one_day(town):
    actions.move(town["a1"], parent=town["b"], deed=deed())
    with refused("same_day"):
        actions.move(town["a1"], parent=town["t"], deed=deed())


def test_no_change_before_a_later_one_on_record(town):
    """What was recorded as the end is not said anew: earlier `known_at` depend on it."""
    actions.move(town["a1"], parent=town["b"], deed=deed(date(2019, 1, 1)))
    with refused("ended_already"):
        actions.move(town["a1"], parent=town["t"], deed=deed(date(2018, 1, 1)))
    with refused("ended_already"):
        actions.close(town["a1"], deed=deed(date(2018, 1, 1)))
    # A past period that was left out is put in instead: a correction, known from now on.
    year = Period(date(2018, 1, 1), date(2019, 1, 1))
    actions.insert_placement(town["a1"], parent=town["t"], period=year, deed=deed(reason="漏登"))
    assert parents(date(2018, 7, 1), town["a1"]) == {"a1": "t"}
    assert line(town["a1"]) == "t/b/a1"


def test_no_change_across_one_that_is_planned(town):
    actions.close(town["a1"], deed=deed(SUMMER))
    with refused("ended_already"):
        actions.move(town["a1"], parent=town["b"], deed=deed())
    with refused("ended_already"):
        actions.rename(town["a1"], name="新", deed=deed())


def test_a_unit_with_others_below_it_is_not_closed(town):
    with refused("orphan"):
        actions.close(town["a"], deed=deed())


def test_nor_when_something_is_planned_to_stand_there(town):
    actions.move(town["a1"], parent=town["b"], deed=deed(SUMMER))
    actions.move(town["a2"], parent=town["b"], deed=deed(SUMMER))
    with refused("orphan"):
        actions.close(town["a"], deed=deed())
    actions.close(town["a"], deed=deed(SUMMER))


def test_nothing_is_placed_under_a_closed_unit(town):
    actions.close(town["b1"], deed=deed(date(2020, 1, 1)))
    with refused("orphan"):
        actions.move(town["a1"], parent=town["b1"], deed=deed())
    with refused("orphan"):
        actions.create(new("b2"), parent=town["b1"], deed=deed())


def test_nothing_is_placed_under_a_unit_before_it_began(town):
    late = actions.create(new("c", "district"), parent=town["t"], deed=deed(date(2018, 1, 1)))
    with refused("orphan"):
        actions.create(new("c1"), parent=late, deed=deed(date(2017, 12, 31)))
    with refused("orphan"):
        actions.move(town["a1"], parent=late, deed=deed(date(2017, 12, 31)))


def test_no_day_before_the_tree_begins(town):
    early = deed(date(2014, 12, 31))
    deeds = (
        lambda: actions.create(new("a3"), parent=town["a"], deed=early),
        lambda: actions.move(town["a1"], parent=town["b"], deed=early),
        lambda: actions.close(town["a1"], deed=early),
        lambda: actions.merge([town["a1"]], into=town["a2"], deed=early),
    )
    for one in deeds:
        with refused("before_tree"):
            one()


def called(code: str, name: str) -> actions.NewUnit:
    return actions.NewUnit(code=code, name=name, kind="community")


def test_no_two_beside_each_other_are_called_alike(town):
    with refused("name_taken"):
        actions.create(called("a9", "单位a1"), parent=town["a"], deed=deed())
    with refused("name_taken"):
        actions.rename(town["a2"], name="单位a1", deed=deed())
    actions.create(called("b9", "单位a1"), parent=town["b"], deed=deed())
    with refused("name_taken"):
        actions.move(town["a1"], parent=town["b"], deed=deed())
    with refused("name_taken"):
        actions.merge([town["a"]], into=town["b"], deed=deed())


def test_a_name_is_free_once_its_bearer_is_gone_or_called_otherwise(town):
    actions.rename(town["a1"], name="新名", deed=deed(date(2020, 1, 1)))
    actions.close(town["a2"], deed=deed(date(2020, 1, 1)))
    with refused("name_taken"):
        actions.create(called("a8", "单位a1"), parent=town["a"], deed=deed(date(2019, 12, 31)))
    actions.create(called("a8", "单位a1"), parent=town["a"], deed=deed())
    actions.create(called("a9", "单位a2"), parent=town["a"], deed=deed())


def test_one_of_the_new_units_may_keep_the_name_of_the_one_that_is_split(town):
    half = [replace(called("x", "单位a1"), share=HALF), replace(called("y", "另"), share=HALF)]
    actions.split(town["a1"], into=half, deed=deed())
    both = [replace(called("v", "同名"), share=HALF), replace(called("w", "同名"), share=HALF)]
    with refused("name_taken"):
        actions.split(town["a2"], into=both, deed=deed())


def test_nothing_is_placed_under_a_unit_that_is_to_close(town):
    """It would stand under nothing from that day on."""
    actions.close(town["b1"], deed=deed(SUMMER))
    with refused("orphan"):
        actions.move(town["a1"], parent=town["b1"], deed=deed())
    with refused("orphan"):
        actions.create(new("b2"), parent=town["b1"], deed=deed())


def test_nothing_is_placed_under_a_unit_that_was_closed_meanwhile(town):
    actions.close(town["b1"], deed=deed(date(2019, 1, 1)))
    with refused("orphan"):
        actions.move(town["a1"], parent=town["b1"], deed=deed(date(2018, 1, 1)))


def test_a_closed_unit_is_neither_moved_nor_renamed_nor_closed_again(town):
    actions.close(town["b1"], deed=deed(date(2020, 1, 1)))
    with refused("not_placed"):
        actions.move(town["b1"], parent=town["a"], deed=deed())
    with refused("not_placed"):
        actions.rename(town["b1"], name="新", deed=deed())
    with refused("not_placed"):
        actions.close(town["b1"], deed=deed())


def test_a_change_that_changes_nothing_is_no_change(town):
    with refused("unchanged"):
        actions.move(town["a1"], parent=town["a"], deed=deed())
    with refused("unchanged"):
        actions.rename(town["a1"], name="单位a1", deed=deed())


@pytest.mark.parametrize("name", ["", "   ", "长" * 121])
def test_a_name_is_neither_empty_nor_endless(town, name):
    with refused("bad_name"):
        actions.rename(town["a1"], name=name, deed=deed())
    with refused("bad_name"):
        actions.create(
            actions.NewUnit(code="z", name=name, kind="grid"), parent=town["a"], deed=deed()
        )


def test_codes_belong_to_one_unit(town):
    with refused("code_taken"):
        actions.create(new("a1"), parent=town["b"], deed=deed())
    actions.create(new("z", division_code="999999999999"), parent=town["b"], deed=deed())
    with refused("code_taken"):
        actions.create(new("zz", division_code="999999999999"), parent=town["b"], deed=deed())
    with refused("bad_code"):
        actions.create(new("z" * 33), parent=town["b"], deed=deed())
    with refused("bad_kind"):
        actions.create(new("k", "realm"), parent=town["b"], deed=deed())


def test_a_merge_needs_another_unit_that_lives(town):
    with refused("merge_itself"):
        actions.merge([town["a1"], town["a2"]], into=town["a1"], deed=deed())
    with refused("merge_itself"):
        actions.merge([], into=town["a1"], deed=deed())
    actions.close(town["b1"], deed=deed(date(2020, 1, 1)))
    with refused("orphan"):
        actions.merge([town["a1"]], into=town["b1"], deed=deed())


def test_a_merge_into_a_unit_below_is_refused_whole(town):
    with refused(CYCLE):
        actions.merge([town["a"]], into=town["a1"], deed=deed())


def test_a_split_hands_on_only_its_own_children_and_all_of_them(town):
    with refused("not_below"):
        actions.split(
            town["a"],
            into=[new("x", "district", children=[town["a1"], town["a2"], town["b1"]])],
            deed=deed(),
        )
    with refused("orphan"):
        actions.split(town["a"], into=[new("x", "district", children=[town["a1"]])], deed=deed())


def test_the_next_day_all_of_it_is_possible(town):
    actions.move(town["a1"], parent=town["b"], deed=deed())
    actions.move(town["a1"], parent=town["a"], deed=deed(TOMORROW))
    assert line(town["a1"]) == "t/b/a1"
    assert TODAY < TOMORROW
