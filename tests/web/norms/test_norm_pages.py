"""The pages of norms: what holds, what would change, adopting and taking back; who may."""

import html
import re

import pytest

from liandong.domains.audit.models import Event
from liandong.domains.norms import books as book_of
from liandong.domains.norms.models import AdoptedNorms
from liandong.domains.observatory.models import Run
from tests.web.shell.strict import undefined_raises

pytestmark = pytest.mark.django_db

FUNDS = """\
code: guarantee.work_funds_min
values:
  - value: 60000
    scope: "{scope}"
    from: {start}
    tag: L
    source:
      instrument: 省里的试算
"""
ASKED = {"unit": "46", "on": "2016-12-31"}
DRAFT = ASKED | {
    "norm": "guarantee.work_funds_min", "value": "60000", "scope": "46", "start": "2016-01-01",
    "tag": "L", "instrument": '省里的"试算": 一', "article": "第三条",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh():
    book_of._load.cache_clear()
    with undefined_raises():
        yield
    book_of._load.cache_clear()


@pytest.fixture
def analyst(province, client_of):
    return client_of("analyst")


def text(start="2016-01-01", scope="46"):
    return FUNDS.format(start=start, scope=scope)


def words(answer):
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer):
    page = answer.content.decode()
    found = re.findall(r'<input type="hidden" name="(text|name|seen)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def test_the_catalogue_says_what_holds_on_the_day(analyst):
    page = words(analyst.get("/norms/?unit=4601&on=2016-12-31"))
    assert "50,000 元" in page
    assert "未确认" in page
    assert "未生效" in page
    assert "从 2017年6月12日 起" in page
    assert "30 平方米/百户" in words(analyst.get("/norms/?unit=4601&on=2017-06-12"))


def test_a_norm_shows_its_source_history_and_uses(analyst):
    page = words(analyst.get("/norms/guarantee.work_funds_min/?on=2016-12-31"))
    assert "演示假设，不是法规" in page
    assert "年工作经费达标" in page
    assert analyst.get("/norms/guarantee.nothing/").status_code == 404


@pytest.mark.parametrize("user", ["province", "haikou", "street", "community", "admin", "auditor"])
def test_norms_are_no_secret_and_trying_is_for_analysts(province, client_of, user):
    client = client_of(user)
    assert client.get("/norms/").status_code == 200
    assert client.get("/norms/guarantee.workers_min/").status_code == 200
    assert client.get("/norms/try/").status_code == 403
    assert client.get("/norms/adopted/").status_code == 403
    for path in ("try/draft/", "try/text/", "try/file/", "adopt/"):
        assert client.post(f"/norms/{path}", {"text": text()}).status_code == 403
    assert not AdoptedNorms.objects.exists()


def test_strangers_are_led_to_the_door(province, client):
    for path in ("", "try/", "adopted/", "guarantee.workers_min/"):
        assert client.get(f"/norms/{path}").status_code == 302


def test_the_small_form_writes_the_file_and_tells_what_would_change(analyst):
    runs = Run.objects.count()
    answer = analyst.post("/norms/try/draft/", DRAFT)
    page = words(answer)
    assert answer.status_code == 200
    assert "新增 54 个未达标" in page
    assert "94 变为 148" in page
    assert "1,219,200 元" in page
    sent = hidden(answer)["text"]
    assert 'instrument: "省里的\\"试算\\": 一"' in sent
    assert (Run.objects.count(), AdoptedNorms.objects.count()) == (runs, 0)


def test_an_upload_says_the_same_as_the_paste(analyst, tmp_path):
    file = tmp_path / "funds.yaml"
    file.write_bytes(text().replace("\n", "\r\n").encode())
    with file.open("rb") as sent:
        uploaded = analyst.post("/norms/try/file/", ASKED | {"file": sent})
    pasted = analyst.post("/norms/try/text/", ASKED | {"text": text(), "name": "funds.yaml"})
    assert hidden(uploaded) == hidden(pasted)
    assert "新增 54 个未达标" in words(uploaded)


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        (text("2016-13-01"), "第 5 行", "不是日历上的日期"),
        (text("2015-01-01"), "第 3 行", "同一范围"),
        (text(scope="469998"), "第 3 行", "不是本实例里的组织"),
        (text().replace("      instrument: 省里的试算\n", ""), "第 3 行", "没有写明出处"),
        ("\t- x", "第 1 行", "制表符"),
    ],
)
def test_mistakes_are_named_by_line_and_cannot_be_adopted(analyst, wrong, line, said):
    answer = analyst.post("/norms/try/text/", ASKED | {"text": wrong})
    assert answer.status_code == 422
    assert line in words(answer)
    assert said in words(answer)
    assert "采用，重新计算" not in words(answer)
    assert analyst.post("/norms/adopt/", {"text": wrong, "name": "x.yaml"}).status_code == 400
    assert not AdoptedNorms.objects.exists()


