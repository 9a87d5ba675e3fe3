"""The way into the Party and between branches, one step after another, each on record for good."""

from __future__ import annotations

from datetime import date

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.members import actions
from liandong.domains.members.actions.registering import Details
from liandong.domains.members.enums import Exit, Stage
from liandong.domains.members.models import Person
from liandong.domains.members.signals import members_changed
from tests.domains.members.conftest import AT, FOUNDED, HOW, ours

NUMBER = "469999199001011234"


def refused(code: str, act, *args, **kwargs) -> LiandongError:
    with pytest.raises(LiandongError) as caught:
        act(*args, **{**HOW, **kwargs})
    assert caught.value.code == code, caught.value.text.zh
    return caught.value


def test_birth_and_sex_come_from_the_number(tree) -> None:
    person = actions.register(
        Details(name=" 林  演 ", identity=NUMBER.lower(), phone="1400 000-0001"),
        unit=tree["east"], stage=Stage.APPLICANT, on=date(2026, 5, 1), **HOW,
    )  # fmt: skip
    person.refresh_from_db()
    assert (person.name, person.birth_date, person.sex) == ("林 演", date(1990, 1, 1), "male")
    assert (person.identity.opened(), person.phone.opened()) == (NUMBER, "14000000001")


def test_what_cannot_be_is_refused_and_leaves_nothing(tree) -> None:
    on = {"unit": tree["east"], "stage": Stage.FULL, "on": date(2026, 5, 1)}
    refused(
        "identity.check",
        actions.register,
        Details("甲", NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2")),
        **on,
    )
    refused("birth_differs", actions.register,
            Details("甲", NUMBER, birth_date=date(1990, 1, 2)), **on)  # fmt: skip
    refused("name_missing", actions.register, Details("  "), **on)
    refused("bad_phone", actions.register, Details("甲", phone="电话"), **on)
    refused("not_a_branch", actions.register, Details("甲"), **{**on, "unit": tree["committee"]})
    refused("unit_closed", actions.register, Details("甲"), **{**on, "on": date(2018, 1, 1)})
    refused("in_future", actions.register, Details("甲"), **{**on, "on": date(2026, 6, 2)})
    refused("wrong_group", actions.register, Details("甲"), group=tree["west"], **on)
    assert not Person.objects.filter(name="甲").exists()


def test_the_same_number_twice_names_the_way_out(tree) -> None:
    on = {"unit": tree["east"], "stage": Stage.FULL, "on": date(2026, 5, 1)}
    actions.register(Details("甲", NUMBER), **on, **HOW)
    error = refused("members_person_one_identity", actions.register, Details("乙", NUMBER),
                    **{**on, "unit": tree["west"]})  # fmt: skip
    assert "转接" in error.text.zh
    assert NUMBER not in error.text.zh


def test_the_whole_way_takes_its_time(tree) -> None:
    person = actions.register(
        Details("申请人"), unit=tree["east"], stage=Stage.APPLICANT, on=date(2023, 1, 10), **HOW
    )
    refused("wrong_stage", actions.set_stage, person, to=Stage.CANDIDATE, on=date(2023, 5, 1))
    actions.set_stage(person, to=Stage.ACTIVIST, on=date(2023, 7, 1), **HOW)
    # A year of training and observation, art. 8 of the rules on admission.
    refused("stage_too_early", actions.set_stage, person, to=Stage.CANDIDATE, on=date(2024, 6, 30))
    actions.set_stage(person, to=Stage.CANDIDATE, on=date(2024, 7, 1), **HOW)
    actions.set_stage(person, to=Stage.PROBATIONARY, on=date(2024, 12, 1), **HOW)
    error = refused("stage_too_early", actions.set_stage, person, to=Stage.FULL,
                    on=date(2025, 11, 30))  # fmt: skip
    assert "2025-12-01" in error.text.zh
    actions.set_stage(person, to=Stage.FULL, on=date(2025, 12, 1), **HOW)
    assert [row.stage for row in person.memberships.order_by("start")] == list(Stage)


def test_probation_goes_on_in_another_branch(tree) -> None:
    person = actions.register(
        Details("预备"), unit=tree["east"], stage=Stage.PROBATIONARY, on=date(2025, 3, 1), **HOW
    )
    actions.move(person, unit=tree["west"], on=date(2025, 9, 1), **HOW)
    row = actions.set_stage(person, to=Stage.FULL, on=date(2026, 3, 1), **HOW)
    assert row.unit == tree["west"]


def test_a_move_keeps_the_past_where_it_was(tree, member) -> None:
    actions.move(member, unit=tree["west"], on=date(2026, 3, 1), **HOW)
    before = ours().on(date(2026, 2, 28)).get(person=member)
    after = ours().on(date(2026, 3, 1)).get(person=member)
    assert (before.unit, after.unit) == (tree["east"], tree["west"])
    refused("same_place", actions.move, member, unit=tree["west"], on=date(2026, 4, 1))
    refused("before_last_change", actions.move, member, unit=tree["east"], on=date(2026, 3, 1))


def test_who_left_is_on_no_roster(tree, member) -> None:
    refused("reason_missing", actions.leave, member, exit=Exit.REMOVED, on=date(2026, 4, 1))
    actions.leave(member, exit=Exit.REMOVED, on=date(2026, 4, 1), reason="按党章第九条", **HOW)
    refused("not_on_the_roster", actions.set_stage, member, to=Stage.FULL, on=date(2026, 5, 1))
    assert ours().get().exit == Exit.REMOVED


def test_suspended_and_resumed(tree, member) -> None:
    actions.suspend(member, on=date(2026, 1, 1), reason="失联六个月", **HOW)
    assert ours().on(date(2026, 2, 1)).get().standing == "suspended"
    actions.resume(member, on=date(2026, 3, 1), reason="已找到", **HOW)
    assert ours().on(date(2026, 3, 1)).get().standing == "normal"


def test_a_wrong_row_is_voided_and_said_anew(tree, member) -> None:
    row = member.memberships.get()
    anew = actions.correct(row, reason="入支部日期登错", start=date(2020, 5, 1), **HOW)
    assert anew is not None
    assert not ours().on(date(2020, 4, 30)).exists()
    assert ours().on(date(2020, 5, 1)).get() == anew
    assert ours().count() == 2


def test_the_trail_names_nobody(tree, member) -> None:
    actions.change_details(
        member, Details("林改名", NUMBER, "14000000001"), unit=tree["east"], reason="更名", **HOW
    )
    said = " ".join(str((e.subject, e.before, e.after)) for e in Event.objects.filter(at=AT))
    assert "林" not in said
    assert NUMBER not in said
    assert "identity" in said


def test_everybody_concerned_is_told(tree, member) -> None:
    heard = []
    members_changed.connect(lambda **said: heard.append(said), weak=False, dispatch_uid="test")
    try:
        actions.move(member, unit=tree["west"], on=date(2026, 3, 1), **HOW)
    finally:
        members_changed.disconnect(dispatch_uid="test")
    assert heard[0]["units"] == sorted([tree["east"].pk, tree["west"].pk])
    assert heard[0]["since"] == date(2026, 3, 1)
    assert heard[0]["since"] > FOUNDED
