"""Create, rename, move, split, merge, close: worked by hand, history kept, one event each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from liandong.domains.audit.models import Event
from liandong.domains.orgs import actions, tree
from liandong.domains.orgs.models import Name, Position, Succession, Unit
from liandong.domains.orgs.queries import children, place, place_of
from tests.domains.orgs.tree_kit import (
    AT,
    FIRST,
    TODAY,
    deed,
    events,
    fresh,
    history,
    line,
    new,
    parents,
    refused,
)

HALF = Decimal("0.5")


def test_a_new_unit_stands_under_its_parent_from_its_day(town):
    unit = actions.create(new("a3"), parent=town["a"], deed=deed(date(2019, 7, 1)))
    assert line(unit) == "t/a/a3"
    assert history(unit) == [("a", date(2019, 7, 1), None, False)]
    assert parents(date(2019, 6, 30), unit) == {}
    assert parents(date(2019, 7, 1), unit) == {"a3": "a"}
    name = Name.objects.get(unit=unit)
    assert (name.name, name.start, name.end, name.recorded_at, name.recorded_by) == (
        "单位a3", date(2019, 7, 1), None, AT, "tester",
    )  # fmt: skip
    event = Event.objects.get(subject="unit:a3")
    assert (event.action, event.by, event.at, event.unit) == ("orgs.create", "tester", AT, "a3")
    assert event.after == {"name": "单位a3", "parent": "a"}


def test_a_new_unit_at_the_top_has_no_parent(db):
    unit = actions.create(new("z", "organisation"), parent=None, deed=deed(FIRST))
    assert line(unit) == "z"
    assert place("z").parent is None


def test_the_pinyin_of_a_new_unit_finds_it(db):
    actions.create(
        actions.NewUnit(code="z", name="琼山路社区", kind="community"), parent=None, deed=deed()
    )
    assert Unit.objects.get(code="z").pinyin == "qiongshanlushequ qslsq"


def test_a_rename_keeps_the_earlier_name(town):
    unit = actions.rename(town["a"], name=" 新区 ", deed=deed(date(2020, 3, 1), reason="批复"))
    assert (unit.name, unit.pinyin) == ("新区", "xinqu xq")
    assert fresh(unit).name == "新区"
    names = unit.names.order_by("start").values_list("name", "start", "end", "ended_at")
    assert list(names) == [
        ("单位a", FIRST, date(2020, 3, 1), AT),
        ("新区", date(2020, 3, 1), None, None),
    ]
    assert unit.names.on(date(2020, 2, 29)).get().name == "单位a"
    event = Event.objects.get(action="orgs.rename", subject="unit:a")
    assert (event.before, event.after, event.reason) == (
        {"name": "单位a"},
        {"name": "新区"},
        "批复",
    )


def test_a_move_takes_the_whole_subtree_along(town):
    actions.move(town["a"], parent=town["b"], deed=deed())
    assert [line(town[c]) for c in ("a", "a1", "a2", "b1")] == [
        "t/b/a", "t/b/a/a1", "t/b/a/a2", "t/b/b1",
    ]  # fmt: skip
    assert history(town["a"]) == [("t", FIRST, TODAY, False), ("b", TODAY, None, False)]
    assert history(town["a1"]) == [("a", FIRST, None, False)]
    assert {c.code for c in children(place("b"))} == {"a", "b1"}
    event = Event.objects.get(action="orgs.move", subject="unit:a")
    assert (event.before, event.after) == ({"parent": "t"}, {"parent": "b"})


def test_a_move_dated_in_the_past_holds_from_then_and_today(town):
    day = date(2018, 5, 1)
    actions.move(town["a1"], parent=town["b"], deed=deed(day))
    assert line(town["a1"]) == "t/b/a1"
    assert parents(date(2018, 4, 30), town["a1"]) == {"a1": "a"}
    assert parents(day, town["a1"]) == {"a1": "b"}


def test_today_is_the_day_of_the_office_not_of_utc(town):
    """At seven in the morning in Beijing UTC has yesterday's date; the move is in force."""
    assert AT.date() < TODAY
    actions.move(town["a1"], parent=town["b"], deed=deed(TODAY))
    assert line(town["a1"]) == "t/b/a1"


