"""An item on its way: applied for ahead of time, checked, heard, weighed, decided, published, ended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.admission import actions, queries
from liandong.domains.admission.models import Decision, Item, Opinion, Refusal
from liandong.domains.admission.sweeping import sweep
from liandong.domains.audit.models import Event
from liandong.domains.catalogue.models import Matter
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.queries import place
from liandong.domains.workflow.models import Clock, Process
from tests.domains.admission.kit import (
    APPLIED,
    CITY,
    COMMUNITY,
    DAY,
    DEPARTMENT,
    DISTRICT,
    END,
    OTHER,
    START,
    STREET,
    applied,
    approved,
    asked,
    content,
    drafted,
    grant,
    heard,
    in_force,
    person,
    rights,
    t,
    unit,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("province")


def refused(code: str):
    return pytest.raises(LiandongError, check=lambda error: error.code == code and error.text.en)


def state(item: Item) -> str:
    return Process.objects.get(pk=item.process_id).state


def clock(item: Item, code: str) -> Clock:
    return Clock.objects.get(process=item.process_id, code=code)


# In


def test_a_draft_has_a_number_an_office_and_is_its_departments_alone() -> None:
    first, second = drafted(), drafted()
    assert first.number.startswith("ZR2026")
    assert int(second.number[2:]) == int(first.number[2:]) + 1
    assert (first.office.code, first.place.code) == (CITY, STREET)
    assert not queries.readable(rights("catalogue")).filter(pk=first.pk).exists()
    assert queries.item_for(rights("liaison"), first.number) == first
    with refused("forbidden"):
        queries.item_for(rights("worker"), first.number)
    with refused("no_item"):
        queries.item_for(rights("worker"), "ZR\x00")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " \u202e\x00 "}, "admission_missing"),
        ({"title": "长" * 121}, "admission_too_long"),
        ({"what": "长" * 2001}, "admission_too_long"),
        ({"basis": "长" * 501}, "admission_too_long"),
        ({"kind": "poem"}, "admission_missing"),
        ({"times": 0}, "admission_bad_number"),
        ({"money": Decimal("NaN")}, "admission_bad_number"),
        ({"money": Decimal(-1)}, "admission_bad_number"),
        ({"hours": Decimal("1e9")}, "admission_bad_number"),
        ({"units": []}, "nobody_reached"),
        ({"wanted_until": START}, "bad_period"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(change: dict, code: str) -> None:
    before = Item.objects.count(), Process.objects.count(), Event.objects.count()
    with refused(code):
        drafted(**change)
    assert (Item.objects.count(), Process.objects.count(), Event.objects.count()) == before


def test_a_department_asks_in_its_own_area_alone() -> None:
    with refused("outside_area"):
        drafted(units=[unit("460106000000")])


@pytest.mark.parametrize("missing", ["what", "basis", "manner"])
def test_an_application_is_whole(missing: str) -> None:
    item = drafted(**{missing: "。"})
    with refused("admission_missing"):
        actions.apply(item, by="liaison", at=APPLIED)
    assert state(item) == "draft"


def test_it_is_applied_for_thirty_working_days_ahead() -> None:
    # 2 March + 30 working days, Qingming on 6 April off: over with 14 April.
    earliest, days = queries.earliest(unit(STREET), APPLIED)
    assert (earliest, days) == (date(2026, 4, 15), 30)
    item = drafted(wanted_from=earliest - DAY)
    with refused("too_soon"):
        actions.apply(item, by="liaison", at=APPLIED)
    actions.edit(item, content=content(wanted_from=earliest), by="liaison", at=APPLIED)
    actions.apply(item, by="liaison", at=APPLIED)
    assert state(item) == "applied"


def test_no_longer_than_two_years() -> None:
    item = drafted(wanted_until=date(2028, 5, 7))
    with refused("too_lengthy"):
        actions.apply(item, by="liaison", at=APPLIED)


def test_corrections_stop_the_time_to_decide_and_lapse() -> None:
    item, other = applied(), applied()
    due = clock(item, "decision").due_at
    for one in (item, other):
        actions.return_it(one, reason="缺依据原文", by="catalogue", at=t(3, 3))
    assert clock(item, "decision").due_at is None
    with refused("not_writable"):
        actions.edit(asked(), content=content(), by="liaison", at=t(3, 4))
    actions.edit(item, content=content(basis="某条例第九条第二款"), by="liaison", at=t(3, 4))
    actions.apply(item, by="liaison", at=t(3, 6))
    assert state(item) == "applied"
    assert clock(item, "decision").due_at > due
    sweep(t(3, 31))
    assert (state(item), state(other)) == ("applied", "lapsed")


def test_a_returned_application_cannot_be_moved_nearer_than_the_norm() -> None:
    item = applied()
    actions.return_it(item, reason="缺依据原文", by="catalogue", at=t(3, 3))
    actions.edit(item, content=content(wanted_from=date(2026, 4, 1)), by="liaison", at=t(3, 4))
    with refused("too_soon"):
        actions.apply(item, by="liaison", at=t(3, 5))


# The lists


def test_a_certificate_of_the_twenty_is_refused_with_matter_and_article() -> None:
    item = applied(kind="certificate", title="开具死亡证明", what="为申请人开具死亡证明")
    assert [one.code for one in queries.suspected(item, date(2026, 3, 3))] == ["ZM011"]
    actions.ask(item, by="catalogue", at=t(3, 3))
    decision = Decision.objects.get(item=item)
    assert (state(item), decision.verdict, decision.matter.code) == ("refused", "listed", "ZM011")
    assert decision.article == "民发〔2020〕20号"
    assert "死亡证明" in decision.reason
    assert not Opinion.objects.filter(item=item).exists()


def test_what_the_negative_list_names_is_refused() -> None:
    matter = Matter.objects.live().get(code="FM003")
    item = actions.ask(applied(matter=matter), by="catalogue", at=t(3, 3))
    assert state(item) == "refused"
    assert Decision.objects.get(item=item).matter == matter


# Opinions


def test_each_street_and_community_is_asked_once_and_silence_is_no_consent() -> None:
    item = asked()
    asked_of = {one.unit.code for one in item.opinions.select_related("unit")}
    assert STREET in asked_of
    assert COMMUNITY in asked_of
    actions.opine(
        item, unit=unit(COMMUNITY), answer="disagree", said="人手不够", by="worker", at=t(3, 4)
    )
    with refused("answered_already"):
        actions.opine(item, unit=unit(COMMUNITY), answer="agree", by="worker", at=t(3, 4))
    with refused("not_asked"):
        actions.opine(item, unit=unit(CITY), answer="agree", by="worker", at=t(3, 4))
    with refused("reason_missing"):
        actions.opine(item, unit=unit(STREET), answer="suggest", by="streetoffice", at=t(3, 4))
    sweep(t(3, 12))
    assert state(item) == "opinions"
    sweep(t(3, 13))
    assert state(item) == "assessment"
    assert queries.answers(item) == {"disagree": 1, "silent": len(asked_of) - 1}
    with refused("not_asked"):
        actions.opine(item, unit=unit(STREET), answer="agree", by="streetoffice", at=t(3, 13))


def test_when_all_have_answered_it_goes_on_at_once() -> None:
    assert state(heard()) == "assessment"


def test_a_street_does_not_speak_for_its_communities() -> None:
    item = asked()
    assert [one.code for one in queries.speaks_for(rights("streetoffice"), item)] == [STREET]
    worker = rights("worker")
    assert [one.name for one in queries.speaks_for(worker, item)] == ["秀华社区居民委员会"]
    waiting = queries.for_grassroots(worker, at=t(3, 4))
    assert item in [one.item for one in waiting]
    assert not queries.may_refuse_for(worker, unit("460106001002"))


# Weighing, deciding


def test_load_and_money_are_reckoned() -> None:
    first = in_force()
    item = heard()
    made = actions.assess(item, said="可行", by="catalogue", at=t(5, 7))
    n = len([one for one in queries.concerned(first, date(2026, 5, 7)) if one.code != STREET])
    assert made.communities == n
    assert made.before >= n
    assert made.after == made.before + n
    assert made.money_each == (Decimal(60_000) / n).quantize(Decimal("0.01"))
    assert made.hours == 30
    with refused("not_being_assessed"):
        actions.assess(first, by="catalogue", at=t(5, 7))


def test_deciding_has_its_conditions() -> None:
    how = {"start": START, "end": END, "at": t(3, 6)}
    item = heard(money=Decimal(0))
    with refused("money_missing"):
        actions.approve(item, by="catalogue", **how)
    with refused("not_assessed"):
        actions.approve(item, reason="为民办事", by="catalogue", **how)
    actions.assess(item, by="catalogue", at=t(3, 5))
    with refused("own_application"):
        actions.approve(item, reason="为民办事", by="liaison", **how)
    with refused("too_lengthy"):
        actions.approve(item, reason="为民办事", by="catalogue", **{**how, "end": date(2029, 1, 1)})
    actions.approve(item, reason="为民办事", by="catalogue", **how)
    assert state(item) == "approved"


def test_of_two_who_decide_the_second_is_told() -> None:
    item = heard()
    actions.assess(item, by="catalogue", at=t(3, 5))
    mine, other = Item.objects.get(pk=item.pk), Item.objects.get(pk=item.pk)
    actions.refuse(mine, reason="可以用共享数据", by="a", at=t(3, 6))
    with refused("lifecycle.moved_on"):
        actions.approve(other, start=START, end=END, by="b", at=t(3, 6))
    assert [one.verdict for one in Decision.objects.filter(item=item)] == ["refuse"]


def test_nothing_is_decided_by_silence_and_the_office_is_told_once() -> None:
    person("catalogue", "catalogue_office", CITY)
    item = heard()
    late = clock(item, "decision").due_at
    sweep(late)
    sweep(late + DAY)
    assert state(item) == "assessment"
    told = Notice.objects.filter(about=f"{item}:late:decision:1")
    assert told.count() == 1


# In force


def test_nothing_is_asked_before_it_is_published_and_from_its_first_day() -> None:
    here, item = place(COMMUNITY), approved()

    def entries(on: date) -> list[Item]:
        return [one.item for one in queries.register(here, on).entries if one.item == item]

    assert entries(START) == []
    actions.publish(item, by="catalogue", at=t(3, 9))
    assert (state(item), entries(START - DAY), entries(START)) == ("published", [], [item])
    assert entries(END - DAY) == [item]
    assert entries(END) == []
    sweep(t(5, 5, 23))
    assert state(item) == "published"
    sweep(t(5, 6, 0))
    assert state(item) == "in_force"


def test_published_late_it_begins_late() -> None:
    item = approved()
    made = actions.publish(item, by="catalogue", at=t(6, 1))
    assert (made.start, made.end, state(item)) == (date(2026, 6, 1), END, "in_force")
    over = approved()
    with refused("period_over"):
        actions.publish(over, by="catalogue", at=t(6, 1).replace(year=2027))
    assert state(over) == "approved"


def test_it_expires_by_itself_and_people_hear_before() -> None:
    person("liaison", "liaison", DEPARTMENT, "government")
    item = in_force()
    year = t(3, 8).replace(year=2027)
    for at in (year, year, t(4, 22).replace(year=2027)):
        sweep(at)
    told = Notice.objects.filter(recipient__username="liaison", about__startswith=f"{item}:")
    marks = {one.about.split(":")[2] for one in told}
    assert {"review", "ends"} <= marks
    assert [w.what for w in queries.for_liaison(rights("liaison"), at=year) if w.item == item] == [
        "review"
    ]
    sweep(t(5, 5, 23).replace(year=2027))
    assert state(item) == "in_force"
    sweep(t(5, 6, 0).replace(year=2027))
    assert state(item) == "expired"


def test_renewed_it_goes_on_where_it_ended() -> None:
    item, other = in_force(), in_force()
    later = t(4, 1).replace(year=2027)
    for one in (item, other):
        actions.ask_renewal(one, reason="仍然需要", by="liaison", at=later)
    until = date(2028, 5, 6)
    actions.decide_renewal(
        item, granted=True, reason="负担不重", end=until, by="catalogue", at=later
    )
    actions.decide_renewal(other, granted=False, reason="已有系统", by="catalogue", at=later)
    assert [(one.start, one.end) for one in item.grants.all()] == [(START, END), (END, until)]
    sweep(t(5, 6).replace(year=2027))
    assert (state(item), state(other)) == ("in_force", "expired")


def test_a_renewal_nobody_decided_ends_with_the_period() -> None:
    item = in_force()
    actions.ask_renewal(item, reason="仍然需要", by="liaison", at=t(4, 1).replace(year=2027))
    sweep(t(5, 6).replace(year=2027))
    assert state(item) == "expired"


@pytest.mark.parametrize(("way", "end"), [("withdraw", "withdrawn"), ("take_back", "taken_back")])
def test_it_ends_early_that_day(way: str, end: str) -> None:
    item = in_force()
    getattr(actions, way)(item, reason="不再需要", by="x", at=t(6, 1))
    assert state(item) == end
    days = {one: [e.item for e in queries.register(place(COMMUNITY), one).entries] for one in
            (date(2026, 5, 31), date(2026, 6, 1))}  # fmt: skip
    assert item in days[date(2026, 5, 31)]
    assert item not in days[date(2026, 6, 1)]


# Emergencies


def test_an_emergency_is_in_force_at_once_and_applied_for_afterwards() -> None:
    item = drafted(wanted_from=date(2026, 3, 2))
    actions.declare(item, reason="台风登陆前排查", by="liaison", at=APPLIED)
    assert (grant(item).start, grant(item).end) == (date(2026, 3, 2), date(2026, 4, 1))
    assert item in [e.item for e in queries.register(place(COMMUNITY), date(2026, 3, 2)).entries]
    assert queries.item_for(None, item.number) == item
    actions.apply(item, by="liaison", at=t(3, 3))
    actions.ask(item, by="catalogue", at=t(3, 4))
    actions.refuse(item, reason="应由部门自己做", by="catalogue", at=t(3, 5))
    assert grant(item).stopped_on == date(2026, 3, 5)


def test_an_approved_emergency_is_one_item() -> None:
    item = drafted(wanted_from=date(2026, 3, 2))
    actions.declare(item, reason="台风登陆前排查", by="liaison", at=APPLIED)
    actions.apply(item, by="liaison", at=t(3, 3))
    actions.ask(item, by="catalogue", at=t(3, 4))
    sweep(t(3, 16))
    actions.assess(item, by="catalogue", at=t(3, 16))
    actions.approve(item, start=date(2026, 3, 20), end=END, by="catalogue", at=t(3, 16))
    actions.publish(item, by="catalogue", at=t(3, 16))
    for day in (date(2026, 3, 19), date(2026, 3, 20)):
        entries = queries.register(place(COMMUNITY), day).entries
        assert [e.item for e in entries].count(item) == 1
    assert [g.basis for g in item.grants.all()] == ["emergency", "approval"]


def test_an_emergency_not_applied_for_ends() -> None:
    item = drafted(wanted_from=date(2026, 3, 2))
    actions.declare(item, reason="台风登陆前排查", by="liaison", at=APPLIED)
    sweep(t(3, 9))
    assert state(item) == "emergency"
    sweep(t(3, 10))
    assert (state(item), grant(item).stopped_on) == ("lapsed", date(2026, 3, 10))


# Refusals


def test_a_community_refuses_in_one_deed_and_is_answered() -> None:
    person("liaison", "liaison", DEPARTMENT, "government")
    made = actions.refuse_task(
        community=unit(COMMUNITY), asked="统计阳台花盆", department=unit(DEPARTMENT), by="worker",
        at=t(6, 1),
    )  # fmt: skip
    assert made.number.startswith("JJ2026")
    waiting = queries.for_office(rights("catalogue"), at=t(6, 1))
    assert made in [one.refusal for one in waiting]
    actions.uphold(made, said="没有准入", by="catalogue", at=t(6, 2))
    kept = Refusal.objects.get(pk=made.pk)
    assert (kept.reply, kept.process.state) == ("upheld", "upheld")
    assert Notice.objects.filter(recipient__username="liaison", about=f"{made}:department").exists()
    with refused("lifecycle.moved_on"):
        actions.uphold(made, said="没有准入", by="catalogue", at=t(6, 2))


def test_what_is_admitted_is_shown_and_must_be_in_force_there() -> None:
    item = in_force()
    made = actions.refuse_task(community=unit(COMMUNITY), item=item, by="worker", at=t(6, 1))
    assert (made.asked, made.department.code) == (item.title, DEPARTMENT)
    early = actions.refuse_task(community=unit(COMMUNITY), item=item, by="worker", at=t(3, 20))
    with refused("not_in_force_here"):
        actions.show_item(early, item=item, by="catalogue", at=t(6, 2))
    actions.show_item(made, item=item, by="catalogue", at=t(6, 2))
    assert (made.reply, made.shown) == ("admitted", item)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"asked": " "}, "admission_missing"),
        ({"asked": "长" * 501}, "admission_too_long"),
        ({"who": ""}, "admission_missing"),
        ({"community": STREET}, "not_a_community"),
    ],
)
def test_a_refusal_says_what_and_by_whom(change: dict, code: str) -> None:
    said = {"community": COMMUNITY, "asked": "报表", "who": "某科", **change}
    said["community"] = unit(said["community"])
    with refused(code):
        actions.refuse_task(by="worker", at=t(6, 1), **said)


def test_a_refusal_can_be_taken_back() -> None:
    made = actions.refuse_task(
        community=unit(COMMUNITY), asked="报表", who="某科", by="w", at=t(6, 1)
    )
    actions.take_refusal_back(made, by="w", at=t(6, 1))
    assert made.process.state == "withdrawn"


# Rights


def test_who_may_do_what() -> None:
    person("mz", "liaison", OTHER, "government")
    item = applied()
    steps = {
        name: [one.code for one in queries.steps_for(rights(name), item)]
        for name in ("liaison", "catalogue", "mz", "worker", "streetoffice")
    }
    assert steps["liaison"] == ["withdraw"]
    assert steps["catalogue"] == ["return", "ask", "listed"]
    assert steps["mz"] == steps["worker"] == steps["streetoffice"] == []
    assert DISTRICT  # the district's own department applies at the city's office