def test_other_encodings_are_said_at_the_field(analyst, tmp_path):
    file = tmp_path / "funds.yaml"
    file.write_bytes(text().encode("gbk"))
    with file.open("rb") as sent:
        answer = analyst.post("/norms/try/file/", ASKED | {"file": sent})
    assert answer.status_code == 422
    assert "UTF-8" in words(answer)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("9999", "没有“9999”"), ("无此地", "没有“无此地”"), ("秀英", "有几个单位对得上：")],
)
def test_a_place_that_is_not_one_is_said_at_its_field(analyst, typed, said):
    answer = analyst.post("/norms/try/text/", {"unit": typed, "on": "2016-12-31", "text": text()})
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{typed}"' in answer.content.decode()
    assert "省里的试算" in words(answer)  # what was pasted is kept


@pytest.mark.parametrize("typed", ["海口市", "海口市 4601", "4601", "460100000000"])
def test_a_place_is_chosen_by_name(analyst, typed):
    answer = analyst.post("/norms/try/draft/", DRAFT | {"scope": typed, "unit": typed})
    assert answer.status_code == 200, words(answer)
    assert 'scope: "4601"' in hidden(answer)["text"]
    assert "海口市按试算日期将新增" in words(answer)


def test_the_nation_is_a_scope_by_its_name(analyst):
    answer = analyst.post("/norms/try/draft/", DRAFT | {"scope": "全国"})
    assert "scope: CN" in words(answer)


def test_units_are_offered_while_typing(analyst):
    answer = analyst.get("/search?as=options&of=scope&scope=海口")
    assert '<option value="海口市 4601">海南省 · 市 · 4601</option>' in answer.content.decode()
    assert analyst.get("/search?as=options&of=scope&scope=海").content == b""


def test_adopting_is_the_one_clear_action_and_says_what_it_does(client_of, province):
    answer = client_of("analyst").post("/norms/try/draft/", DRAFT)
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert main.count("button--primary") == 1
    assert "采用，重新计算" in main[main.index("button--primary") :]
    said = words(answer)
    assert "采用以前请看清" in said
    assert "采用后马上生效：自 2016年1月1日起" in said
    assert "海南省按试算日期将新增 54 个未达标" in said