def test_a_split_hands_on_place_children_and_shares(town):
    one, two = actions.split(
        town["a"],
        into=[
            new("x", "district", share=Decimal("0.6"), children=[town["a1"]]),
            new("y", "district", share=Decimal("0.4"), children=[town["a2"]]),
        ],
        deed=deed(),
    )
    assert [line(u) for u in (one, two, town["a1"], town["a2"])] == [
        "t/x", "t/y", "t/x/a1", "t/y/a2",
    ]  # fmt: skip
    assert line(town["a"]) is None
    assert history(town["a"]) == [("t", FIRST, TODAY, False)]
    assert town["a"].names.get().end == TODAY
    rows = Succession.objects.filter(predecessor=town["a"]).order_by("id")
    assert [(s.successor.code, s.kind, s.share, s.on, s.recorded_by) for s in rows] == [
        ("x", "split", Decimal("0.6"), TODAY, "tester"),
        ("y", "split", Decimal("0.4"), TODAY, "tester"),
    ]
    assert events(town["a"]) == ["orgs.create", "orgs.split"]
    assert Event.objects.get(action="orgs.split").after == {"into": ["x", "y"]}


def test_a_merge_ends_the_units_in_a_living_one(town):
    actions.merge([town["b"]], into=town["a"], deed=deed())
    assert line(town["b"]) is None
    assert line(town["b1"]) == "t/a/b1"
    assert history(town["b"]) == [("t", FIRST, TODAY, False)]
    one = Succession.objects.get(predecessor=town["b"])
    assert (one.successor, one.kind, one.share) == (town["a"], "merge", Decimal(1))
    assert events(town["b"]) == ["orgs.create", "orgs.merge"]


def test_a_unit_and_its_child_merge_into_a_third_together(town):
    actions.merge([town["a"], town["a1"]], into=town["b"], deed=deed())
    assert (line(town["a"]), line(town["a1"]), line(town["a2"])) == (None, None, "t/b/a2")
    assert Succession.objects.filter(successor=town["b"]).count() == 2


def test_a_closed_unit_is_gone_and_stays_in_history(town):
    actions.close(town["b1"], deed=deed(reason="撤并"))
    assert line(town["b1"]) is None
    with pytest.raises(Position.DoesNotExist):
        place_of(town["b1"].pk)
    assert parents(date(2020, 6, 1), town["b1"]) == {"b1": "b"}
    assert parents(TODAY, town["b1"]) == {}
    assert town["b1"].names.get().end == TODAY
    event = Event.objects.get(action="orgs.close")
    assert (event.before, event.reason) == ({"name": "单位b1"}, "撤并")


def test_closing_in_one_hierarchy_keeps_the_name_while_it_stands_in_another(town):
    actions.create(new("p", "organisation"), parent=None, deed=deed(FIRST), hierarchy="party")
    tree_of_party = Unit.objects.get(code="p")
    from liandong.domains.orgs.models import Placement

    Placement.objects.create(
        unit=town["b1"], parent=tree_of_party, hierarchy="party", start=FIRST, recorded_at=AT,
        recorded_by="tester",
    )  # fmt: skip
    actions.close(town["b1"], deed=deed())
    assert town["b1"].names.get().end is None
    actions.close(town["b1"], deed=deed(date(2020, 7, 1)), hierarchy="party")
    assert town["b1"].names.get().end == date(2020, 7, 1)


def test_each_hierarchy_has_positions_of_its_own(town):
    standing = Position.objects.filter(hierarchy="government").count()
    root = actions.create(
        new("p", "organisation"), parent=None, deed=deed(FIRST), hierarchy="government"
    )
    assert Position.objects.filter(unit=root).get().hierarchy == "government"
    assert line(root) is None
    assert tree.rebuild("government", TODAY) == standing + 1


def test_names_on_paths_never_pass_the_width_of_a_segment():
    assert tree.segment(36**5 - 1) == "zzzzz"
    with pytest.raises(OverflowError):
        tree.segment(36**5)


def test_split_shares_must_add_up(town):
    for shares in (
        (HALF, Decimal("0.4")),
        (Decimal(1), Decimal(0)),
        (Decimal("1.5"), Decimal("-0.5")),
    ):
        with refused("shares"):
            actions.split(
                town["b1"], into=[new(f"s{i}", share=s) for i, s in enumerate(shares)], deed=deed()
            )
    with refused("shares"):
        actions.split(town["b1"], into=[], deed=deed())
