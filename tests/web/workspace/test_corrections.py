"""A wrong record put right, a changed one reported: the same numbers at every level at once."""

import re
from datetime import date
from decimal import Decimal

import pytest

CODE = "460105001003"  # 秀中社区, without a deputy secretary
URL = f"/units/{CODE}/facts/deputies/correct/"


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def record(field: str = "deputies"):
    from liandong.domains.guarantee.models import LedgerFact

    facts = LedgerFact.objects.filter(unit__code=CODE, field=field, voided_at=None)
    return facts.latest("as_of")


def asked(**changes: str) -> dict[str, str]:
    return {
        "way": "wrong", "value": "1", "reason": "漏记一名专干，有任命文件", "seen": str(record().pk),
        "as_of": "2026-11-22", **changes,
    }  # fmt: skip


@pytest.fixture
def client(client_of, province):
    return client_of("province")


def test_the_form_is_filled_with_what_is_on_record_and_says_from_where(client) -> None:
    page = client.get(URL).content.decode()
    assert re.search(r'name="value" value="0"', page)
    assert "来自community_ledger_2016.xlsx · 社区保障 · H7" in text(page)
    assert f'name="seen" value="{record().pk}"' in page


def test_every_level_shows_the_new_number_at_once(client) -> None:
    answer = client.post(URL, asked(), follow=True)
    said = text(answer.content.decode())
    assert "已更正专职副书记或党建专干：0 人 → 1 人（截至2016年12月31日）" in said
    assert "海南省 41.7%（230 / 551）" in said
    assert "海口市 45.0%（72 / 160）" in said
    assert "秀英街道 60.0%（3 / 5）" in said
    assert "秀中社区居民委员会 达标" in said
    for unit, parts in {"46": "230 / 551", "4601": "72 / 160", "460105001": "3 / 5"}.items():
        page = client.get(f"/units/{unit}/indicators/guarantee.deputies/").content.decode()
        assert parts in text(page)
        assert "秀中社区居民委员会" not in re.findall(r'<th scope="row"><a[^>]*>([^<]+)', page)


def test_the_old_record_is_kept_with_the_reason(client) -> None:
    old = record()
    said = text(client.post(URL, asked(), follow=True).content.decode())
    old.refresh_from_db()
    assert old.voided_by == "province"
    assert old.void_reason == "漏记一名专干，有任命文件"
    assert record().replaces == old
    assert "作废：截至2016年12月31日的 0 人 演示·省委组织部 林安 漏记一名专干" in said


def test_a_correction_can_be_undone(client) -> None:
    page = client.post(URL, asked(), follow=True).content.decode()
    undo = re.search(r'href="([^"]+undo=\d+[^"]*)"', page)[1].replace("&amp;", "&")
    form = client.get(undo).content.decode()
    assert re.search(r'name="value" value="0"', form)
    assert "已填入更正之前的数" in form
    assert re.search(r"<textarea[^>]*>\s*撤销 .+ 的更正：漏记一名专干", form)
    client.post(URL, asked(value="0", reason="撤销"))
    assert record().value == 0
    page = client.get("/units/46/indicators/guarantee.deputies/").content.decode()
    assert "229 / 551" in text(page)


def test_what_has_changed_since_leaves_the_old_day_alone(client) -> None:
    old = record()
    sent = asked(way="changed", as_of="2017-03-01", value="2")
    page = client.post(URL, sent, follow=True)
    assert page.redirect_chain[-1][0].endswith("on=2017-03-01")
    old.refresh_from_db()
    assert old.voided_at is None
    assert (record().value, record().as_of) == (Decimal(2), date(2017, 3, 1))
    assert "自2017年3月1日起为 2 人" in text(page.content.decode())
    undo = re.search(r'href="([^"]+undo=\d+[^"]*)"', page.content.decode())[1]
    form = client.get(undo.replace("&amp;", "&")).content.decode()
    assert re.search(r'name="value" value="0"', form)
    assert "230 / 551" in text(
        client.get("/units/46/indicators/guarantee.deputies/?on=2017-03-01").content.decode()
    )
    assert "229 / 551" in text(
        client.get("/units/46/indicators/guarantee.deputies/").content.decode()
    )


