"""Applications close when they were announced to; results are on public notice for seven working
days, objections are answered, and only then is anybody appointed.

Published on Monday 30 March 2026: 31 March, 1, 2 and 3 April are worked; 4 to 6 April are Tomb
Sweeping (4 to 6 April 2026); 7, 8 and 9 April are worked: over at midnight after the 9th.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts import actions as accounts
from liandong.domains.accounts.enums import Role
from liandong.domains.guarantee.careers import hiring, notice
from liandong.domains.guarantee.careers.hiring import Appointment
from liandong.domains.guarantee.careers.models import Hiring, Objection, Worker
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.models import Unit

pytestmark = pytest.mark.django_db
FIRST = date(2026, 4, 10)


def on(day: str, hour: int = 12) -> dict:
    return {"by": "office", "at": datetime.fromisoformat(f"{day}T{hour:02d}:00:00+08:00")}


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(LiandongError) as caught:
        yield
    assert caught.value.code == code, caught.value.text.en


@pytest.fixture
def street() -> Unit:
    return Unit.objects.get(code="460105001000")


@pytest.fixture
def opened(street) -> Hiring:
    return hiring.announce(
        employer=street, title="公开招聘", wanted=2, closes_on=date(2026, 3, 22), **on("2026-03-02")
    )


@pytest.fixture
def published(opened) -> Hiring:
    hiring.close(opened, numbers=["001", "002", "003"], seen="announced", **on("2026-03-23"))
    marks = {"001": Decimal(81), "002": Decimal(77), "003": Decimal(64)}
    hiring.examine(opened, marks=marks, seen="applied", **on("2026-03-28"))
    return hiring.publish(opened, passed=["001", "002"], seen="examined", **on("2026-03-30"))


def appointed(of: Hiring, *numbers: str, day: date = FIRST, done: str = "2026-04-10") -> list:
    community = Unit.objects.get(code="460105001001")
    given = [Appointment(one, f"N-{one}", community, "other", 2) for one in numbers]
    return hiring.appoint(of, appointments=given, on=day, seen="published", **on(done))


def test_applications_stay_open_to_the_end_of_the_day_announced(opened):
    for day in ("2026-03-10", "2026-03-22"):
        with refused("still_open"):
            hiring.close(opened, numbers=["001"], seen="announced", **on(day, 23))
    assert not opened.applicants.exists()
    hiring.close(opened, numbers=["001"], seen="announced", **on("2026-03-23", 0))
    assert opened.process.state == "applied"


def test_closed_early_with_a_reason_that_is_kept(opened):
    hiring.close(opened, numbers=["001"], seen="announced", note="岗位已撤减", **on("2026-03-10"))
    assert opened.process.steps.get(transition="close").note == "岗位已撤减"


def test_nobody_joins_once_applications_are_closed(published):
    with refused("lifecycle.moved_on"):
        hiring.close(published, numbers=["004"], seen="announced", **on("2026-03-31"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE guarantee_applicant SET number = '009'")


def test_appointed_after_seven_working_days_and_not_before(published):
    for day, done in ((date(2026, 4, 9), "2026-04-09"), (FIRST, "2026-04-09"),
                      (date(2026, 4, 9), "2026-04-10")):  # fmt: skip
        with refused("notice_running"):
            appointed(published, "001", day=day, done=done)
    assert not Worker.objects.exists()
    assert len(appointed(published, "001", "002")) == 2


def test_an_objection_is_answered_before_anybody_is_appointed(published):
    said = notice.object_to(published, said="加分材料有疑问", number="002", **on("2026-04-09", 23))
    with refused("objections_open"):
        appointed(published, "001")
    with refused("reason_missing"):
        notice.answer(said, upheld=False, said=" ", **on("2026-04-10"))
    notice.answer(said, upheld=False, said="材料已核验", **on("2026-04-10"))
    with refused("answered_already"):
        notice.answer(said, upheld=True, said="再议", **on("2026-04-10"))
    assert len(appointed(published, "001", "002")) == 2
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE guarantee_objection SET answer = '无'")


def test_who_was_rightly_objected_to_is_not_appointed(published):
    said = notice.object_to(published, said="不符合报名条件", number="002", **on("2026-04-01"))
    notice.answer(said, upheld=True, said="核查属实", **on("2026-04-02"))
    with refused("unknown_numbers"):
        appointed(published, "001", "002")
    [worker] = appointed(published, "001")
    assert worker.applicant.number == "001"


def test_objections_are_made_during_the_notice_to_those_who_passed(opened, published):
    with refused("no_notice"):
        notice.object_to(published, said="迟了", **on("2026-04-10", 0))
    with refused("unknown_numbers"):  # did not pass
        notice.object_to(published, said="有疑问", number="003", **on("2026-04-01"))
    with refused("reason_missing"):
        notice.object_to(published, said="  ", **on("2026-04-01"))
    assert not Objection.objects.exists()
    fresh = hiring.announce(
        employer=published.unit, title="再招", wanted=1, closes_on=date(2026, 5, 1),
        **on("2026-04-01"),
    )  # fmt: skip
    with refused("no_notice"):
        notice.object_to(fresh, said="不公平", **on("2026-04-01"))


def test_taken_back_and_published_anew_for_the_whole_time(published):
    with refused("lifecycle.note_missing"):
        hiring.take_back(published, note="", seen="published", **on("2026-04-07"))
    hiring.take_back(published, note="成绩录入有误", seen="published", **on("2026-04-07"))
    hiring.publish(published, passed=["001"], seen="examined", **on("2026-04-08"))
    with refused("notice_running"):
        appointed(published, "001")
    # 9 and 10, 13 to 17 April
    [worker] = appointed(published, "001", day=date(2026, 4, 18), done="2026-04-18")
    assert worker.number == "N-001"


def test_the_office_hears_of_an_objection_and_who_took_it_of_the_answer(published, street):
    for name in ("receives-kit", "decides-kit"):
        who = accounts.create_user(
            username=name, password="a-long-password", display_name=name, **on("2026-03-01")
        )
        accounts.assign(who, role=Role.SECRETARY, unit=street, start=date(2026, 1, 1),
                        **on("2026-03-01"))  # fmt: skip
    took = {**on("2026-04-01"), "by": "receives-kit"}
    said = notice.object_to(published, said="有疑问", **took)
    about = Notice.objects.filter(about=f"objection:{said.pk}")
    assert "decides-kit" in set(about.values_list("recipient__username", flat=True))
    notice.answer(said, upheld=False, said="已核", **{**on("2026-04-02"), "by": "decides-kit"})
    told = Notice.objects.get(about=f"objection:{said.pk}:answered")
    assert (told.recipient.username, told.link) == ("receives-kit", f"/hirings/{published.pk}/")
