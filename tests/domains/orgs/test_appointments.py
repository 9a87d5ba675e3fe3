"""Posts, terms, seats and links: dated, one at a time, ended and never rewritten."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.orgs import appointments
from liandong.domains.orgs.actions import Deed
from liandong.domains.orgs.enums import LinkKind
from liandong.domains.orgs.models import Link, Seat, Term, Unit

AT = datetime(2017, 3, 1, 9, tzinfo=UTC)


def deed(on: date) -> Deed:
    return Deed(by="haikou", at=AT, on=on)


@pytest.fixture
def community(province) -> Unit:
    return Unit.objects.get(name="秀华社区居民委员会")


@pytest.fixture
def post(community):
    return appointments.open_post(community, title="专职副书记", deed=deed(date(2016, 1, 1)))


def test_a_post_has_one_holder_on_any_day(post):
    first = appointments.appoint(
        post, holder="演示甲", due=date(2020, 12, 31), deed=deed(date(2016, 1, 1))
    )
    with pytest.raises(LiandongError) as refused:
        appointments.appoint(post, holder="演示乙", due=None, deed=deed(date(2016, 6, 1)))
    assert refused.value.code == "orgs_term_overlap"
    assert "结束前一任期" in refused.value.text.zh

    appointments.leave(first, deed=deed(date(2016, 6, 1)))
    appointments.appoint(post, holder="演示乙", due=None, deed=deed(date(2016, 6, 1)))
    assert [t.holder for t in Term.objects.on(date(2016, 5, 31))] == ["演示甲"]
    assert [t.holder for t in Term.objects.on(date(2016, 6, 1))] == ["演示乙"]


def test_a_held_post_is_not_closed(post):
    appointments.appoint(post, holder="演示甲", due=None, deed=deed(date(2016, 1, 1)))
    with pytest.raises(LiandongError) as refused:
        appointments.close_post(post, deed=deed(date(2017, 1, 1)))
    assert refused.value.code == "post_held"


def test_nobody_is_appointed_to_a_post_that_is_gone(post):
    appointments.close_post(post, deed=deed(date(2016, 7, 1)))
    with pytest.raises(LiandongError) as refused:
        appointments.appoint(post, holder="演示甲", due=None, deed=deed(date(2016, 7, 1)))
    assert refused.value.code == "post_closed"


def test_a_new_seat_ends_the_earlier_one(community):
    school = Unit.objects.create(code="U-1", kind="organisation", name="演示学校")
    other = Unit.objects.get(name="秀海社区居民委员会")
    appointments.seat(school, community=community, deed=deed(date(2016, 1, 1)))
    appointments.seat(school, community=other, deed=deed(date(2017, 1, 1)))
    on = {
        day: Seat.objects.on(day).get(unit=school).community
        for day in (date(2016, 12, 31), date(2017, 1, 1))
    }
    assert list(on.values()) == [community, other]


def test_a_link_is_made_once_and_ends(community):
    school = Unit.objects.create(code="U-1", kind="organisation", name="演示学校")
    tie = appointments.link(
        school, other=community, kind=LinkKind.STATIONED, deed=deed(date(2016, 1, 1))
    )
    with pytest.raises(LiandongError):
        appointments.link(
            school, other=community, kind=LinkKind.STATIONED, deed=deed(date(2016, 2, 1))
        )
    appointments.unlink(tie, deed=deed(date(2017, 1, 1)))
    assert not Link.objects.on(date(2017, 1, 1)).exists()
    assert Event.objects.filter(action__in=["orgs.link", "orgs.unlink"]).count() == 2
