"""The demo's Party tree: parents first, every community led, no organisation without a seat."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from liandong.cli.demo_party import planting
from liandong.cli.demo_party.tree import Area, organisations
from liandong.domains.orgs import party
from liandong.domains.orgs.models import Seat, Unit
from liandong.domains.orgs.queries import children, line, place

AT = datetime(2026, 1, 1, tzinfo=UTC)
ON = date(2026, 1, 1)


def test_areas_without_communities_have_no_organisation() -> None:
    areas = [
        Area("460000000000", "海南省", "province", ""),
        Area("460100000000", "海口市", "city", "460000000000"),
        Area("460300000000", "三沙市", "city", "460000000000"),
        Area("460105001000", "秀英街道", "street", "460100000000"),
        Area("460105001001", "秀华社区居民委员会", "community", "460105001000"),
    ]
    made = list(organisations(areas))
    assert [one.code for one in made if one.kind == "party_committee"] == [
        "D460000000000", "D460100000000", "D460105001000",
    ]  # fmt: skip
    assert made[-1].name == "秀华社区党支部"
    assert made[-1].parent == "D460105001000"


def test_parents_come_first_and_codes_once(province: None) -> None:
    made = list(organisations(planting.areas()))
    seen: set[str] = {""}
    for one in made:
        assert one.parent in seen
        assert one.code not in seen
        seen.add(one.code)
    kinds = Counter(one.kind for one in made)
    assert kinds["general_branch"] == 551 // 6
    assert sum(kinds.values()) - kinds["party_group"] == 1116


@pytest.mark.django_db
def test_planting_twice_changes_nothing(province: None) -> None:
    made = planting.plant(below="460105", by="demo", at=AT)
    assert planting.plant(below="460105", by="demo", at=AT) == made
    assert Unit.objects.filter(kind__in=party.KINDS).count() == len(made)
    assert Seat.objects.filter(unit__kind__in=party.KINDS).count() == len(made)
    district = place("D460105000000", "party")
    above = ["D460000000000", "D460100000000", "D460105000000"]
    assert [one.code for one in line(district)] == above
    assert "D460105001000" in {one.code for one in children(district)}


@pytest.mark.django_db
def test_an_organisation_is_of_the_area_where_it_sits(province: None) -> None:
    planting.plant(below="460105", by="demo", at=AT)
    own = Unit.objects.get(code="D460105001001")
    school = Unit.objects.get(code="D460105001000-U1")
    area = party.area_of(own, ON)
    assert area is not None
    assert area.code == "460105001001"
    assert party.is_community_body(own, party.seat_on(own, ON))
    assert not party.is_community_body(school, party.seat_on(school, ON))
    assert own.division_code is None
