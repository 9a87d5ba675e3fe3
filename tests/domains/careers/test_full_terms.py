"""How long a full term is, worked by hand from the norm in force on its first day.

Until 30 June 2018: three years (Organic Law of the Urban Residents Committees, article 8).
Since 1 July 2018: five, at most a year later with approval (Opinions on the terms of grassroots
Party organisations, 2018).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.guarantee.careers import full_terms, posts, service
from liandong.domains.guarantee.careers.eligibility import Why, standings
from liandong.domains.guarantee.careers.models import Service, Worker
from liandong.domains.orgs import actions as orgs
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.models import Unit

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
STAMP = {"by": "office", "at": AT}
MERGED = date(2022, 3, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def community() -> Unit:
    return Unit.objects.get(code="460105001001")


@pytest.fixture
def neighbour() -> Unit:
    return Unit.objects.get(code="460105001002")


def headed(unit: Unit, since: date) -> Worker:
    held = posts.assign(f"T{unit.pk}", unit=unit, post="head", grade=9, on=since, **STAMP)
    return held.worker


def refused(worker: Worker, unit: Unit, start: date, end: date) -> str:
    """With which word the term is not reviewed; none if it is."""
    try:
        service.review(worker, unit=unit, start=start, end=end, verdict="excellent",
                       reason="考核", **STAMP)  # fmt: skip
    except LiandongError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("start", "last", "code"),
    [
        # three years until 30 June 2018
        ("2012-03-01", "2015-02-28", ""),
        ("2012-03-01", "2015-02-27", "term_too_short"),
        ("2012-03-01", "2015-03-01", "more_than_a_term"),  # no year more by any rule of the time
        ("2018-06-30", "2021-06-29", ""),
        # began under three years, ran on to the five that came meanwhile, and a year put off
        ("2016-01-10", "2021-01-09", ""),
        ("2016-01-10", "2022-01-09", ""),
        ("2016-01-10", "2022-01-10", "more_than_a_term"),
        # five years since 1 July 2018
        ("2018-07-01", "2023-06-30", ""),
        ("2018-07-01", "2021-06-30", "term_too_short"),
        ("2018-07-01", "2023-06-29", "term_too_short"),  # a day early is early
        ("2018-07-01", "2024-06-30", ""),  # put off by a year
        ("2018-07-01", "2024-07-01", "more_than_a_term"),
        # from the last of February: over before the last of the February in which it is due
        ("2020-02-29", "2025-02-27", ""),
        ("2020-02-29", "2025-02-26", "term_too_short"),
        # still running, and turned about
        ("2021-06-01", "2026-05-31", "term_not_over"),
        ("2021-06-01", "2020-05-31", "term_too_short"),
        # before any law on record
        ("1989-12-31", "1994-12-31", "no_term_norm"),
    ],
)
def test_by_the_norm_of_its_first_day(community, start, last, code):
    worker = headed(community, date(1985, 1, 1))
    end = date.fromisoformat(last) + timedelta(days=1)
    assert refused(worker, community, date.fromisoformat(start), end) == code


def test_who_left_early_served_no_full_term(community):
    worker = headed(community, date(2020, 1, 1))
    service.leave(worker, on=date(2024, 12, 31), **STAMP)
    assert refused(worker, community, date(2020, 1, 1), date(2025, 1, 1)) == "not_a_full_term"
    assert refused(worker, community, date(2020, 1, 1), date(2024, 12, 31)) == "term_too_short"


def test_a_term_goes_on_through_a_merger(community, neighbour):
    """Head of one community until it became part of another, and of that from then on."""
    worker = headed(neighbour, date(2020, 1, 1))
    orgs.merge([neighbour], into=community, deed=Deed(on=MERGED, by="office", at=AT, reason="合并"))
    posts.assign(worker.number, unit=community, post="head", grade=9, on=MERGED, **STAMP)
    assert refused(worker, community, date(2020, 1, 1), date(2025, 1, 1)) == ""
    assert standings([worker.pk], 1, on=date(2026, 1, 1))[worker.pk].why is Why.ELIGIBLE


def test_a_post_left_open_ends_with_the_community_it_was_in(community, neighbour):
    worker = headed(neighbour, date(2020, 1, 1))
    orgs.merge([neighbour], into=community, deed=Deed(on=MERGED, by="office", at=AT, reason="合并"))
    assert Service.objects.get(worker=worker).end is None
    [period] = full_terms.served(worker, community)
    assert (period.start, period.end) == (date(2020, 1, 1), MERGED)
    assert refused(worker, community, date(2020, 1, 1), date(2025, 1, 1)) == "not_a_full_term"


def test_another_community_is_another_term(community, neighbour):
    worker = headed(neighbour, date(2020, 1, 1))
    posts.assign(worker.number, unit=community, post="head", grade=9, on=MERGED, **STAMP)
    assert refused(worker, community, date(2020, 1, 1), date(2025, 1, 1)) == "not_a_full_term"


def test_the_words_say_which_norm_and_until_when(community):
    worker = headed(community, date(2010, 1, 1))
    with pytest.raises(LiandongError) as caught:
        service.review(worker, unit=community, start=date(2020, 1, 1), end=date(2023, 1, 1),
                       verdict="good", reason="考核", **STAMP)  # fmt: skip
    assert "5 年" in caught.value.text.zh
    assert "2024-12-31" in caught.value.text.zh
