"""What a secret link opens, and only for its holder."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liandong.domains.casework import actions
from liandong.domains.casework.actions import Who
from liandong.domains.casework.models import CallBack, Case, Contest
from liandong.domains.orgs.queries import place_of
from tests.domains.casework.kit import (
    COMMUNITY,
    dispatched,
    led_by_department,
    received,
    t,
    unit,
)
from tests.web.portal.kit import picture

pytestmark = pytest.mark.usefixtures("province")


@pytest.fixture(autouse=True)
def _room():
    cache.clear()


@pytest.fixture
def anybody() -> Client:
    return Client(enforce_csrf_checks=True)


def words(answer) -> str:
    return answer.content.decode()


def made(**more: object) -> tuple[Case, str]:
    said = {"text": "小区路灯不亮，晚上很黑", "place": unit(COMMUNITY), "channel": "web",
            "by": "resident", "at": t(11, 3), "who": Who(name="王某", phone="13800138000"),
            "address": "3 号楼 502", **more}  # fmt: skip
    got = actions.receive(**said)
    return got.case, got.secret


def answered() -> tuple[Case, str]:
    case, secret = made()
    actions.classify(case, matter=led_by_department(), by="desk", at=t(11, 3, 9, 30))
    actions.dispatch(case, by="desk", at=t(11, 3, 10))
    actions.contact(case, way="phone", reached=True, said="此人脾气大", by="liaison",
                    at=t(11, 3, 11))  # fmt: skip
    actions.reply(case, text="已更换灯泡", by="liaison", at=t(11, 4))
    return case, secret


def at(secret: str, deed: str = "") -> str:
    return f"/portal/case/{secret}/{deed}"


def test_who_has_it_by_when_and_every_step(anybody):
    case, secret = answered()
    page = words(anybody.get(at(secret)))
    for said in ("已答复，待回访", "已更换灯泡", case.number, "最迟", "受理台", "联系上了诉求人"):
        assert said in page
    assert "此人脾气大" not in page, "the handler's notes are the office's"
    assert "liaison" not in page


@pytest.mark.parametrize("deed", ["", "thanks/", "erase/", "withdraw/"])
def test_nothing_of_it_is_kept_on_the_way(anybody, deed):
    _case, secret = made()
    answer = anybody.get(at(secret, deed))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert 'name="referrer"' in words(answer)


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: s + "x", lambda s: s.swapcase(),
                                    lambda s: "' OR 1=1 --", lambda s: "%00", lambda s: "路" * 400])  # fmt: skip
def test_a_forged_or_damaged_link_helps(anybody, change):
    _case, secret = made()
    answer = anybody.get(at(change(secret)))
    assert answer.status_code == 404
    assert "这个链接打不开" in words(answer)
    assert "12345" in words(answer)
    assert "no-store" in answer["Cache-Control"]


def test_called_back_then_contested_once(anybody):
    case, secret = answered()
    assert "办得怎么样" in words(anybody.get(at(secret)))
    answer = anybody.post(at(secret, "call-back/"), {"resolved": "no", "satisfied": "no"})
    assert answer.status_code == 302
    made = CallBack.objects.get(case=case)
    assert (made.resolved, made.satisfied, made.by) == ("no", "no", "resident")
    page = words(anybody.get(at(secret)))
    assert "办得怎么样" not in page
    assert "可以要求重办一次" in page
    assert anybody.post(at(secret, "contest/"), {"said": ""}).status_code == 400
    assert anybody.post(at(secret, "contest/"), {"said": "还是不亮"}).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "working"
    assert "可以要求重办一次" not in words(anybody.get(at(secret)))
    again = anybody.post(at(secret, "contest/"), {"said": "还是不亮"})
    assert again.status_code in (400, 409)
    assert Contest.objects.filter(case=case).count() == 1


def test_one_who_joined_is_heard_and_reads_only_what_is_public(anybody):
    case, _secret = answered()
    Case.objects.get(pk=case.pk)
    actions.publish(case, by="desk", at=t(11, 4), text="路灯不亮。")
    _joined, theirs = actions.join(case, who=Who(), by="resident", at=t(11, 4, 10))
    page = words(anybody.get(at(theirs)))
    assert "路灯不亮。" in page
    assert "晚上很黑" not in page
    assert "502" not in page
    assert "撤回" not in page
    assert anybody.post(at(theirs, "contest/"), {"said": "我这里也没好"}).status_code == 302
    assert anybody.post(at(theirs, "withdraw/")).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "working"


def test_call_back_for_the_case_of_someone_else(anybody):
    case, secret = answered()
    other, _other_secret = made(text="楼道堆放杂物")
    assert anybody.post(at(case.number, "call-back/"), {"resolved": "yes"}).status_code == 404
    assert (
        anybody.post(
            at(secret, "call-back/"),
            {"resolved": "yes", "case": other.number, "number": other.number},
        ).status_code
        == 302
    )
    assert not CallBack.objects.filter(case=other).exists()


def test_too_early_is_said(anybody):
    _case, secret = made()
    answer = anybody.post(at(secret, "call-back/"), {"resolved": "yes"})
    assert answer.status_code == 400
    assert "现在不能提出" in words(answer)


def test_the_resident_may_take_it_back(anybody):
    case, secret = made()
    assert "不能恢复" in words(anybody.get(at(secret, "withdraw/")))
    assert Case.objects.get(pk=case.pk).state == "received", "asking does nothing"
    anybody.post(at(secret, "withdraw/"), {"sure": "1"})
    assert Case.objects.get(pk=case.pk).state == "withdrawn"
    assert "已撤回" in words(anybody.get(at(secret)))


def test_forgotten(anybody):
    case, secret = made(photos=[picture()])
    assert "不能恢复" in words(anybody.get(at(secret, "erase/")))
    anybody.post(at(secret, "erase/"), {"sure": "1"})
    kept = Case.objects.get(pk=case.pk)
    assert "黑" not in kept.text
    assert (kept.requester.name, kept.requester.phone, kept.address) == ("", "", "")
    assert kept.photos.count() == 0
    assert kept.process.steps.exists()
    assert anybody.get(at(secret)).status_code == 404


def test_whose_request_was_merged_follows_and_is_forgotten_whole(anybody):
    first = dispatched()
    case, secret = made(text="我家门口的灯坏了，我姓欧阳")
    _joined, stranger = actions.join(case, who=Who(name="赵"), by="resident", at=t(11, 3, 10))
    actions.merge(case, into=first, reason="同一件", by="desk", at=t(11, 3, 11))
    page = words(anybody.get(at(secret)))
    assert first.number in page
    assert "欧阳" in page
    assert "欧阳" not in words(anybody.get(at(stranger))), "who only joined reads nobody's words"
    anybody.post(at(secret, "erase/"), {"sure": "1"})
    assert "欧阳" not in Case.objects.get(pk=case.pk).text
    assert anybody.get(at(secret)).status_code == 404
    assert anybody.get(at(stranger)).status_code == 200


def test_photos_are_their_owners(anybody):
    case, secret = made(photos=[picture()])
    pk = case.photos.get().pk
    answer = anybody.get(at(secret, f"photos/{pk}/"))
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    _other, theirs = made(text="别的事情")
    assert anybody.get(at(theirs, f"photos/{pk}/")).status_code == 404


def test_excluded_with_its_reason_and_appealed(anybody):
    from tests.domains.casework.kit import person, rights  # noqa: F401

    case, secret = made()
    review = actions.propose_exclusion(case, reason="重复", by="desk", at=t(11, 3, 10))
    actions.decide(review, granted=True, reason="属于法院受理范围", by="supervisor",
                   at=t(11, 3, 12))  # fmt: skip
    page = words(anybody.get(at(secret)))
    assert "属于法院受理范围" in page
    assert anybody.post(at(secret, "appeal/"), {"said": "不是这样"}).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "appealed"


def test_few_queries_whatever_happened(anybody):
    _case, secret = answered()
    with CaptureQueriesContext(connection) as counted:
        anybody.get(at(secret))
    assert len(counted) <= 15


# What everybody may read

LIST = "/portal/requests/"


def shared(text: str, shown: str | None = None, **more: object) -> Case:
    return actions.publish(received(text, **more), by="desk", at=t(11, 3), text=shown)


def test_only_what_was_moderated_is_public(anybody):
    shared("公厕没有水无人管")
    received("还没有审核的事情")
    shared("不公开的事情在这里", private=True)
    page = words(anybody.get(LIST))
    assert "公厕没有水" in page
    assert "还没有审核" not in page
    assert "不公开的事情" not in page


def test_a_home_shows_only_its_community(anybody):
    case = shared("阳台漏水很久", address="3 号楼 502", latitude=Decimal("20.012345"),
                  longitude=Decimal("110.1"))  # fmt: skip
    for path in (LIST, f"{LIST}{case.number}/"):
        page = words(anybody.get(path))
        assert "502" not in page
        assert "20.01" not in page
        assert case.place.name in page
    assert "王某" not in page


def test_search_finds_what_is_shown_and_not_what_was_taken_out(anybody):
    case = shared("欧阳师傅家的井盖不见了", "井盖不见了")
    assert case.number in words(anybody.get(LIST, {"q": "井盖"}))
    assert case.number not in words(anybody.get(LIST, {"q": "欧阳"}))
    assert case.number in words(anybody.get(LIST, {"q": case.number}))


def test_narrowed_and_read_on(anybody):
    for n in range(23):
        shared(f"第{n}处冒水泡", **({"matter": led_by_department()} if n % 2 else {}))
    page = words(anybody.get(LIST, {"q": "冒水泡"}))
    assert page.count('class="card"') == 20
    assert "看更早的" in page
    assert "第22处冒水泡" in page
    after = page.split("after=")[1].split('"')[0]
    assert words(anybody.get(LIST, {"q": "冒水泡", "after": after})).count('class="card"') == 3
    code = led_by_department().code
    assert words(anybody.get(LIST, {"matter": code, "q": "冒水泡"})).count('class="card"') == 11
    assert words(anybody.get(LIST, {"state": "done", "q": "冒水泡"})).count('class="card"') == 0


def test_list_in_few_queries_whatever_its_length(anybody):
    shared("一处积水")
    anybody.get(LIST)
    with CaptureQueriesContext(connection) as few:
        anybody.get(LIST)
    for n in range(15):
        shared(f"第{n}处积水")
    with CaptureQueriesContext(connection) as many:
        anybody.get(LIST)
    assert len(many) == len(few) <= 6


def test_excel_holds_no_formula(anybody):
    from io import BytesIO

    from openpyxl import load_workbook

    case = shared("=1+1 井盖不见了")
    answer = anybody.get(f"{LIST}export.xlsx", {"q": "井盖"})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[1][0] == case.number
    assert rows[1][-1] == "=1+1 井盖不见了"


def test_counts_by_area_are_those_of_the_list(anybody):
    from liandong.domains.casework.queries.public import public_by_area

    before = {one.area.name: one.n for one in public_by_area()}
    shared("公厕没有水")
    received("没有审核的事情")
    after = {one.area.name: one.n for one in public_by_area()}
    assert {name for name in after if after[name] != before[name]} == {"海口市"}
    assert after["海口市"] == before["海口市"] + 1
    with CaptureQueriesContext(connection) as counted:
        page = words(anybody.get("/portal/map/"))
    assert "/portal/requests/?at=4601" in page
    assert len(counted) <= 8


def test_no_rate_of_few(anybody):
    page = words(anybody.get("/portal/times/", {"at": COMMUNITY}))
    assert "%" not in page.split("<main")[1].split("</main>")[0]


def test_times_are_those_of_a_moment_whichever_process_is_asked(anybody):
    from liandong.domains.casework.queries.public import times

    case, replied = received(at=t(11, 3)), t(11, 5)
    Case.objects.filter(pk=case.pk).update(replied_at=replied)
    asked = (place_of(case.place_id), date(2026, 11, 3), date(2026, 11, 4))
    before, then = (
        sum(one.n for one in times(*asked, known_at=at))
        for at in (replied - timedelta(seconds=1), replied)
    )
    assert then == before + 1


@pytest.mark.parametrize("after", ["x", "9" * 40, "²", "-1", "%00"])
def test_strange_places_to_read_on_from(anybody, after):
    assert anybody.get(f"{LIST}?after={after}").status_code == 200


@pytest.mark.parametrize("path", ["/portal/requests/20200101/", "/portal/requests/%00/"])
def test_no_such_number(anybody, path):
    assert anybody.get(path).status_code == 404
