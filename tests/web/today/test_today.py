"""今日 gathers what waits in every room, says the same as the room, and is where work begins."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liandong.domains.accounts.enums import Role
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.accounts.queries import rights_of
from liandong.domains.casework import actions, queries
from liandong.domains.casework.actions import Who
from liandong.domains.casework.models import Case
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place
from tests.domains.casework.kit import led_by_department

pytestmark = pytest.mark.django_db
COMMUNITY = "460105001001"
DEPARTMENT = "Z460105000000CG"


def _how() -> dict:
    return {"by": "test", "at": timezone.now()}


@pytest.fixture
def case(province) -> Case:
    place, who = Unit.objects.get(code=COMMUNITY), Who("陈某", "13800000000")
    return actions.receive(
        text="楼道里堆满杂物，今日测试", place=place, channel="web", who=who, **_how()
    ).case


def dispatched(case: Case, to: str) -> Case:
    actions.classify(case, matter=led_by_department(), **_how())
    actions.dispatch(case, to=Unit.objects.get(code=to), reason="测试", **_how())
    case.refresh_from_db()
    return case


def page_of(client_of, who: str) -> str:
    answer = client_of(who).get("/today/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_sees_what_came_in_and_goes_on_from_there(client_of, case) -> None:
    """As many as its own inbox counts; the newest stands last, for its time is the longest."""
    rights, now = rights_of(User.objects.get(username="desk"), timezone.localdate()), timezone.now()
    counts = queries.desk_counts(rights, at=now)
    total = sum(n for key, n in counts.items() if key not in ("late", "moderate"))
    page = page_of(client_of, "desk")
    assert f"{total} 件待办" in page
    first = queries.desk_inbox(rights, at=now, limit=1).rows[0]
    step = {"received": "classify", "replied": "call-back"}.get(first.state, "dispatch")
    assert reverse("request-deed", args=[first.number, step]) in page


def test_a_department_accepts_with_one_tap(client_of, case) -> None:
    dispatched(case, DEPARTMENT)
    page = page_of(client_of, "liaison")
    assert "楼道里堆满杂物" in page
    assert f'action="/requests/{case.number}/accept/"' in page
    assert client_of("liaison").post(f"/requests/{case.number}/accept/").status_code == 302
    case.refresh_from_db()
    assert case.state == "accepted"
    assert f'action="/requests/{case.number}/accept/"' not in page_of(client_of, "liaison")


def test_nobody_else_sees_it(client_of, case) -> None:
    dispatched(case, DEPARTMENT)
    for who in ("community", "worker", "province", "branch", "haikou"):
        assert "楼道里堆满杂物" not in page_of(client_of, who), who


def test_a_review_waits_for_the_supervisor(client_of, case) -> None:
    dispatched(case, DEPARTMENT)
    liaison = User.objects.get(username="liaison")
    reason = "不是我局职责，今日测试"
    actions.object_to(case, reason=reason, by=liaison.username, at=timezone.now())
    page = page_of(client_of, "supervisor")
    assert "不是我局职责，今日测试" in page
    assert "/supervision/reviews/" in page


def test_a_community_puts_right_what_it_misses(client_of, province) -> None:
    """秀新 has no deputy in the demo's ledger: whoever keeps its facts is told, with the way on."""
    assert "本社区的保障" not in page_of(client_of, "community")
    missing = place("460105001003")
    user = User.objects.create(username="xiuxin", display_name="演示 秀新")
    Assignment.objects.create(
        user=user, role=Role.SECRETARY, unit=Unit.objects.get(pk=missing.id),
        hierarchy="territory", start=date(2015, 1, 1), recorded_at=timezone.now(),
        recorded_by="test",
    )  # fmt: skip
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.get(f"/units/{missing.short}/")  # makes the day's figures where nobody asked before
    page = client.get("/today/").content.decode()
    assert "本社区的保障" in page
    assert f"/units/{missing.short}/facts/deputies/correct/" in page
    assert "差 1 人" in page


@pytest.mark.parametrize(
    ("who", "start"),
    [
        ("desk", "/today/"), ("liaison", "/today/"), ("worker", "/today/"),
        ("community", "/today/"), ("supervisor", "/today/"), ("branch", "/today/"),
        ("province", "/"), ("analyst", "/"),
    ],
)  # fmt: skip
def test_where_work_begins(client_of, province, who, start) -> None:
    said = {"login": who, "password": "liandong-demo"}
    assert Client().post("/accounts/login/", said)["Location"] == start
    first = client_of(who).get("/", follow=True)
    assert first.status_code == 200


@pytest.mark.parametrize(
    "who", ["desk", "liaison", "worker", "community", "supervisor", "streetoffice", "province"]
)
def test_few_queries(client_of, case, who, django_assert_max_num_queries) -> None:
    client = client_of(who)
    client.get("/today/")
    with django_assert_max_num_queries(15):
        client.get("/today/")
