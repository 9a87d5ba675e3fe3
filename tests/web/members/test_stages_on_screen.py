"""The way into the Party and out of it, through the pages: each step with its rule and its day."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from liandong.domains.audit.models import Event
from liandong.domains.members.models import Membership, Person
from tests.web.members.conftest import BRANCH

NEW = f"/organisations/{BRANCH}/members/new/"


def registered(client, on: str = "2022-01-10", stage: str = "applicant") -> Person:
    answer = client.post(NEW, {"name": "林演新", "stage": stage, "on": on})
    assert answer.status_code == 302
    return Person.objects.get(name="林演新")


def test_from_applicant_to_full_member_with_the_rule_on_the_page(client_of, members) -> None:
    client = client_of("branch")
    url = f"/members/{registered(client).pk}/stage/"
    assert "规定" not in client.get(url).content.decode(), "no norm says how long"
    assert client.post(url, {"on": "2022-08-01"}).status_code == 302
    page = client.get(url).content.decode()
    for words in ("12 个月", "《中国共产党发展党员工作细则》", "2023年8月1日"):
        assert words in page
    early = client.post(url, {"on": "2023-07-31"})
    assert early.status_code == 400
    assert "最早2023-08-01" in early.content.decode()
    for on in ("2023-08-01", "2024-03-01"):
        assert client.post(url, {"on": on}).status_code == 302
    assert "2025年3月1日" in client.get(url).content.decode()
    assert client.post(url, {"on": "2025-02-28"}).status_code == 400
    assert client.post(url, {"on": "2025-03-01"}).status_code == 302
    assert client.get(url).status_code == 302, "there is no next step"
    stages = Membership.objects.live().filter(person__name="林演新").order_by("start")
    assert [one.stage for one in stages] == [
        "applicant", "activist", "candidate", "probationary", "full",
    ]  # fmt: skip


def test_suspension_and_removal_say_their_rule(client_of, members) -> None:
    client = client_of("branch")
    url = f"/members/{registered(client, '2020-05-01', 'full').pk}/"
    page = client.get(f"{url}standing/").content.decode()
    for words in ("6 个月", "《中国共产党党员教育管理工作条例》", "第二十四条"):
        assert words in page
    assert "24 个月" not in client.get(f"{url}leave/").content.decode(), "not suspended yet"
    told = {"on": "2024-01-05", "reason": "失联满六个月"}
    assert client.post(f"{url}standing/", told).status_code == 302
    page = client.get(f"{url}leave/").content.decode()
    for words in ("24 个月", "第二十四条", "2026年1月5日"):
        assert words in page
    gone = {"on": "2026-02-01", "exit": "removed", "reason": "停止党籍满两年仍未取得联系"}
    assert client.post(f"{url}leave/", gone).status_code == 302
    assert "已不在名册：除名" in client.get(url).content.decode()


def test_somebody_who_left_comes_back_with_their_history(client_of, members, today) -> None:
    client = client_of("branch")
    person = registered(client, "2020-05-01", "full")
    url = f"/members/{person.pk}/"
    assert client.get(f"{url}back/").status_code == 302, "they are here"
    client.post(f"{url}leave/", {"on": "2026-02-01", "exit": "left", "reason": "本人申请"})
    page = client.get(url).content.decode()
    assert f"{url}back/" in page
    assert client_of("host").get(f"{url}back/").status_code == 403
    back = {"stage": "full", "on": "2026-01-01", "letter": ""}
    assert client.post(f"{url}back/", back).status_code == 400, "they had not left then"
    assert client.post(f"{url}back/", {**back, "on": "2026-06-01"}).status_code == 302
    rows = list(person.memberships.live().order_by("start").values_list("start", "end"))
    assert [f"{start} {end}" for start, end in rows] == [
        "2020-05-01 2026-02-01", "2026-06-01 None",
    ]  # fmt: skip


def test_somebody_who_left_is_forgotten_and_the_counts_stay(client_of, members, today) -> None:
    client = client_of("branch")
    person = registered(client, "2020-05-01", "full")
    url = f"/members/{person.pk}/"
    assert client.get(f"{url}erase/").status_code == 302, "not while they are on a roster"
    client.post(f"{url}leave/", {"on": "2026-02-01", "exit": "left", "reason": "本人申请"})
    assert client.post(f"{url}erase/", {"reason": ""}).status_code == 400
    assert "不能恢复" in client.get(f"{url}erase/").content.decode()
    answer = client.post(f"{url}erase/", {"reason": "本人书面要求"})
    assert answer["Location"] == f"/organisations/{BRANCH}/members/"
    person.refresh_from_db()
    assert (person.name, person.birth_date, person.identity_index) == ("（已删除）", None, None)
    assert person.memberships.live().count() == 1
    told = Event.objects.get(action="members.erase", subject=f"person:{person.pk}")
    assert (told.by, told.reason) == ("branch", "本人书面要求")
    assert client.get(f"{url}back/").status_code == 302
    page = client.get(url).content.decode()
    assert "林演新" not in page
    assert f"{url}erase/" not in page


def test_a_step_of_somebody_beside_is_refused(client_of, members) -> None:
    url, host = f"/members/{members[0].person_id}/", client_of("host")
    day = timezone.localdate() - timedelta(days=1)
    for what in ("stage", "standing", "leave", "back", "erase"):
        assert host.post(f"{url}{what}/", {"on": day, "reason": "x"}).status_code == 403
