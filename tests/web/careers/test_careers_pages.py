"""Posts, a hiring by number and a contested review, as people meet them on the pages."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.models import User
from liandong.domains.audit.models import Event
from liandong.domains.guarantee.careers import notice, posts, service
from liandong.domains.guarantee.careers.models import Hiring, Review, Service, Worker
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.models import Unit
from tests.web.needs.careers import on_notice

STREET, COMMUNITY = "460105001", "460105001001"
HERE = f"/units/{STREET}/careers/"


@pytest.fixture
def unit(province) -> Unit:
    return Unit.objects.get(code=COMMUNITY)


@pytest.fixture
def head(unit) -> Service:
    how = {"by": "office", "at": timezone.now()}
    held = posts.assign("W-7", unit=unit, post="head", grade=9, on=date(2010, 1, 1), **how)
    Worker.objects.filter(pk=held.worker_id).update(user=User.objects.get(username="member"))
    return Service.objects.select_related("worker__user", "unit").get(pk=held.pk)


def reviewed(head: Service, year: int, years: int = 5) -> Review:
    return service.review(
        head.worker, unit=head.unit, start=date(year, 1, 1), end=date(year + years, 1, 1),
        verdict="excellent", reason="年度考核", by="office", at=timezone.now(),
    )  # fmt: skip


def page(client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_a_street_sees_all_its_workers_found_and_taken_away(client_of, head):
    client = client_of("street")
    assert "W-7" in page(client, HERE)
    assert "W-7" in page(client, HERE + "?q=w-7&post=head")
    assert "W-7" not in page(client, HERE + "?post=deputy")
    book = openpyxl.load_workbook(BytesIO(b"".join(client.post(HERE + "export.xlsx"))))
    assert [row[1] for row in book.active.values][1:] == ["W-7"]
    assert book.sheetnames[:2] == ["社区工作者", "公开招聘"]
    assert Event.objects.filter(action="guarantee.career.export").exists()
    assert client.get(HERE + "export.xlsx").status_code == 302


def test_assigned_graded_corrected_and_ended_by_the_office_above(client_of, unit):
    office, today = client_of("xiuying"), timezone.localdate()
    said = {"worker": "W-1", "unit": unit.pk, "post": "head", "grade": 6, "on": "2020-01-01"}
    refused = office.post(HERE + "assign/", said)
    assert refused.status_code == 400
    assert "第 7 级到第 18 级" in refused.content.decode()
    assert not Worker.objects.filter(number="W-1").exists()
    assert office.post(HERE + "assign/", said | {"grade": 7}).status_code == 302
    who = Worker.objects.get(number="W-1")
    there = f"/careers/{who.pk}/"
    fixed = {"post": "head", "grade": 8, "on": "2020-02-01", "reason": "录错"}
    assert office.post(there + "correct/", fixed).status_code == 302
    graded = {"post": "head", "grade": 9, "on": "2024-01-01"}
    assert office.post(there + "grade/", graded).status_code == 302
    assert office.post(there + "leave/", {"on": today.isoformat()}).status_code == 302
    rows = who.services.filter(voided_at=None).order_by("start")
    assert [(one.grade, one.end) for one in rows] == [(8, date(2024, 1, 1)), (9, today)]
    assert "已更正：录错" in page(office, there)
    assert client_of("community").get(there + "grade/").status_code == 403


def test_the_account_of_a_worker_is_said_once_and_leads_to_their_terms(client_of, unit, head):
    office, there = client_of("xiuying"), f"/careers/{head.worker_id}/account/"
    for wrong in ("nobody-at-all", "", "x" * 151):
        assert office.post(there, {"username": wrong}).status_code == 400
    assert office.post(there, {"username": "street"}).status_code == 302
    assert Worker.objects.get(pk=head.worker_id).user.username == "street"
    other = Worker.objects.create(number="W-77")
    with pytest.raises(LiandongError) as raised:
        service.signs_in_as(other, username="street", by="x", at=timezone.now())
    assert raised.value.code == "user_taken"
    assert client_of("community").post(there, {"username": "street"}).status_code == 403


def test_from_announcement_to_notice_by_number(client_of):
    office = client_of("xiuying")
    closes = (timezone.localdate() + timedelta(days=9)).isoformat()
    said = {"title": "街道公开招聘", "wanted": 1, "closes_on": closes}
    assert office.post(f"/units/{STREET}/hirings/announce/", said).status_code == 302
    hired = Hiring.objects.get(title="街道公开招聘")
    there = f"/hirings/{hired.pk}/"
    assert office.get(there + "publish/").status_code == 302  # not its turn
    early = {"note": "报名人数已够", "seen": "announced"}
    named = office.post(there + "close/", early | {"numbers": "张三"})
    assert named.status_code == 400
    numbers = early | {"numbers": "001\n002"}
    assert "提前截止的理由" in page(office, there + "close/")
    assert office.post(there + "close/", numbers | {"note": ""}).status_code == 400
    assert office.post(there + "close/", numbers).status_code == 302
    assert office.post(there + "close/", numbers).status_code == 409
    bad = office.post(there + "examine/", {"marks": "001 abc", "seen": "applied"})
    assert "第 1 行" in bad.content.decode()
    marks = {"marks": "001\t81.5\n", "seen": "applied"}
    assert office.post(there + "examine/", marks).status_code == 302
    assert Client().get(there + "notice/").status_code == 404
    passed = {"passed": ["001"], "seen": "examined"}
    assert office.post(there + "publish/", passed).status_code == 302
    assert "appoint/" not in page(office, there)  # the notice runs
    assert "001" in page(Client(), there + "notice/")
    assert "报名人数已够" in page(office, there)


def test_objected_answered_and_appointed_when_the_notice_is_over(client_of, unit, monkeypatch):
    office, hired = client_of("xiuying"), on_notice()
    there, who = f"/hirings/{hired.pk}/", hired.applicants.get(number="001").pk
    today = timezone.localdate()
    placed = {
        "seen": "published", "on": today.isoformat(), f"worker_{who}": "W-9",
        f"unit_{who}": unit.pk, f"post_{who}": "other", f"grade_{who}": 2,
    }  # fmt: skip
    early = office.post(there + "appoint/", placed)
    assert early.status_code == 400
    assert "结果还在公示" in early.content.decode()
    said = {"number": "001", "said": "经历与公告不符"}
    assert office.post(there + "object/", said | {"said": ""}).status_code == 400
    assert office.post(there + "object/", said).status_code == 302
    against = hired.objections.get()
    assert "经历与公告不符" in page(office, there)
    assert "经历与公告不符" not in page(client_of("analyst"), there)
    assert "经历与公告不符" not in page(Client(), there + "notice/")
    later = timezone.now() + timedelta(days=30)
    monkeypatch.setattr(timezone, "now", lambda: later)
    office = client_of("xiuying")
    placed["on"] = timezone.localdate(later).isoformat()
    waiting = office.post(there + "appoint/", placed)
    assert "1 条异议没有答复" in waiting.content.decode()
    answer = f"/objections/{against.pk}/answer/"
    assert office.post(answer, {"upheld": "", "said": "已核"}).status_code == 400
    assert office.post(answer, {"upheld": "no", "said": "已核"}).status_code == 302
    assert "appoint/" in page(office, there)
    assert office.post(there + "appoint/", placed).status_code == 302
    assert office.post(there + "appoint/", placed).status_code == 409
    assert "W-9" in page(office, HERE)
    assert Client().get(there + "notice/").status_code == 404


def test_eligible_by_rule_contested_by_the_person_answered_by_another(client_of, head):
    reviewed(head, 2012, 3)
    last, office, me = reviewed(head, 2015), client_of("xiuying"), client_of("member")
    assert "符合条件" in page(office, HERE + "terms/")
    assert "年度考核" in page(me, "/me/record/")
    there = f"/me/record/terms/{last.pk}/"
    assert client_of("branch").get(there).status_code == 404
    assert me.post(there + "seen/").status_code == 302
    assert me.post(there, {"reason": "日期有误"}).status_code == 302
    assert "复核前不作判断" in page(office, HERE + "terms/")
    answer = {"verdict": "good", "reason": "已核对"}
    assert office.post(f"/reviews/{last.pk}/answer/", answer).status_code == 302
    assert "未满足" in page(office, HERE + "terms/")
    assert "已核对" in page(me, "/me/record/")


def test_a_contest_waits_for_who_may_answer_and_its_answer_for_the_person(client_of, head):
    last, office, me = reviewed(head, 2015), client_of("xiuying"), client_of("member")
    assert "您的一届任期已有评定" in page(me, "/today/")
    there = f"/me/record/terms/{last.pk}/"
    assert me.post(there, {"reason": "日期有误"}).status_code == 302
    assert "复核任期评定" in page(office, "/today/")
    assert "复核任期评定" not in page(client_of("community"), "/today/")
    due = timezone.localdate() + timedelta(days=30)
    shown = f"{due.year}年{due.month}月{due.day}日"
    assert shown in page(me, "/me/record/")
    assert shown in page(office, f"/reviews/{last.pk}/answer/")
    answer = {"verdict": "excellent", "reason": "核对无误"}
    assert office.post(f"/reviews/{last.pk}/answer/", answer).status_code == 302
    assert "复核任期评定" not in page(office, "/today/")
    assert "您的申诉已答复" in page(me, "/today/")
    told = Notice.objects.get(recipient__username="member", about=f"review:{last.pk}:answered")
    assert me.post(f"/inbox/{told.pk}/open/").url == "/me/record/"
    assert "您的申诉已答复" not in page(me, "/today/")


def test_hirings_and_objections_wait_for_the_office(client_of, province):
    hired = on_notice()
    office = client_of("xiuying")
    assert hired.title not in page(office, "/today/")  # the notice runs
    notice.object_to(hired, said="有疑问", number="001", by="x", at=timezone.now())
    assert "答复公示异议" in page(office, "/today/")


def test_an_area_seen_as_one(client_of, unit, head):
    """One community has a head and no deputy, the others of the street nobody."""
    reviewed(head, 2012, 3)
    reviewed(head, 2015)
    on_notice()
    office = client_of("xiuying")
    shown = page(office, HERE)
    assert "没有副职" in shown
    assert "没有登记社区工作者" in shown
    assert "正在进行的招聘" in shown
    assert "按规则符合选拔条件的书记" in shown
    assert "按规则符合选拔条件的书记" not in page(client_of("analyst"), HERE)
    book = openpyxl.load_workbook(BytesIO(b"".join(office.post(HERE + "export.xlsx"))))
    assert book.sheetnames == ["社区工作者", "公开招聘", "任期评定"]
    assert [row[2] for row in book["任期评定"].values][1:] == ["2015-01-01", "2012-01-01"]
    assert [row[0] for row in book["公开招聘"].values][1:] == ["公示"]


def test_pages_cost_the_same_for_few_and_many(client_of, unit, head, django_assert_max_num_queries):
    how = {"by": "office", "at": timezone.now()}
    for n in range(20):
        posts.assign(f"M-{n}", unit=unit, post="other", grade=3, on=date(2020, 1, 1), **how)
    reviewed(head, 2015)
    hired = on_notice()
    notice.object_to(hired, said="有疑问", **how)
    client = client_of("xiuying")
    client.get(HERE)
    for url, most in (
        (HERE, 15), (HERE + "terms/", 14), (f"/units/{STREET}/hirings/", 9),
        (f"/hirings/{hired.pk}/", 15), (f"/careers/{head.worker_id}/", 14),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            page(client, url)
    with django_assert_max_num_queries(3):
        page(Client(), f"/hirings/{hired.pk}/notice/")
