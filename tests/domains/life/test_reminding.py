"""An office reminds of what is owed; elections are opened by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from liandong.domains.accounts import actions as accounts
from liandong.domains.accounts.enums import Role
from liandong.domains.audit.models import Event
from liandong.domains.life import queries
from liandong.domains.life.actions import Owed, begin_term, remind_of
from liandong.domains.life.tasks import Caller
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import place_of
from tests.domains.life.life_kit import AT, BY, TODAY, refused

STAMP = {"by": BY, "at": AT}


def test_who_records_is_told_once_a_day(party):
    early = {"by": BY, "at": datetime(2020, 1, 1, tzinfo=UTC)}
    user = accounts.create_user(
        username="secretary-kit", password="a-long-password", display_name="书", **early
    )
    accounts.assign(
        user, role=Role.BRANCH_SECRETARY, unit=party.one, start=date(2020, 1, 1), **early
    )
    one = place_of(party.one.pk, Hierarchy.PARTY)
    alone = place_of(party.committee.pk, Hierarchy.PARTY)
    owed = [Owed(one, "life.assembly", TODAY), Owed(alone, "life.lesson", None)]
    assert remind_of(owed, link="/today/", **STAMP) == (1, 1)
    assert remind_of(owed, link="/today/", **STAMP) == (0, 1)
    assert remind_of(owed, link="/today/", by=BY, at=AT + timedelta(days=1)) == (1, 1)
    notice = Notice.objects.filter(recipient=user).first()
    assert notice.title.zh == f"上级提醒：{party.one.name}的“支部党员大会”，期限2022-06-15"
    assert Event.objects.filter(action="life.remind_of").first().after["units"] == 2
    with refused("unknown_standard"):
        remind_of([Owed(one, "life.nothing", None)], link="/today/", **STAMP)


def test_elections_are_opened_once_a_day(party):
    begin_term(unit=party.one, start=date(2019, 10, 1), seats={}, **STAMP)
    caller = Caller()
    assert caller.tick(AT)
    assert queries.open_one(party.one).process.state == "reminded"
    assert not caller.tick(AT)
    assert not caller.tick(AT + timedelta(days=1))