def test_adopted_seen_withdrawn(analyst, django_capture_on_commit_callbacks):
    tried = hidden(analyst.post("/norms/try/draft/", DRAFT))
    with django_capture_on_commit_callbacks(execute=True):
        done = analyst.post("/norms/adopt/", tried)
    adopted = AdoptedNorms.objects.get()
    assert done.url == f"/norms/adopted/{adopted.pk}/"
    assert adopted.adopted_by == "analyst"
    assert "60,000 元" in words(analyst.get("/norms/?on=2016-12-31"))
    assert "演示·省级分析员 陈数" in words(analyst.get("/norms/adopted/"))
    page = words(analyst.get(done.url))
    assert "guarantee.work_funds_min" in page
    assert "撤回后，它带来的 1 个值失效" in page
    assert analyst.post(f"{done.url}withdraw/", {"reason": " "}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert analyst.post(f"{done.url}withdraw/", {"reason": "试完了"}).status_code == 302
    assert "50,000 元" in words(analyst.get("/norms/?on=2016-12-31"))
    assert "试完了" in words(analyst.get(done.url))
    told = Event.objects.filter(action__endswith="_norms").order_by("id")
    assert [(one.action, one.by, one.reason) for one in told] == [
        ("observatory.adopt_norms", "analyst", ""),
        ("observatory.withdraw_norms", "analyst", "试完了"),
    ]


def test_who_decided_on_other_norms_is_asked_to_look_again(
    analyst, django_capture_on_commit_callbacks
):
    first = hidden(analyst.post("/norms/try/text/", ASKED | {"text": text(scope="4601")}))
    second = hidden(analyst.post("/norms/try/text/", ASKED | {"text": text(scope="4602")}))
    with django_capture_on_commit_callbacks(execute=True):
        assert analyst.post("/norms/adopt/", first).status_code == 302
    answer = analyst.post("/norms/adopt/", second)
    assert answer.status_code == 409
    assert "请重新试算" in words(answer)
    assert AdoptedNorms.objects.count() == 1


def test_a_city_analyst_tries_and_adopts_for_the_city_alone(
    province, client_of, django_capture_on_commit_callbacks
):
    from datetime import date

    from django.utils import timezone

    from liandong.domains.accounts.actions import assign
    from liandong.domains.accounts.enums import Role
    from liandong.domains.accounts.models import User
    from liandong.domains.orgs.models import Unit

    city = Unit.objects.get(code="460100000000")
    assign(
        User.objects.get(username="haikou"),
        role=Role.ANALYST,
        unit=city,
        start=date(2015, 1, 1),
        by="t",
        at=timezone.now(),
    )
    client = client_of("haikou")
    assert client.post("/norms/try/text/", ASKED | {"text": text()}).status_code == 403
    here = ASKED | {"unit": "4601"}
    whole = client.post("/norms/try/text/", here | {"text": text()})
    assert whole.status_code == 200
    assert "您不能在这些范围采用" in words(whole)
    assert client.post("/norms/adopt/", {"text": text(), "name": "a.yaml"}).status_code == 403
    mine = hidden(client.post("/norms/try/text/", here | {"text": text(scope="4601")}))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/norms/adopt/", mine).status_code == 302


def test_a_hostile_name_stays_a_name(analyst, django_capture_on_commit_callbacks):
    tried = hidden(
        analyst.post("/norms/try/text/", ASKED | {"text": text(), "name": "../../etc/x.sh"})
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert (
            analyst.post("/norms/adopt/", tried | {"name": "../../../tmp/evil"}).status_code == 302
        )
    assert AdoptedNorms.objects.get().name == "evil.yaml"


def test_pages_speak_english(analyst):
    analyst.cookies["django_language"] = "en"
    for path in ("/norms/", "/norms/guarantee.work_funds_min/", "/norms/try/", "/norms/adopted/"):
        page = analyst.get(path).content.decode()
        main = page[page.index("<main") : page.index("</main")]
        left = re.findall(r"[一-鿿]+", re.sub(r"<[^>]+>", " ", main).replace("海南省", ""))
        assert set(left) <= {"三沙市", "海口市"} or path == "/norms/", (path, left)


def test_a_value_is_said_with_its_unit_as_english_has_it(analyst):
    analyst.cookies["django_language"] = "en"
    page = analyst.get("/norms/").content.decode()
    assert "grade 18" in page
    assert "18 grade" not in page
    assert not re.search(r">1 (days|hours|months|years|requests|working days|times)<", page)
