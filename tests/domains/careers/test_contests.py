"""A contested review is a case with a limit: thirty days, told to who may answer and to who asked.

Contested at noon on 2 March 2026, the first day that counts is the 3rd: over with 1 April.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from liandong.domains.accounts import actions as accounts
from liandong.domains.accounts.enums import Role
from liandong.domains.accounts.queries import rights_of
from liandong.domains.guarantee.careers import contests, posts, service, waiting
from liandong.domains.guarantee.careers.models import Review
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow.models import Process

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
MINE = {"by": "head-kit", "at": AT}


def user(name: str, unit: Unit | None = None):
    made = accounts.create_user(username=name, password="a-long-password", display_name=name,
                                by="kit", at=AT)  # fmt: skip
    if unit is not None:
        accounts.assign(made, role=Role.ORGANISER, unit=unit, start=date(2026, 1, 1),
                        by="kit", at=AT)  # fmt: skip
    return made


@pytest.fixture
def street() -> Unit:
    return Unit.objects.get(code="460105001000")


@pytest.fixture
def contested(street) -> Review:
    for name in ("decider-kit", "other-kit"):
        user(name, street)
    user("head-kit")
    unit = Unit.objects.get(code="460105001001")
    held = posts.assign("C-1", unit=unit, post="head", grade=9, on=date(2015, 1, 1),
                        by="kit", at=AT)  # fmt: skip
    service.signs_in_as(held.worker, username="head-kit", by="kit", at=AT)
    said = service.review(
        held.worker, unit=unit, start=date(2020, 1, 1), end=date(2025, 1, 1), verdict="good",
        reason="考核", by="decider-kit", at=AT,
    )  # fmt: skip
    service.see(said, **MINE)
    return service.contest(said, reason="获奖未计入", **MINE)


def told(review: Review, about: str) -> set[str]:
    found = Notice.objects.filter(about=f"review:{review.pk}:{about}")
    return set(found.values_list("recipient__username", flat=True))


def scope(name: str):
    from liandong.domains.accounts.enums import Permission
    from liandong.domains.accounts.models import User

    rights = rights_of(User.objects.get(username=name), date(2026, 3, 2))
    return rights.scope(Permission.CORRECT_FACTS)


def test_the_limit_runs_and_ends_with_the_answer(contested):
    due = contests.due([contested.pk])[contested.pk]
    assert timezone.localtime(due) == datetime(2026, 4, 2, tzinfo=timezone.get_current_timezone())
    service.answer(contested, verdict="excellent", reason="属实", by="other-kit", at=AT)
    case = Process.objects.get(definition="review_contest")
    assert (case.state, contests.due([contested.pk])) == ("changed", {})


def test_kept_as_it_was(contested):
    service.answer(contested, verdict="good", reason="已核对", by="other-kit", at=AT)
    assert Process.objects.get(definition="review_contest").state == "kept"


def test_both_sides_hear_of_it_but_not_of_what_they_did(contested):
    assert told(contested, "decided") == {"head-kit"}
    assert "other-kit" in told(contested, "contested")
    assert not told(contested, "contested") & {"decider-kit", "head-kit"}
    service.answer(contested, verdict="good", reason="已核对", by="other-kit", at=AT)
    assert told(contested, "answered") == {"head-kit"}


def test_where_only_who_decided_is_there_those_above_are_asked(street):
    """Nobody else at the street may answer: the district is told."""
    user("decider-kit", street)
    user("above-kit", Unit.objects.get(code="460105000000"))
    user("head-kit")
    unit = Unit.objects.get(code="460105001001")
    held = posts.assign("C-2", unit=unit, post="head", grade=9, on=date(2015, 1, 1), by="kit",
                        at=AT)  # fmt: skip
    service.signs_in_as(held.worker, username="head-kit", by="kit", at=AT)
    from liandong.domains.accounts.models import Assignment

    others = Assignment.objects.filter(unit=street).exclude(user__username="decider-kit")
    assert not others.filter(role=Role.ORGANISER).exists()
    said = service.review(
        held.worker, unit=unit, start=date(2020, 1, 1), end=date(2025, 1, 1), verdict="good",
        reason="考核", by="decider-kit", at=AT,
    )  # fmt: skip
    service.see(said, **MINE)
    service.contest(said, reason="获奖未计入", **MINE)
    heard = told(said, "contested")
    assert heard
    assert "decider-kit" not in heard


def test_it_waits_for_who_may_answer(contested):
    def lies_before(name: str) -> list[int]:
        return [one.pk for one in waiting.contests(scope(name), by=name)]

    assert lies_before("other-kit") == [contested.pk]
    [one] = waiting.contests(scope("other-kit"), by="other-kit")
    assert one.due_at == contests.due([contested.pk])[contested.pk]
    assert lies_before("decider-kit") == []
    user("community-kit", contested.unit)  # a community decides nothing about its own
    assert lies_before("community-kit") == []
