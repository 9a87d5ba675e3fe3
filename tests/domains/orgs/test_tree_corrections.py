"""The record was wrong: voided with a reason and said anew; and what was known when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from liandong.domains.orgs import actions, tree
from liandong.domains.orgs.models import Name, Placement
from tests.domains.orgs.tree_kit import (
    AT,
    FIRST,
    TODAY,
    TOMORROW,
    deed,
    events,
    fresh,
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


def of_name(unit, name: str) -> None:
    actions.correct_name(unit.names.live().last(), name=name, deed=deed(at=LATER, reason=WHY))


def test_a_slip_in_a_name_is_put_right_on_its_first_day(town):
    unit = actions.create(new("a3"), parent=town["a"], deed=deed(TODAY))
    with refused("same_day"):
        actions.rename(unit, name="单位甲", deed=deed(TODAY))
    of_name(unit, "单位甲")
    assert fresh(unit).name == "单位甲"
    assert fresh(unit).pinyin.startswith("danweijia")
    rows = Name.objects.filter(unit=unit).order_by("pk").values_list("name", "start", "voided_at")
    assert list(rows) == [("单位a3", TODAY, LATER), ("单位甲", TODAY, None)]
    assert events(unit) == ["orgs.create", "orgs.correct_name"]


def test_a_former_name_is_put_right_and_today_s_stays(town):
    actions.rename(town["a1"], name="今名", deed=deed(MOVED))
    former = town["a1"].names.live().get(start=FIRST)
    actions.correct_name(former, name="旧名", deed=deed(at=LATER, reason=WHY))
    assert fresh(town["a1"]).name == "今名"
    assert town["a1"].names.on(date(2017, 1, 1)).get().name == "旧名"
    assert town["a1"].names.on(date(2017, 1, 1), known_at=AT).get().name == "单位a1"


def test_a_name_is_not_corrected_to_that_of_a_neighbour_nor_to_itself_nor_twice(town):
    with refused("name_taken"):
        of_name(town["a1"], "单位a2")
    with refused("unchanged"):
        of_name(town["a1"], "单位a1")
    seen = town["a1"].names.get()
    of_name(town["a1"], "先到的")
    with refused("stale"):
        actions.correct_name(seen, name="后到的", deed=deed(at=LATER, reason=WHY))
    with refused("reason_missing"):
        actions.correct_name(town["a1"].names.live().get(), name="无理由", deed=deed())


def end(unit, day: date | None) -> None:
    actions.correct_end(last(unit), end=day, deed=deed(at=LATER, reason=WHY))


def test_a_closure_by_mistake_is_taken_back(town):
    actions.close(town["a1"], deed=deed(MOVED))
    end(town["a1"], None)
    assert line(town["a1"]) == "t/a/a1"
    assert parents(TODAY, town["a1"]) == {"a1": "a"}
    assert parents(TODAY, town["a1"], known_at=AT) == {}
    assert [one.end for one in town["a1"].names.live()] == [None]
    assert events(town["a1"])[-1] == "orgs.correct_end"


def test_a_unit_closed_on_the_wrong_day(town):
    actions.close(town["a1"], deed=deed(MOVED))
    for day in (date(2018, 7, 1), date(2019, 7, 1)):
        end(town["a1"], day)
        assert parents(day - timedelta(days=1), town["a1"]) == {"a1": "a"}
        assert parents(day, town["a1"]) == {}
        assert [one.end for one in town["a1"].names.live()] == [day]
        assert line(town["a1"]) is None
    end(town["a1"], TOMORROW)
    assert line(town["a1"]) == "t/a/a1"
    tree.settle(TOMORROW)
    assert line(town["a1"]) is None


def test_an_end_is_not_put_right_where_more_hangs_on_it(town):
    with refused("not_the_end"):
        end(town["a1"], date(2020, 1, 1))
    actions.merge([town["a1"]], into=town["a2"], deed=deed(MOVED))
    with refused("succeeded"):
        end(town["a1"], None)
    actions.close(town["b1"], deed=deed(MOVED))
    with refused("unchanged"):
        end(town["b1"], MOVED)
    with refused("ends_before_start"):
        end(town["b1"], FIRST)
    actions.create(replace(new("b2"), name="单位b1"), parent=town["b"], deed=deed(MOVED))
    with refused("name_taken"):
        end(town["b1"], None)


def test_who_stands_under_a_unit_that_is_gone_cannot_come_back_alone(town):
    actions.close(town["b1"], deed=deed(MOVED))
    actions.close(town["b"], deed=deed(date(2019, 2, 1)))
    with refused("orphan"):
        end(town["b1"], None)
    end(town["b"], None)
    end(town["b1"], None)
    assert line(town["b1"]) == "t/b/b1"
    actions.close(town["a1"], deed=deed(MOVED))
    actions.close(town["a2"], deed=deed(TODAY))
    actions.close(town["a"], deed=deed(TODAY))
    with refused("orphan"):
        end(town["a"], date(2019, 6, 1))


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
