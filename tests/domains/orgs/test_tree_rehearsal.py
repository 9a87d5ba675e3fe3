"""A change is foretold by doing it and taking it back; confirmed only if it still comes to that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.period import Period
from liandong.domains.orgs import actions
from liandong.domains.orgs.enums import Effect
from liandong.domains.orgs.models import Placement
from liandong.domains.orgs.rehearsal import MovedOn, perform, rehearse
from tests.domains.orgs.tree_kit import (
    FIRST,
    TODAY,
    TOMORROW,
    deed,
    everything,
    fresh,
    line,
    new,
    refused,
)

HALF = Decimal("0.5")


def tried(do, on=TODAY):
    before = everything()
    outcome = rehearse(do, deed(on))
    assert everything() == before
    return outcome


def told(outcome) -> list[tuple]:
    return [(one.effect, one.name, one.was, one.now) for one in outcome.lines]


def counts(outcome) -> dict[str, tuple[int, int]]:
    return {one.code: (one.before, one.after) for one in outcome.levels}


def test_a_move_says_what_goes_along_and_the_numbers_of_both_sides(town):
    def move():
        actions.move(town["a"], parent=town["b"], deed=deed())

    found = tried(move)
    assert told(found) == [(Effect.MOVED, "单位a", "单位t", "单位b")]
    assert (found.units, found.communities) == (2, 2)
    assert counts(found) == {"b": (1, 3)}
    perform(move, deed(), found.token)
    assert line(town["a1"]) == "t/b/a/a1"


def test_creating_renaming_and_closing(town):
    found = tried(lambda: actions.create(new("a3"), parent=town["a"], deed=deed()))
    assert told(found) == [(Effect.CREATED, "单位a3", "", "单位a")]
    assert counts(found) == {"t": (3, 4), "a": (2, 3)}
    found = tried(lambda: actions.rename(fresh(town["a1"]), name="新", deed=deed()))
    assert told(found) == [(Effect.RENAMED, "单位a1", "单位a1", "新")]
    assert not found.levels
    found = tried(lambda: actions.close(town["a1"], deed=deed()))
    assert told(found) == [(Effect.CLOSED, "单位a1", "单位a", "")]
    assert found.closed == (town["a1"].pk,)
    assert counts(found) == {"t": (3, 2), "a": (2, 1)}


def test_a_merge_and_a_split_name_the_heirs(town):
    found = tried(lambda: actions.merge([town["a"]], into=town["b"], deed=deed()))
    assert told(found) == [
        (Effect.CLOSED, "单位a", "单位t", ""),
        (Effect.MOVED, "单位a1", "单位a", "单位b"),
        (Effect.MOVED, "单位a2", "单位a", "单位b"),
        (Effect.HEIR, "单位a", "单位a", "单位b"),
    ]
    assert counts(found) == {"a": (2, 0), "b": (1, 3)}
    parts = [new("x", share=HALF), new("y", share=HALF)]
    found = tried(lambda: actions.split(town["a1"], into=parts, deed=deed()))
    assert [one.now for one in found.lines if one.effect == Effect.HEIR] == [
        "单位x 50%", "单位y 50%",
    ]  # fmt: skip
    assert counts(found) == {"t": (3, 4), "a": (2, 3)}


def test_a_correction_shows_the_record_that_is_voided_and_what_is_said_instead(town):
    wrong, why = Placement.objects.get(unit=town["a1"]), deed(reason="登记时选错")
    found = tried(lambda: actions.correct_placement(wrong, parent=town["b"], start=FIRST, deed=why))
    assert told(found) == [
        (Effect.VOIDED, "单位a1", "单位a", ""), (Effect.SAID, "单位a1", "", "单位b"),
    ]  # fmt: skip
    year = Period(date(2018, 1, 1), date(2019, 1, 1))
    found = tried(
        lambda: actions.insert_placement(town["a1"], parent=town["b"], period=year, deed=why)
    )
    assert [(one.effect, one.start, one.last) for one in found.lines] == [
        (Effect.VOIDED, FIRST, None),
        (Effect.SAID, FIRST, date(2017, 12, 31)),
        (Effect.SAID, date(2018, 1, 1), date(2018, 12, 31)),
        (Effect.SAID, date(2019, 1, 1), None),
    ]
    assert not found.levels


def test_what_is_to_come_changes_no_number_today(town):
    on = deed(TOMORROW)
    found = tried(lambda: actions.move(town["a"], parent=town["b"], deed=on), TOMORROW)
    assert (found.units, found.communities, found.levels) == (2, 2, ())


def test_nobody_is_told_of_what_is_only_tried(town, django_capture_on_commit_callbacks):
    from liandong.domains.observatory.models import Run, Touch

    before = Run.objects.count(), Touch.objects.count()
    with django_capture_on_commit_callbacks() as later:
        tried(lambda: actions.close(town["a1"], deed=deed()))
    assert not later
    assert (Run.objects.count(), Touch.objects.count()) == before


def test_a_refusal_is_foretold_in_the_same_words(town):
    with refused("orphan"):
        rehearse(lambda: actions.close(town["a"], deed=deed()), deed())


def test_what_somebody_changed_meanwhile_is_looked_at_again(town):
    """Another community appears below: the numbers differ from those confirmed."""

    def move():
        actions.move(town["a"], parent=town["b"], deed=deed())

    seen = rehearse(move, deed()).token
    actions.create(new("a3"), parent=town["a"], deed=deed())
    with refused("tree_moved_on"):
        perform(move, deed(), seen)
    perform(move, deed(), rehearse(move, deed()).token)
    assert line(town["a3"] if "a3" in town else town["a1"]) == "t/b/a/a1"


def test_what_has_become_impossible_says_why(town):
    def close():
        actions.close(town["b1"], deed=deed())

    seen = rehearse(close, deed()).token
    actions.create(new("b2", "grid"), parent=town["b1"], deed=deed())
    with pytest.raises(MovedOn) as caught:
        perform(close, deed(), seen)
    assert "单位b2" in caught.value.text.zh


def test_what_others_do_elsewhere_does_not_stand_in_the_way(town):
    def rename():
        actions.rename(fresh(town["a1"]), name="新", deed=deed())

    seen = rehearse(rename, deed()).token
    actions.create(new("b2"), parent=town["b"], deed=deed())
    perform(rename, deed(), seen)
    assert fresh(town["a1"]).name == "新"


def test_killed_in_the_middle_nothing_is_done(town, monkeypatch):
    """The last thing that a merge does fails: none of what came before is left."""
    outcome = rehearse(lambda: actions.merge([town["a"]], into=town["b"], deed=deed()), deed())
    before = everything()

    def killed(*_, **__):
        raise KeyboardInterrupt

    for last in ("_tell", "_succeed"):
        with monkeypatch.context() as patch:
            patch.setattr(actions, last, killed)
            with pytest.raises((KeyboardInterrupt, LiandongError)):
                perform(
                    lambda: actions.merge([town["a"]], into=town["b"], deed=deed()),
                    deed(), outcome.token,
                )  # fmt: skip
        assert everything() == before
