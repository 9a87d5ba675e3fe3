"""Admission on screen: a department applies, the office decides, communities answer and refuse;
what is published is for everybody, and nobody does another's step."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from liandong.domains.admission import actions, queries
from liandong.domains.admission.models import Item, Refusal
from liandong.domains.orgs.queries import place
from liandong.domains.workflow.models import Step
from tests.domains.admission import kit

pytestmark = pytest.mark.django_db
TITLE = "页面测试的沿街店铺台账"


@pytest.fixture
def liaison(client_of):
    return client_of("liaison")


@pytest.fixture
def office(client_of):
    return client_of("catalogue")


@pytest.fixture
def anybody() -> Client:
    return Client()


def text(answer) -> str:
    return answer.content.decode()


def _said(**more: object) -> dict:
    today = timezone.localdate()
    start = today + timedelta(days=70)
    return {
        "kind": "form", "title": TITLE, "what": "每月更新沿街店铺名单", "basis": "某条例第九条",
        "manner": "电子表格", "areas": ["460105001"], "named": "", "times": "12", "hours": "2.5",
        "people": "1", "money": "60000", "wanted_from": start.isoformat(),
        "last": (start + timedelta(days=300)).isoformat(), **more,
    }  # fmt: skip


def _drafted(liaison, **more: object) -> Item:
    answer = liaison.post("/admission/new/", _said(**more))
    assert answer.status_code == 302, re.findall(r"error[^<]*<[^<]*", text(answer))[:5]
    item = Item.objects.latest("pk")
    assert answer["Location"] == f"/admission/{item.number}/"
    return item


def _do(client, item: Item, code: str, **said: object):
    item.refresh_from_db()
    state = item.process.__class__.objects.get(pk=item.process_id).state
    return client.post(f"/admission/{item.number}/do/{code}/", {"seen": state, **said})


def _applied(liaison) -> Item:
    item = _drafted(liaison)
    assert _do(liaison, item, "apply").status_code == 302
    return Item.objects.get(pk=item.pk)


def _last_words(item: Item) -> str:
    return Item.objects.get(pk=item.pk).process.state


def test_from_a_draft_to_everybody(liaison, office, client_of, anybody) -> None:
    item = _drafted(liaison)
    page = text(liaison.get(f"/admission/{item.number}/"))
    assert "60,000.00" in page
    assert "30.0" in page
    assert anybody.get(f"/admission/{item.number}/").status_code == 403
    assert office.get(f"/admission/{item.number}/").status_code == 403  # a draft is its own
    assert _do(liaison, item, "apply").status_code == 302
    assert TITLE in text(office.get("/admission/"))
    assert _do(office, item, "ask").status_code == 302
    assert _last_words(item) == "opinions"
    worker = client_of("community")
    assert TITLE in text(worker.get("/admission/"))
    assert TITLE in text(worker.get("/today/"))
    asked = worker.get(f"/admission/{item.number}/do/opine/")
    assert asked.status_code == 200
    unit = kit.unit(kit.COMMUNITY).pk
    refused = _do(worker, item, "opine", unit=unit, answer="disagree", said="")
    assert refused.status_code == 400  # a no needs its reason
    said = {"unit": unit, "answer": "disagree", "said": "人手不够，页面测试"}
    assert _do(worker, item, "opine", **said).status_code == 302
    assert _do(worker, item, "opine", **said).status_code == 403  # once
    for one in item.opinions.filter(answered_at=None).select_related("unit"):
        actions.opine(item, unit=one.unit, answer="agree", by="t", at=timezone.now())
    assert "人手不够，页面测试" in text(office.get(f"/admission/{item.number}/"))
    assert _do(office, item, "assess", said="可以承担").status_code == 302
    assert _do(office, item, "approve", **_period(item)).status_code == 302
    assert _do(office, item, "publish").status_code == 302
    assert _last_words(item) == "published"
    public = text(anybody.get(f"/admission/{item.number}/"))
    assert TITLE in public
    assert "同意准入" in public
    assert "人手不够，页面测试" not in public  # opinions are counts to the public
    assert "许联" not in public  # who acted for the department
    assert "许联" in text(office.get(f"/admission/{item.number}/"))
    assert TITLE in text(anybody.get("/admission/all/?q=沿街店铺"))


def _period(item: Item, **more: str) -> dict:
    last = item.wanted_until - timedelta(days=1)
    return {"start": item.wanted_from.isoformat(), "last": last.isoformat(), "reason": "", **more}


def test_too_soon_is_said_with_the_first_day(liaison) -> None:
    soon = timezone.localdate() + timedelta(days=3)
    item = _drafted(liaison, wanted_from=soon.isoformat())
    answer = _do(liaison, item, "apply")
    assert answer.status_code == 400
    assert "30" in text(answer)
    assert _last_words(item) == "draft"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "事项名称"), ({"areas": []}, "请勾选地区"),
        ({"named": "不存在的社区"}, "没有“不存在的社区”"), ({"money": "-1"}, "经费"),
        ({"times": "0"}, "每年几次"), ({"wanted_from": "2026-02-30"}, "从哪天起"),
        ({"kind": "nonsense"}, "类别"), ({"hours": "1e99"}, "几小时"),
        ({"last": "2020-01-01"}, "日期"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(liaison, change, words) -> None:
    before = Item.objects.count()
    answer = liaison.post("/admission/new/", _said(**change))
    assert answer.status_code == 400
    assert words in text(answer)
    assert "每月更新沿街店铺名单" in text(answer)
    assert Item.objects.count() == before


def test_sent_back_and_put_right(liaison, office) -> None:
    item = _applied(liaison)
    assert _do(office, item, "return", reason="缺少依据的条款").status_code == 302
    assert "缺少依据的条款" in text(liaison.get(f"/admission/{item.number}/edit/"))
    sent = liaison.post(f"/admission/{item.number}/edit/", _said(basis="某条例第九条第二款"))
    assert sent.status_code == 302
    assert _do(liaison, item, "correct").status_code == 302
    assert Item.objects.get(pk=item.pk).basis == "某条例第九条第二款"


def test_what_was_written_comes_back_to_be_changed(liaison) -> None:
    item = _drafted(liaison, areas=[], named="秀华社区居民委员会、460105001002")
    page = text(liaison.get(f"/admission/{item.number}/edit/"))
    assert "秀华社区居民委员会 460105001001" in page
    assert item.reach.count() == 2


def test_who_is_slower_is_told(liaison, office) -> None:
    item = _applied(liaison)
    assert _do(office, item, "ask").status_code == 302
    late = office.post(
        f"/admission/{item.number}/do/return/", {"seen": "applied", "reason": "缺依据"}
    )
    assert late.status_code == 409
    assert "缺依据" in text(late)


def test_nobody_takes_anothers_step(liaison, office, client_of) -> None:
    item = _applied(liaison)
    assert _do(liaison, item, "ask").status_code == 403
    assert _do(client_of("worker"), item, "ask").status_code == 403
    assert _do(office, item, "withdraw", reason="不要了").status_code == 403
    assert office.post("/admission/new/", _said()).status_code == 403
    assert _last_words(item) == "applied"
    assert liaison.get(f"/admission/{item.number}/do/nonsense/").status_code == 404


def test_what_was_noted_beside_a_step_is_not_for_everybody(liaison, office, anybody) -> None:
    item = kit.in_force()
    assert Step.objects.filter(process=item.process, note="确有必要").exists()
    inside = text(office.get(f"/admission/{item.number}/"))
    public = text(anybody.get(f"/admission/{item.number}/"))
    assert inside.count("确有必要") == public.count("确有必要") + 1  # the decision says it to all


def test_refused_in_two_taps_and_answered(client_of, office) -> None:
    worker = client_of("worker")
    form = text(worker.get("/admission/refusals/new/"))
    own = re.search(r'type="hidden" name="community" value="(\d+)"', form)
    assert own, "who speaks for one community is not asked for which"
    said = {"asked": "再建一套微信群台账", "who": "某检查组", "community": own.group(1)}
    answer = worker.post("/admission/refusals/new/", said)
    assert answer.status_code == 302, text(answer)
    made = Refusal.objects.latest("pk")
    assert made.asked == "再建一套微信群台账"
    assert made.asked in text(office.get("/admission/"))
    url = f"/admission/refusals/{made.number}/do/uphold/"
    assert worker.post(url, {"said": "不行"}).status_code == 403
    assert office.post(url, {"said": ""}).status_code == 400
    assert office.post(url, {"said": "没有准入，不用办"}).status_code == 302
    page = text(worker.get(f"/admission/refusals/{made.number}/"))
    assert "没有准入，不用办" in page
    assert "拒绝成立" in page
    assert office.post(url, {"said": "再来一次"}).status_code == 409


def test_shown_where_it_was_admitted(client_of, office) -> None:
    item = kit.in_force()
    worker = client_of("worker")
    answer = worker.post(
        f"/admission/refusals/new/?item={item.number}",
        {"asked": item.title, "who": "某部门", "community": "460105001001"},
    )
    assert answer.status_code == 302
    made = Refusal.objects.latest("pk")
    assert made.item == item
    url = f"/admission/refusals/{made.number}/do/show/"
    assert office.post(url, {"number": "ZR000000000"}).status_code == 400
    assert office.post(url, {"number": item.number}).status_code == 302
    assert item.title in text(worker.get(f"/admission/refusals/{made.number}/"))


def test_the_register_and_the_load_are_for_everybody_and_agree(anybody) -> None:
    item = kit.in_force()
    page = text(anybody.get("/admission/register/?at=460105001001&on=2026-06-01"))
    assert item.title in page
    assert "2027" in page
    before = text(anybody.get("/admission/register/?at=460105001001&on=2026-05-01"))
    assert item.title not in before
    load = queries.load(place("460105001"), date(2026, 6, 1))
    shown = text(anybody.get("/admission/load/?at=460105001&on=2026-06-01"))
    assert f"合计 {load.total} 项" in shown
    assert anybody.get("/admission/load/").status_code == 200
    assert anybody.get("/admission/register/").status_code == 200


def test_taken_away_as_workbooks(anybody, liaison) -> None:
    item = kit.in_force()
    day = "at=460105001001&on=2026-06-01"
    for url, sheets in (
        (f"/admission/register/export.xlsx?{day}", 3), (f"/admission/load/export.xlsx?{day}", 3),
        ("/admission/all/export.xlsx", 2),
    ):  # fmt: skip
        answer = anybody.get(url)
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        assert len(book.sheetnames) == sheets
    cells = [c.value for row in book.worksheets[0].iter_rows() for c in row]
    assert item.title in cells


@pytest.mark.parametrize(
    "path", ["/admission/all/", "/admission/register/", "/admission/load/", "/admission/refusals/"]
)
@pytest.mark.parametrize("strange", ["on=9999-99-99", "at=%00", "after=x", "state=x", "q=%00", ""])
def test_strange_questions_get_an_answer(office, path, strange) -> None:
    assert office.get(f"{path}?{strange}").status_code in (200, 400)


@pytest.mark.parametrize("who", ["liaison", "catalogue", "community"])
def test_few_queries(client_of, who, django_assert_max_num_queries) -> None:
    item, client = kit.in_force(), client_of(who)
    client.get("/admission/")
    for path in (
        "/admission/", "/admission/all/", f"/admission/{item.number}/", "/admission/refusals/",
        "/admission/register/?at=460105001001", "/admission/load/?at=4601",
    ):  # fmt: skip
        with django_assert_max_num_queries(15, info=path):
            assert client.get(path).status_code == 200, path
