"""Who went from where to where, and how far both sides have come; on any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from liandong.domains.life.queries import progress
from liandong.domains.members import flows
from liandong.domains.members.actions import floating
from liandong.domains.members.models import Floating, Membership
from liandong.domains.observatory import figures
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place

TOP, DISTRICT = "D460000000000", "D460105000000"


@pytest.fixture
def today(province) -> date:
    return timezone.localdate()


def away(today, since, **where):
    held = Membership.objects.on(today).filter(unit__code="D460105001001", stage="full")
    person = held.filter(person__floatings=None).order_by("pk").first().person
    return floating.register_away(
        person, since=since, reason="work", by="test", at=timezone.now(), **where
    )


def counted(code, on) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in flows.flows(place(code, "party"), on=on):
        found[one.state] = found.get(one.state, 0) + one.n
    return found


def test_they_are_the_members_away_of_the_days_figures(today):
    top = place(TOP, "party")
    out = figures.view(top, on=today).own.totals["floating_out"]
    assert sum(counted(TOP, today).values()) == out > 0


@pytest.mark.parametrize("code", [TOP, DISTRICT])
def test_one_more_away_is_one_more(today, code):
    before = counted(code, today)
    away(today, today - timedelta(days=9), host=Unit.objects.get(code="D460105001002"))
    away(today, today - timedelta(days=9), elsewhere="广东省广州市")
    away(today, today - timedelta(days=9), area=Unit.objects.get(code="460106000000"))
    after = counted(code, today)
    assert sum(after.values()) == sum(before.values()) + 3
    rows = flows.flows(place(code, "party"), on=today)
    assert {one.away for one in rows} >= {None, flows.Away.BEYOND, flows.Away.AREA}


def test_of_a_past_day_as_it_was_then(today):
    since = today - timedelta(days=60)
    one = away(today, since, host=Unit.objects.get(code="D460105001002"))
    how = {"by": "test", "at": timezone.now()}
    before = counted(DISTRICT, today - timedelta(days=20))
    floating.step(one, "report", on=today - timedelta(days=10), **how)
    floating.step(one, "return", on=today - timedelta(days=2), **how)
    assert counted(DISTRICT, today - timedelta(days=20)) == before
    then = counted(DISTRICT, today - timedelta(days=5))
    assert sum(then.values()) == sum(counted(DISTRICT, today).values()) + 1
    assert then["reported"] == counted(DISTRICT, today).get("reported", 0) + 1


def test_in_one_query(today, django_assert_num_queries):
    top = place(TOP, "party")
    with django_assert_num_queries(1):
        flows.flows(top, on=today)
    with django_assert_num_queries(1):
        progress.stands(top, on=today)


def test_elections_stand_where_they_stood(today):
    top = place(TOP, "party")
    from liandong.domains.life import actions
    from liandong.domains.life.models import Election

    unit = Unit.objects.filter(code="D460105001001").first()
    if not Election.objects.filter(unit=unit, is_open=True).exists():
        actions.remind(unit=unit, by="test", at=timezone.now())
    stands = {one.state: one.n for one in progress.stands(top, on=today)}
    assert sum(stands.values()) == Election.objects.filter(is_open=True).count() > 0
    assert not progress.stands(top, on=date(2015, 6, 1))
    assert Floating.objects.exists()
