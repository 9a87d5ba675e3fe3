"""The record behind a value: where it stood, how it was read, who entered it, what happened since."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

XIUZHONG = "/units/460105001003/facts"


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def said(client_of, province):
    def shown(url: str) -> str:
        answer = client_of("province").get(url)
        assert answer.status_code == 200
        return text(answer.content.decode())

    return shown


def test_the_record_says_where_it_stood(said) -> None:
    page = said(f"{XIUZHONG}/deputies/")
    for part in (
        "数值 0 人", "数据截至 2016年12月31日", "来源文件 community_ledger_2016.xlsx", "工作表 社区保障",
        "单元格 H7 第 7 行", "原文 0", "登记人 演示·省委组织部 林安", "登记时间 20",
    ):  # fmt: skip
        assert part in page, part
    assert "更正或更新" in page
    assert "配备专职副书记或党建工作专干 未达标 1 人 0 人" in page


def test_a_blank_says_by_which_rule_it_was_read(said) -> None:
    from liandong.domains.guarantee.models import LedgerFact

    fact = LedgerFact.objects.filter(raw="", as_of=date(2016, 12, 31)).exclude(reason="").first()
    page = said(f"/units/{fact.unit.code}/facts/{fact.field}/")
    assert "原文 （空白）" in page
    assert f"空白怎么读 {fact.reason}" in page


def test_history_has_every_ledger_newest_first(said) -> None:
    page = said(f"{XIUZHONG}/deputies/")
    new, old = page.index("登记：截至2016年12月31日"), page.index("登记：截至2015年12月31日")
    assert new < old


def test_what_is_stale_counts_as_unknown_and_says_so(said) -> None:
    page = said(f"{XIUZHONG}/deputies/?on=2026-11-22")
    assert "这个数已过期" in page
    assert "按“未知”处理" in page


def test_what_is_missing_is_not_zero(said) -> None:
    page = said(f"{XIUZHONG}/deputies/?on=2015-06-30")
    assert "这一天还没有登记" in page
    assert "不当作 0" in page
    assert "现在登记" in page


def test_who_may_not_correct_is_not_offered_it(client_of, province) -> None:
    page = client_of("street").get(f"{XIUZHONG}/deputies/").content.decode()
    assert "correct" not in page


def test_a_unit_without_records_leads_to_the_sum(client_of, province) -> None:
    page = client_of("province").get("/units/4601/facts/workers/").content.decode()
    assert "/units/4601/indicators/guarantee.workers_total/" in page


@pytest.mark.parametrize("page", ["facts/salaries/", "facts/salaries/correct/"])
def test_a_field_that_does_not_exist_is_not_found(client_of, province, page) -> None:
    assert client_of("province").get(f"/units/460105001003/{page}").status_code == 404


@pytest.mark.parametrize("page", ["deputies/", "residents/", "deputies/correct/"])
def test_at_most_15_queries(client_of, province, page: str) -> None:
    client = client_of("province")
    client.get(f"{XIUZHONG}/{page}")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{XIUZHONG}/{page}")
    assert len(queries) <= 15, [query["sql"][:90] for query in queries]
