"""What goes wrong around an item: units close and merge, days are declared late, processes are
killed, rows are tampered with; and what may be asked is counted alike by two ways."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.kernel.errors import LiandongError
from liandong.domains.admission import actions, loads, queries, sweeping
from liandong.domains.admission.enums import Basis
from liandong.domains.admission.models import Grant, Item, Opinion, Reach, Refusal, Told
from liandong.domains.admission.reach import GRASSROOTS, outermost
from liandong.domains.database import explained
from liandong.domains.notify.models import Notice
from liandong.domains.orgs import actions as orgs
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.models import Succession
from liandong.domains.orgs.queries import place, units_below
from liandong.domains.workflow.models import Clock, Process, Step
from liandong.domains.workflow.workdays import declare_day
from tests.domains.admission.kit import (
    CITY,
    COMMUNITY,
    DEPARTMENT,
    DISTRICT,
    END,
    OTHER,
    START,
    STREET,
    approved,
    asked,
    content,
    drafted,
    heard,
    in_force,
    person,
    rights,
    t,
    unit,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("province")
SECOND_STREET = "460105002000"


def state(item: Item) -> str:
    return Process.objects.get(pk=item.process_id).state


def items_at(code: str, on: date) -> set[Item]:
    return {one.item for one in queries.register(place(code), on).entries}


def deed(month: int, day: int) -> Deed:
    return Deed(by="t", at=t(month, day), on=date(2026, month, day), reason="调整")


# The tree changes while items are in force


def test_who_comes_after_a_community_takes_its_items_along() -> None:
    first, heir = unit(COMMUNITY), unit("460105002001")
    mine, street = in_force(units=[first]), in_force(units=[unit(STREET)])
    theirs = in_force(units=[heir])
    before, after = date(2026, 5, 31), date(2026, 6, 1)
    orgs.merge([first], into=heir, deed=deed(6, 1))
    assert items_at(heir.code, before) & {mine, street, theirs} == {theirs}
    # What was asked of all communities of another street is no task of this one's.
    assert items_at(heir.code, after) & {mine, street, theirs} == {mine, theirs}
    load = queries.load(place(heir.code), after)
    assert load.total == len(items_at(heir.code, after))
    sweeping.sweep(t(6, 1))
    assert state(mine) == "in_force"


def test_items_of_a_street_that_ended_stay_with_its_communities_alone() -> None:
    there = units_below(place(SECOND_STREET), set(GRASSROOTS))[0].code
    item = in_force(units=[unit(STREET)])
    after = date(2026, 6, 1)
    orgs.merge([unit(STREET)], into=unit(SECOND_STREET), deed=deed(6, 1))
    assert item in items_at(COMMUNITY, after)
    assert item not in items_at(there, after)
    for code in (COMMUNITY, there):
        assert queries.load(place(code), after).total == len(items_at(code, after))


def test_a_department_that_closed_is_followed_by_its_heir() -> None:
    person("mz", "liaison", OTHER, "government")
    item = approved()
    orgs.close(unit(DEPARTMENT), deed=deed(3, 7), hierarchy="government")
    Succession.objects.create(
        predecessor=unit(DEPARTMENT), successor=unit(OTHER), kind="merge", share=Decimal(1),
        on=date(2026, 3, 7), recorded_at=t(3, 7), recorded_by="t",
    )  # fmt: skip
    assert sweeping.sweep(t(3, 7)).inherited >= 1
    item.refresh_from_db()
    assert item.department.code == OTHER
    assert item.process.sides.get(side="department").unit.code == OTHER
    assert queries.steps_for(rights("mz"), queries.item_for(rights("mz"), item.number))
    assert sweeping.sweep(t(3, 7, 10)).inherited == 0


def test_nothing_is_admitted_for_a_department_that_is_gone() -> None:
    item = heard()
    actions.assess(item, by="catalogue", at=t(3, 5))
    orgs.close(unit(DEPARTMENT), deed=deed(3, 6), hierarchy="government")
    for hour in (10, 11):
        sweeping.sweep(t(3, 6, hour))
    assert Told.objects.filter(subject=str(item)).count() == 1
    with pytest.raises(LiandongError) as caught:
        actions.approve(item, start=START, end=END, by="catalogue", at=t(3, 6, 12))
    assert caught.value.code == "unit_closed"
    actions.refuse(item, reason="部门已撤销", by="catalogue", at=t(3, 6, 13))
    assert state(item) == "refused"


def test_a_closed_community_does_not_refuse() -> None:
    orgs.merge([unit(COMMUNITY)], into=unit("460105002001"), deed=deed(6, 1))
    with pytest.raises(LiandongError) as caught:
        actions.refuse_task(community=unit(COMMUNITY), asked="报表", who="某科", by="w", at=t(6, 2))
    assert caught.value.code == "unit_closed"


# Time


def test_a_day_declared_free_late_gives_everybody_a_day_more() -> None:
    item = asked()
    due = Clock.objects.get(process=item.process, code="opinion").due_at
    declare_day(
        unit(DISTRICT), date(2026, 3, 5), worked=False, reason="台风停工", by="d", at=t(3, 5)
    )
    later = Clock.objects.get(process=item.process, code="opinion").due_at
    assert later > due
    sweeping.sweep(due)
    assert state(item) == "opinions"
    sweeping.sweep(later)
    assert state(item) == "assessment"


def test_a_sweep_that_was_away_for_years_goes_through_every_state_once() -> None:
    item = approved()
    actions.publish(item, by="catalogue", at=t(3, 9))
    late = t(1, 1).replace(year=2029)
    sweeping.sweep(late)
    sweeping.sweep(late)
    steps = list(Step.objects.filter(process=item.process).values_list("transition", flat=True))
    assert steps[-2:] == ["begin", "expire"]
    assert steps.count("expire") == 1


# Killed


class Killed(BaseException):
    """Not an error that anybody catches."""


def killed(*_args: object, **_named: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    ("make", "when", "left", "then"),
    [
        (asked, t(3, 13), "opinions", "assessment"),
        (in_force, t(5, 6).replace(year=2027), "in_force", "expired"),
    ],
)
def test_a_sweep_killed_in_the_middle_has_not_happened(monkeypatch, make, when, left, then) -> None:
    item = make()
    with monkeypatch.context() as patched:
        patched.setattr(sweeping, "tell_department", killed)
        patched.setattr("liandong.domains.admission.actions.checking.tell_unit", killed)
        with pytest.raises(Killed):
            sweeping.sweep(when)
    assert state(item) == left
    assert not Opinion.objects.filter(item=item, answer="silent").exists()
    sweeping.sweep(when)
    sweeping.sweep(when)
    assert state(item) == then
    steps = list(Step.objects.filter(process=item.process).values_list("to", flat=True))
    assert steps.count(then) == 1


def test_a_notice_of_the_end_killed_on_its_way_is_sent_once(monkeypatch) -> None:
    person("liaison", "liaison", DEPARTMENT, "government")
    item = in_force()
    when = t(3, 8).replace(year=2027)
    with monkeypatch.context() as patched:
        patched.setattr(sweeping, "tell_unit", killed)
        with pytest.raises(Killed):
            sweeping.sweep(when)
    assert not Told.objects.filter(subject=f"grant:{item.grants.get().pk}").exists()
    for _again in range(2):
        sweeping.sweep(when)
    mine = Notice.objects.filter(recipient__username="liaison", about__startswith=f"{item}:review")
    assert mine.count() == 1


# Tampered with


def refuses(code: str, change) -> None:
    with pytest.raises(LiandongError) as caught, explained():
        change()
    assert caught.value.code == code


def test_the_database_keeps_what_was_said_and_decided() -> None:
    item = in_force()
    mine = Item.objects.filter(pk=item.pk)
    refuses("admission_item_rewritten", lambda: mine.update(title="别的"))
    refuses("admission_item_rewritten", lambda: mine.update(money=0))
    refuses("admission_item_rewritten", lambda: mine.update(number="ZR1"))
    reached = Reach.objects.filter(item=item)
    refuses("admission_reach_rewritten", reached.delete)
    refuses("admission_reach_rewritten", lambda: reached.update(unit=unit(CITY)))
    refuses("admission_reach_rewritten", lambda: Reach.objects.create(item=item, unit=unit(CITY)))
    said = Opinion.objects.filter(item=item)
    refuses("admission_opinion_rewritten", lambda: said.update(answer="disagree"))
    refuses("admission_decision_append_only", lambda: item.decisions.update(reason="x"))
    refuses("admission_assessment_append_only", lambda: item.assessments.update(before=0))
    grants = Grant.objects.filter(item=item)
    refuses("admission_grant_rewritten", lambda: grants.update(end=date(2030, 1, 1)))
    refuses("admission_grant_rewritten", grants.delete)
    actions.withdraw(item, reason="不办了", by="liaison", at=t(6, 1))
    refuses("admission_grant_rewritten", lambda: grants.update(stopped_on=date(2026, 7, 1)))
    made = actions.refuse_task(
        community=unit(COMMUNITY), asked="报表", who="某科", by="w", at=t(6, 2)
    )
    refuses("admission_refusal_rewritten", Refusal.objects.filter(pk=made.pk).delete)
    actions.uphold(made, said="没有准入", by="catalogue", at=t(6, 2))
    kept = Refusal.objects.filter(pk=made.pk)
    refuses("admission_refusal_rewritten", lambda: kept.update(reply_said="x"))


def test_a_draft_may_still_be_made_to_mean_other_communities() -> None:
    item = drafted()
    actions.edit(item, content=content(units=[unit(COMMUNITY)]), by="liaison", at=t(3, 3))
    assert [one.unit.code for one in item.reach.all()] == [COMMUNITY]
    assert item.place.code == COMMUNITY


# Counted two ways


@pytest.mark.parametrize("seed", range(6))
def test_the_load_is_what_the_registers_of_the_communities_say(seed: int) -> None:
    rng = Random(seed)
    below = [one.code for one in units_below(place(DISTRICT))]
    for _n in range(5):
        some = [unit(code) for code in rng.sample(below, rng.randint(1, 4))]
        item = drafted(
            units=some, kind=rng.choice(["sign", "form"]), money=Decimal(rng.choice([0, 10]))
        )
        Grant.objects.create(
            item=item, basis=Basis.APPROVAL, start=START, end=END, published_at=t(3, 9),
            published_by="t",
        )  # fmt: skip
    of, day = place(DISTRICT), date(2026, 6, 1)
    total, unpaid, kinds = 0, 0, {}
    for one in units_below(of, set(GRASSROOTS)):
        for entry in queries.register(one, day).entries:
            total += 1
            unpaid += not entry.item.money
            kinds[entry.item.kind] = kinds.get(entry.item.kind, 0) + 1
    load = queries.load(of, day)
    assert (load.total, load.unpaid, load.kinds) == (total, unpaid, kinds)
    assert sum(row.load.total for row in queries.loads_below(of, day)) == total
    assert queries.trend(of, day, months=3)[-1].load == load


def test_outermost_leaves_out_what_lies_inside() -> None:
    assert outermost(["0000A0000B", "0000A", "0000C", "0000C"]) == ["0000A", "0000C"]


def test_the_trend_shows_when_an_item_came_and_went() -> None:
    before = [
        one.load.total for one in queries.trend(place(COMMUNITY), date(2026, 8, 15), months=5)
    ]
    item = in_force()
    actions.withdraw(item, reason="不办了", by="liaison", at=t(7, 10))
    points = queries.trend(place(COMMUNITY), date(2026, 8, 15), months=5)
    assert [one.day for one in points] == [
        date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31),
        date(2026, 8, 15),
    ]  # fmt: skip
    assert [one.load.total - was for one, was in zip(points, before, strict=True)] == [
        0,
        1,
        1,
        0,
        0,
    ]


# As many queries, however many items


def asks() -> dict[str, int]:
    on, at, office, worker = date(2026, 6, 1), t(6, 1), rights("catalogue"), rights("worker")
    liaison = rights("liaison")
    what = {
        "listed": lambda: queries.listed(office).rows,
        "listed here": lambda: queries.listed(worker, place=place(COMMUNITY), on=on).rows,
        "public": lambda: queries.listed(None, text="台账").rows,
        "refusals": lambda: queries.refusals_listed(office).rows,
        "office": lambda: queries.for_office(office, at=at),
        "liaison": lambda: queries.for_liaison(liaison, at=at),
        "grassroots": lambda: queries.for_grassroots(worker, at=at),
        "register": lambda: queries.register(place(COMMUNITY), on),
        "register of an area": lambda: queries.register(place(DISTRICT), on),
        "load": lambda: queries.load(place(DISTRICT), on),
        "below": lambda: queries.loads_below(place(CITY), on),
        "trend": lambda: queries.trend(place(CITY), on),
    }  # fmt: skip
    counts = {}
    for name, do in what.items():
        with CaptureQueriesContext(connection) as captured:
            do()
        counts[name] = len(captured)
    return counts


def test_as_many_queries_for_many_items_as_for_few() -> None:
    for make in (in_force, asked, drafted):
        make()
    actions.refuse_task(community=unit(COMMUNITY), asked="报表", who="某科", by="w", at=t(6, 1))
    few = asks()
    for make in (in_force, asked, drafted, in_force, heard, approved):
        make(units=[unit(COMMUNITY), unit("460105002001")])
    for _n in range(4):
        actions.refuse_task(community=unit(COMMUNITY), asked="报表", who="某科", by="w", at=t(6, 1))
    assert asks() == few
    assert max(few.values()) <= 8, few


def test_loads_of_an_area_without_communities_are_nothing() -> None:
    assert loads.Load(0).each is None