def test_of_two_the_slower_is_told_and_loses_nothing(client, client_of) -> None:
    slow = asked(value="3", reason="另一个理由")
    client_of("haikou").post(URL, asked(value="2", reason="先到"))
    answer = client.post(URL, slow)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert text(page).count("您填的都还在；看过后仍要更正，请再提交一次") == 1
    assert "刷新" not in text(page)
    assert "演示·海口市 王联登记于" in text(page)
    assert 'value="3"' in page
    assert "另一个理由" in page
    assert record().value == 2
    # Having seen it, sending it once more is a decision, not an accident.
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert client.post(URL, {**slow, "seen": seen}).status_code == 302
    assert record().value == 3


def test_a_day_that_is_taken_is_said_at_the_field(client) -> None:
    answer = client.post(URL, asked(way="changed", as_of="2016-12-31"))
    assert answer.status_code == 400
    assert "这一天已有登记" in answer.content.decode()
    assert record().value == 0


def test_a_day_taken_in_this_very_moment_is_a_conflict(client, monkeypatch) -> None:
    from liandong.web.workspace import corrections

    monkeypatch.setattr(corrections, "_taken", lambda *_: [])
    answer = client.post(URL, asked(way="changed", as_of="2016-12-31", value="2"))
    assert answer.status_code == 409
    assert 'value="2"' in answer.content.decode()
    assert record().value == 0


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("deputies", "２", "2"), ("deputies", " 3 人", "3"), ("residents", "12,345", "12345"),
        ("residents", "１２，３４５", "12345"), ("work_funds", "8.97万元", "89700"),
        ("work_funds", "89,700.50", "89700.50"), ("deputies", "无", "0"),
    ],
)  # fmt: skip
def test_figures_are_read_as_people_type_them(client, field, typed, value) -> None:
    seen = record(field)
    sent = {"way": "wrong", "value": typed, "reason": "核对原表", "seen": str(seen.pk)}
    answer = client.post(URL.replace("deputies", field), sent)
    assert answer.status_code == 302, text(answer.content.decode())
    assert record(field).value == Decimal(value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "12O5"}, "是不是 1205？"), ({"value": "-1"}, "不能小于 0"),
        ({"value": "1.5"}, "不是整数"), ({"value": ""}, "必填"), ({"value": "约3"}, "不是确数"),
        ({"value": "9" * 30}, "大得无法记录"), ({"value": "不详"}, "还不清楚就先不要改"),
        ({"value": "300"}, "请勾选“我已核对”"), ({"reason": "  "}, "必填"),
        ({"way": "changed", "as_of": ""}, "请写明从哪一天起"),
        ({"way": "changed", "as_of": "2999-01-01"}, "不能晚于今天"),
        ({"way": "changed", "as_of": "2017-02-30"}, "日期"), ({"way": "other"}, "other"),
    ],
)  # fmt: skip
def test_bad_input_is_said_at_the_field_and_nothing_is_lost(client, changes, said) -> None:
    answer = client.post(URL, asked(**changes))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "error-summary" in page
    if "reason" not in changes:
        assert "漏记一名专干" in page
    if changes.get("value"):
        assert f'value="{changes["value"]}"' in page
    assert record().value == 0


def test_an_unusual_figure_is_taken_when_it_was_checked(client) -> None:
    assert client.post(URL, asked(value="300", sure="on")).status_code == 302
    assert record().value == 300


def test_where_nothing_is_on_record_it_can_be_reported(client) -> None:
    page = client.get(f"{URL}?on=2015-06-30").content.decode()
    assert re.search(r'value="changed"[^>]*checked', page)
    answer = client.post(f"{URL}?on=2015-06-30", asked(way="wrong", seen=""))
    assert answer.status_code == 400
    assert "没有可更正的" in answer.content.decode()


def test_a_community_is_told_of_public_numbers_only(client_of, province) -> None:
    url = "/units/460105001001/facts/deputies/correct/"
    from liandong.domains.guarantee.models import LedgerFact

    fact = LedgerFact.objects.filter(unit__code="460105001001", field="deputies").latest("as_of")
    sent = {"way": "wrong", "value": "2", "reason": "核对", "seen": str(fact.pk)}
    page = text(client_of("community").post(url, sent, follow=True).content.decode())
    assert "秀英街道 —" in page  # 2 of 5: so few that they could be named
    assert re.search(r"海南省 4\d\.\d%", page)
