"""The record was wrong: voided with a reason and said anew; and what was known when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from liandong.domains.orgs import actions, tree
from liandong.domains.orgs.models import Placement
from tests.domains.orgs.tree_kit import (
    AT,
    FIRST,
    TODAY,
    TOMORROW,
    deed,
    events,
    history,
    line,
    new,
    parents,
    refused,
)

MOVED = date(2019, 1, 1)
LATER = AT + timedelta(hours=1)
WHY = "登记时选错上级"


def last(unit) -> Placement:
    return Placement.objects.live().filter(unit=unit).order_by("-start").first()


def right(unit, **fields) -> Placement:
    wrong = last(unit)
    fields = {"parent": wrong.parent, "start": wrong.start, **fields}
    return actions.correct_placement(wrong, **fields, deed=deed(at=LATER, reason=WHY))


def test_a_wrong_parent_is_voided_and_said_anew(town):
    right(town["a1"], parent=town["b"])
    assert history(town["a1"]) == [("a", FIRST, None, True), ("b", FIRST, None, False)]
    void = Placement.objects.get(unit=town["a1"], parent=town["a"])
    assert (void.voided_at, void.voided_by, void.void_reason) == (LATER, "tester", WHY)
    assert line(town["a1"]) == "t/b/a1"
    assert parents(date(2017, 1, 1), town["a1"]) == {"a1": "b"}
    assert events(town["a1"]) == ["orgs.create", "orgs.correct_placement"]


def test_a_corrected_district_takes_its_communities_along(town):
    right(town["a"], parent=town["b"])
    assert line(town["a2"]) == "t/b/a/a2"


def test_a_correction_keeps_the_end(town):
    actions.move(town["a1"], parent=town["b"], deed=deed(MOVED))
    first = Placement.objects.get(unit=town["a1"], start=FIRST)
    actions.correct_placement(first, parent=town["t"], start=FIRST, deed=deed(at=LATER, reason=WHY))
    assert history(town["a1"]) == [
        ("a", FIRST, MOVED, True),
        ("t", FIRST, MOVED, False),
        ("b", MOVED, None, False),
    ]
    assert line(town["a1"]) == "t/b/a1"


def test_a_wrong_day_of_a_move_is_put_right_on_both_sides(town):
    actions.move(town["a1"], parent=town["b"], deed=deed(MOVED))
    for day in (date(2019, 3, 1), date(2018, 10, 1)):
        right(town["a1"], start=day)
        assert parents(day - timedelta(days=1), town["a1"]) == {"a1": "a"}
        assert parents(day, town["a1"]) == {"a1": "b"}
    with refused("before_earlier"):
        right(town["a1"], start=FIRST)


def test_a_planned_move_is_taken_back_by_correcting_it(town):
    actions.move(town["a1"], parent=town["b"], deed=deed(TOMORROW))
    right(town["a1"], parent=town["a"])
    tree.settle(TOMORROW)
    assert line(town["a1"]) == "t/a/a1"


def test_a_correction_needs_a_reason(town):
    for reason in ("", "  "):
        with refused("reason_missing"):
            actions.correct_placement(
                last(town["a1"]), parent=town["b"], start=FIRST, deed=deed(reason=reason)
            )


def test_of_two_who_correct_one_record_the_second_is_told(town):
    seen = last(town["a1"])
    right(town["a1"], parent=town["b"])
    with refused("stale"):
        actions.correct_placement(
            seen, parent=town["t"], start=FIRST, deed=deed(at=LATER, reason=WHY)
        )


def test_a_correction_makes_neither_circle_nor_orphan_nor_overlap(town):
    with refused("orgs_placement_cycle"):
        right(town["a"], parent=town["a1"])
    with refused("orphan"):
        right(town["a"], start=date(2016, 2, 1))  # a1, a2 stand under it since January
    with refused("orphan"):
        right(town["a1"], start=date(2015, 12, 1))  # its parent began in 2016
    actions.close(town["b1"], deed=deed(MOVED))
    with refused("ends_before_start"):
        right(town["b1"], start=MOVED)


def test_who_listens_is_told_from_the_earlier_of_both_starts(town):
    told = []

    def listen(*, on, **_):
        told.append(on)

    actions.tree_changed.connect(listen, weak=False)
    try:
        actions.move(town["a1"], parent=town["b"], deed=deed(MOVED))
        right(town["a1"], start=date(2019, 6, 1))
    finally:
        actions.tree_changed.disconnect(listen)
    assert told == [MOVED, MOVED]


# What was known when

KNOWN = datetime(2020, 5, 1, tzinfo=UTC)


def test_a_change_recorded_later_was_not_known_before(town):
    actions.move(town["a1"], parent=town["b"], deed=deed(MOVED))
    day = date(2019, 6, 1)
    assert parents(day, town["a1"], known_at=KNOWN) == {"a1": "a"}
    assert parents(day, town["a1"], known_at=AT) == {"a1": "b"}
    assert parents(day, town["a1"]) == {"a1": "b"}


def test_an_end_recorded_later_was_not_known_before(town):
    actions.close(town["b1"], deed=deed(MOVED))
    assert parents(TODAY, town["b1"], known_at=KNOWN) == {"b1": "b"}
    assert parents(TODAY, town["b1"], known_at=AT) == {}


def test_a_corrected_record_was_believed_until_the_moment_of_correction(town):
    right(town["a1"], parent=town["b"])
    just_before = LATER - timedelta(microseconds=1)
    assert parents(TODAY, town["a1"], known_at=just_before) == {"a1": "a"}
    assert parents(TODAY, town["a1"], known_at=LATER) == {"a1": "b"}


def test_a_unit_recorded_late_was_not_known_before(town):
    unit = actions.create(new("a3"), parent=town["a"], deed=deed(date(2019, 1, 1)))
    assert parents(TODAY, unit, known_at=KNOWN) == {}
    assert parents(TODAY, unit, known_at=AT) == {"a3": "a"}


def test_at_every_moment_exactly_one_parent_was_known(town):
    actions.move(town["a1"], parent=town["b"], deed=deed(MOVED))
    right(town["a1"], start=date(2019, 3, 1))
    moments = [KNOWN, AT, AT + timedelta(minutes=1), LATER, LATER + timedelta(days=1)]
    for day in (date(2018, 1, 1), date(2019, 2, 1), date(2019, 6, 1)):
        for moment in moments:
            edges = [e for e in tree.edges_on(day, known_at=moment) if e[0] == town["a1"].pk]
            assert len(edges) == 1, (day, moment)
