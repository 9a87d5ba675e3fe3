"""Branches near a place: what is nearer in the tree comes first; who said no is not named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.members.actions import floating, hosting
from liandong.domains.members.actions.reporting import report_in
from liandong.domains.members.models import Membership
from liandong.domains.members.nearness import areas, rings
from liandong.domains.orgs.actions import Deed, NewUnit, create
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Seat, Unit
from liandong.domains.orgs.queries import place

COMMUNITY, HERE, BESIDE = "460105001001", "D460105001001", "D460105001002"


def how() -> dict:
    return {"by": "test", "at": timezone.now()}


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def elsewhere_in_the_city() -> None:
    deed = Deed(by="test", at=timezone.now(), on=date(2020, 1, 1))
    far = create(NewUnit("T-FAR", "测试支部", "branch"), parent=unit("D460100000000"), deed=deed,
                 hierarchy="party")  # fmt: skip
    Seat.objects.create(unit=far, community=unit("460106000000"), start=deed.on, **deed.stamp())


def test_the_same_community_then_street_then_district_then_city(province) -> None:
    elsewhere_in_the_city()
    found = rings(place(COMMUNITY), on=timezone.localdate(), most=10_000)
    assert [one.area.kind for one in found] == [
        Kind.COMMUNITY, Kind.STREET, Kind.DISTRICT, Kind.CITY,
    ]  # fmt: skip
    assert found[0].hosts[0].unit.code == HERE
    assert BESIDE in {one.unit.code for one in found[1].hosts}
    named = [one.unit.pk for ring in found for one in ring.hosts]
    assert len(named) == len(set(named)), "each stands where it is nearest, and once"
    kinds = {one.unit.kind for ring in found for one in ring.hosts}
    assert kinds <= {Kind.BRANCH, Kind.JOINT_BRANCH}


def test_no_more_than_can_be_read_and_not_one_s_own(province) -> None:
    found = rings(place(COMMUNITY), on=timezone.localdate(), besides={unit(HERE).pk}, most=7)
    assert sum(len(one.hosts) for one in found) == 7
    assert HERE not in {one.unit.code for ring in found for one in ring.hosts}


def test_a_province_is_too_wide_to_be_near(province) -> None:
    assert rings(place("46"), on=timezone.localdate()) == []


def test_two_characters_find_an_area(province) -> None:
    assert COMMUNITY in {one.unit.code for one in areas("秀华")}
    assert areas("  ") == []
    assert areas("没有这里") == []


def test_what_a_branch_says_of_itself_is_shown_and_on_record(province) -> None:
    hosting.offer(unit(BESIDE), takes=True, contact="  秀海路 8 号 \n 二楼 ", **how())
    found = rings(place(COMMUNITY), on=timezone.localdate(), most=1_000)
    said = {one.unit.code: one.contact for ring in found for one in ring.hosts}
    assert said[BESIDE] == "秀海路 8 号 二楼"
    assert said[HERE] == ""
    hosting.offer(unit(BESIDE), takes=False, contact="", **how())
    found = rings(place(COMMUNITY), on=timezone.localdate(), most=1_000)
    assert BESIDE not in {one.unit.code for ring in found for one in ring.hosts}
    told = Event.objects.filter(action="members.offer").order_by("-pk").first()
    assert (told.before["takes"], told.after["takes"]) == (True, False)
    with pytest.raises(LiandongError, match="党支部"):
        hosting.offer(unit("D460105000000"), takes=True, contact="", **how())


def test_nobody_reports_in_where_they_are_not_taken(province) -> None:
    hosting.offer(unit(BESIDE), takes=False, contact="", **how())
    held = Membership.objects.on(timezone.localdate()).filter(unit__code=HERE, stage="full")
    person = held.filter(person__floatings=None).first().person
    day = timezone.localdate()
    with pytest.raises(LiandongError) as refused:
        report_in(person, host=unit(BESIDE), since=day, reason="work", on=day, **how())
    assert refused.value.code == "not_taking"
    assert not person.floatings.exists(), "nothing is left half-done"
    # Home may still ask: whether they take somebody in after all is theirs to answer.
    kept = floating.register_away(person, since=day - timedelta(days=1), reason="work",
                                  host=unit(BESIDE), **how())  # fmt: skip
    assert kept.process.state == "notified"


def test_one_query_for_each_step_of_the_way(province, django_assert_max_num_queries) -> None:
    at = place(COMMUNITY)
    with django_assert_max_num_queries(6):
        rings(at, on=timezone.localdate(), most=10_000)
