"""Hiring by number, the ladder by norm, and reviews of terms that the person sees and contests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.scope import Scope
from liandong.domains.accounts import actions as accounts
from liandong.domains.guarantee.careers import hiring as hirings
from liandong.domains.guarantee.careers import queries, service
from liandong.domains.guarantee.careers.eligibility import Why, standings
from liandong.domains.guarantee.careers.hiring import Appointment
from liandong.domains.guarantee.careers.models import Hiring, Service, Worker
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
STAMP = {"by": "office", "at": AT}
TODAY = date(2026, 3, 2)
STREET, COMMUNITY = "460105001000", "460105001001"
EVERYWHERE = Scope(everything=True)


@pytest.fixture
def street(db) -> Unit:
    return Unit.objects.get(code=STREET)


@pytest.fixture
def community(db) -> Unit:
    return Unit.objects.get(code=COMMUNITY)


@pytest.fixture
def opened(street) -> Hiring:
    return hirings.announce(
        employer=street, title="2026 年公开招聘", wanted=2, closes_on=TODAY + timedelta(20), **STAMP
    )


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(LiandongError) as caught:
        yield
    assert caught.value.code == code, caught.value.text.en


def stamped(day: str) -> dict:
    """What is done at noon of a day."""
    return {"by": "office", "at": datetime.fromisoformat(f"{day}T04:00:00+00:00")}


def published(hiring: Hiring) -> Hiring:
    """Closed the day after the last on which people could apply; published on Monday 30 March."""
    hirings.close(hiring, numbers=["001", "002", "003"], seen="announced", **stamped("2026-03-23"))
    marks = {"001": Decimal("81.5"), "002": Decimal(77)}
    hirings.examine(hiring, marks=marks, seen="applied", **stamped("2026-03-28"))
    return hirings.publish(hiring, passed=["001"], seen="examined", **stamped("2026-03-30"))


def head(community: Unit, *, user: str = "", since: date = date(2015, 1, 1)) -> Worker:
    who = user and accounts.create_user(
        username=user, password="a-long-password", display_name="书记", **STAMP
    )
    worker = Worker.objects.create(number=f"W{Worker.objects.count()}", user=who or None)
    service.serve(worker, unit=community, post="head", grade=9, on=since, **STAMP)
    return worker


def reviewed(worker: Worker, unit: Unit, year: int, verdict: str = "excellent", years: int = 5):
    return service.review(
        worker, unit=unit, start=date(year, 1, 1), end=date(year + years, 1, 1), verdict=verdict,
        reason="考核结果", **STAMP,
    )  # fmt: skip


def test_from_announcement_to_appointment(opened, community):
    published(opened)
    assert [one.pk for one in queries.hirings(EVERYWHERE)] == [opened.pk]
    appointment = Appointment("001", "W-1", community, "other", 3)
    on = date(2026, 4, 13)
    [worker] = hirings.appoint(
        opened, appointments=[appointment], on=on, seen="published", **stamped("2026-04-13")
    )
    assert opened.process.state == "appointed"
    assert not queries.hirings(EVERYWHERE).exists()
    staff = queries.staff(place(STREET), on=on)
    assert [(one.worker, one.unit, one.grade) for one in staff.services] == [(worker, community, 3)]
    assert (staff.by_post["other"], staff.by_unit[community.pk]) == (1, 1)
    assert queries.staff(place(STREET), on=on - timedelta(1)).services == ()


def test_steps_that_cannot_be(opened, community):
    with refused("bad_hiring"):
        hirings.announce(employer=opened.unit, title=" ", wanted=1, closes_on=TODAY, **STAMP)
    later = stamped("2026-03-23")
    for numbers in ([], ["001", "001"], ["张三"]):
        with refused("bad_numbers"):
            hirings.close(opened, numbers=numbers, seen="announced", **later)
    hirings.close(opened, numbers=["001", "002", "003"], seen="announced", **later)
    with refused("lifecycle.moved_on"):
        hirings.close(opened, numbers=["004"], seen="announced", **later)
    with refused("unknown_numbers"):
        hirings.examine(opened, marks={"009": Decimal(1)}, seen="applied", **later)
    with refused("bad_mark"):
        hirings.examine(opened, marks={"001": Decimal(101)}, seen="applied", **later)
    hirings.examine(opened, marks={"001": Decimal(70)}, seen="applied", **later)
    with refused("too_many_passed"):
        hirings.publish(opened, passed=["001", "002", "003"], seen="examined", **later)
    with refused("unknown_numbers"):  # without a mark
        hirings.publish(opened, passed=["002"], seen="examined", **later)
    hirings.publish(opened, passed=["001"], seen="examined", **later)
    elsewhere = Unit.objects.exclude(code__startswith="460105001").get(code="460105000000")
    on, end = date(2026, 5, 1), stamped("2026-05-01")
    for code, given in (
        ("unknown_numbers", [Appointment("002", "W", community, "other", 3)]),
        ("outside_employer", [Appointment("001", "W", elsewhere, "other", 3)]),
        ("off_the_ladder", [Appointment("001", "W", community, "head", 6)]),
        ("nobody_appointed", []),
    ):
        with refused(code):
            hirings.appoint(opened, appointments=given, on=on, seen="published", **end)
    assert not Worker.objects.exists()
    assert opened.applicants.count() == 3
    with refused("lifecycle.note_missing"):
        hirings.cancel(opened, note="", seen="published", **end)
    hirings.cancel(opened, note="编制调整", seen="published", **end)


def test_the_ladder(community):
    """Heads 7 to 18, deputies 4 to 15, others 1 to 12."""
    for post, low, high in (("head", 7, 18), ("deputy", 4, 15), ("other", 1, 12)):
        for grade in (low, high):
            service.on_the_ladder(community, post, grade, TODAY)
        for grade in (low - 1, high + 1):
            with refused("off_the_ladder"):
                service.on_the_ladder(community, post, grade, TODAY)


def test_one_post_at_a_time(community):
    worker = head(community)
    service.serve(worker, unit=community, post="head", grade=10, on=TODAY, **STAMP)
    rows = Service.objects.filter(worker=worker).order_by("start")
    assert [(one.grade, one.end) for one in rows] == [(9, TODAY), (10, None)]
    with refused("guarantee_service_overlap"):
        service.serve(worker, unit=community, post="head", grade=8, on=date(2020, 1, 1), **STAMP)
    service.leave(worker, on=TODAY + timedelta(1), **STAMP)
    with refused("no_service"):
        service.leave(worker, on=TODAY + timedelta(9), **STAMP)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE guarantee_service SET grade = 18")


def why(worker, on=TODAY):
    return standings([worker.pk], 2, on=on)[worker.pk].why


def test_terms_with_somebody_else_between_do_not_follow_each_other(community):
    """2010–13 and 2020–25, and seven years without the post between: not two in a row."""
    worker = Worker.objects.create(number="away-kit")
    given = {"unit": community, "post": "head", "grade": 9}
    service.serve(worker, **given, on=date(2010, 1, 1), **STAMP)
    service.leave(worker, on=date(2013, 1, 1), **STAMP)
    service.serve(worker, **given, on=date(2020, 1, 1), **STAMP)
    reviewed(worker, community, 2010, years=3)
    reviewed(worker, community, 2020)
    assert why(worker) is Why.BROKEN
    through = head(community)
    reviewed(through, community, 2015)
    reviewed(through, community, 2020)
    assert why(through) is Why.ELIGIBLE


def test_two_full_terms_found_excellent(community):
    worker = head(community)
    assert why(worker) != Why.ELIGIBLE
    reviewed(worker, community, 2015)
    assert why(worker) != Why.ELIGIBLE
    reviewed(worker, community, 2020)
    assert why(worker) is Why.ELIGIBLE
    assert why(worker, date(2024, 12, 31)) != Why.ELIGIBLE
    with refused("reviewed_already"):
        reviewed(worker, community, 2018)
    with refused("term_not_over"):
        reviewed(worker, community, 2025)
    late = head(community, since=date(2016, 1, 1))
    with refused("not_a_full_term"):
        reviewed(late, community, 2015)


def test_who_was_reviewed_sees_it_and_may_contest(community):
    worker = head(community, user="head-kit")
    reviewed(worker, community, 2015)
    said = reviewed(worker, community, 2020, "good")
    mine = {"by": "head-kit", "at": AT}
    with refused("not_yours"):
        service.see(said, by="somebody", at=AT)
    with refused("cannot_contest"):  # unseen
        service.contest(said, reason="有异议", **mine)
    service.see(said, **mine)
    service.contest(said, reason="获奖未计入", **mine)
    assert said.open
    with refused("cannot_contest"):
        service.contest(said, reason="再申诉", **mine)
    with refused("same_person"):
        service.answer(said, verdict="excellent", reason="属实", **STAMP)
    service.answer(said, verdict="excellent", reason="属实", by="superior", at=AT)
    assert (said.standing, said.verdict, said.open) == ("excellent", "good", False)
    assert why(worker) is Why.ELIGIBLE
    with refused("nothing_to_answer"):
        service.answer(said, verdict="poor", reason="再议", by="superior", at=AT)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE guarantee_review SET verdict = 'poor'")


def test_a_contest_suspends_what_follows(community):
    """Excellent by verdict, but the person contests: nothing follows before it is answered."""
    worker = head(community, user="head-kit")
    reviewed(worker, community, 2015)
    said = reviewed(worker, community, 2020)
    service.see(said, by="head-kit", at=AT)
    service.contest(said, reason="日期有误", by="head-kit", at=AT)
    assert why(worker) != Why.ELIGIBLE
