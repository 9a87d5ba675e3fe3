"""41.6 %, opened: what it counts, by which norm, who misses it; narrowed, sorted, paged."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

URL = "/units/46/indicators/guarantee.deputies/"


@pytest.fixture
def page(client_of, province):
    client = client_of("province")

    def shown(url: str = URL, **headers: str) -> str:
        answer = client.get(url, headers=headers)
        assert answer.status_code == 200
        return answer.content.decode()

    return shown


def names(html: str) -> list[str]:
    """The communities in the list, in order."""
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', html)


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_number_is_explained_in_full(page) -> None:
    said = text(page())
    for part in ("41.6", "229 / 551", "达标 229 个", "未达标 322 个", "未知 0 个", "不适用 0 个"):
        assert part in said, part
    assert "能判断的社区数" in said  # what it counts
    assert "guarantee.deputies 第 1 版" in said
    assert "2017 年海南省城市基层党建工作讲话" in said  # the norm
    assert "自 2015年1月1日起施行" in said
    assert "第 1–50 条，共 322 个社区" in said


def test_each_row_has_its_place_what_is_missing_and_since_when(page) -> None:
    html = page()
    assert names(html)[0] == "秀中社区居民委员会"
    assert "海口市 · 秀英区 · 秀英街道" in html
    assert "2015年12月31日" in html
    assert '"/units/460105001003/facts/deputies/"' in html
    assert '"/units/460105001003/indicators/guarantee.deputies/"' in html


def test_all_pages_together_are_the_322(page) -> None:
    found = [name for n in range(1, 8) for name in names(page(f"{URL}?page={n}"))]
    assert len(found) == 322


def test_paper_gets_the_whole_list_with_its_definition_and_day(page) -> None:
    html = page()
    assert 'href="?print=1" data-print-all' in html
    whole = page(f"{URL}?print=1")
    assert len(names(whole)) == 322
    said = text(whole)
    assert "能判断的社区数" in said
    assert "截至 2016年12月31日" in said
    assert "data-print" in re.search("<body[^>]*>", whole)[0]
    assert "打印全部" not in said
    narrowed = page(f"{URL}?print=1&within=4601&page=2")
    assert 0 < len(names(narrowed)) < 322


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("status=met", 229), ("status=all", 551), ("status=unknown", 0),
        ("within=4601", 89), ("within=4601&status=all", 160),
        ("name=秀中", 1), ("name=xiuzhong", 1), ("name=460105001003", 1), ("name=秀英街道", 3),
        ("status=nonsense&sort=nonsense&within=&page=nonsense", 322),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(page, query: str, count: int) -> None:
    said = text(page(f"{URL}?{query}"))
    assert f"共 {count} 个社区" in said if count else "没有符合条件的社区" in said


def test_the_list_is_sorted_either_way(page) -> None:
    url = "/units/46/indicators/guarantee.work_funds/"
    up, down = (names(page(f"{url}?sort={sort}")) for sort in ("actual", "-actual"))
    assert up[0] != down[0]
    assert names(page(url)) == names(page(f"{url}?sort=-gap"))


def test_a_day_asked_for_is_kept_by_every_link(page) -> None:
    html = page(f"{URL}?on=2015-12-31")
    inside = re.search(r"<tbody>(.*?)</tbody>", html, re.S)[1]
    links = re.findall(r'href="([^"]+)"', inside)
    assert links
    assert all("on=2015-12-31" in link for link in links)


def test_beside_the_page_it_is_short_and_says_the_same(page) -> None:
    beside, whole = page(URL, **{"HX-Request": "true"}), page()
    assert "<html" not in beside
    assert "<table" not in beside
    for part in ("41.6", "229 / 551", "2017 年海南省城市基层党建工作讲话", "guarantee.deputies"):
        assert part in text(beside)
        assert part in text(whole)
    assert f'href="{URL}"' in beside


def test_of_one_community_it_says_required_actual_and_the_record(page) -> None:
    html = page("/units/460105001003/indicators/guarantee.deputies/")
    said = text(html)
    assert "应有 1 人" in said
    assert "实有 0 人" in said
    assert "差额 1 人" in said
    assert "community_ledger_2016.xlsx · 社区保障 · H7" in said
    assert 'href="/units/460105001003/facts/deputies/correct/"' in html


def test_sums_and_rates_show_their_parts_and_who_contributes(page) -> None:
    said = text(page("/units/46/indicators/guarantee.workers_total/"))
    assert "1,797 人" in said
    assert "计入的社区 n 551 个" in said
    rate = text(page("/units/46/indicators/guarantee.area_density/"))
    assert "21.7 ㎡/百户" in rate
    assert "办公服务用房面积 284,019 ㎡" in rate
    assert "户数 1,310,147 户" in rate


def test_a_norm_not_in_force_says_so(page) -> None:
    said = text(page("/units/46/indicators/guarantee.workers_per_10000/"))
    assert "当日没有生效的规范" in said
    assert "不适用：" in said
    assert "自 2021年12月27日起才施行" in said
    assert "不适用 551 个" in said


def test_english_is_complete(client_of, province) -> None:
    client = client_of("province")
    client.cookies["django_language"] = "en"
    html = client.get(URL).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    # Names of places and instruments stay as they are; nothing else is Chinese.
    names = (
        r'<div class="print-head".*?</div>|<th scope="row">.*?</th>|<option.*?</option>|<td[^>]*><a'
    )
    kept = re.sub(names, "", main, flags=re.S)
    assert re.findall(r"[\u4e00-\u9fff]+", text(kept)) == ["海南省"]


def test_an_unknown_indicator_or_unit_is_a_page_that_helps(client_of, province) -> None:
    client = client_of("province")
    nope = client.get("/units/46/indicators/guarantee.deputy/")
    assert nope.status_code == 404
    assert "guarantee.deputies" in nope.content.decode()
    assert client.get("/units/999999/indicators/guarantee.deputies/").status_code == 404


@pytest.mark.parametrize("unit", ["46", "4601", "460105001", "460105001003"])
@pytest.mark.parametrize("code", ["guarantee.deputies", "guarantee.area_density"])
def test_at_most_15_queries(client_of, province, unit: str, code: str) -> None:
    client = client_of("province")
    url = f"/units/{unit}/indicators/{code}/"
    client.get(url)  # the first request of a session notes the time of it
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) <= 15, [query["sql"][:90] for query in queries]


COMMUNITY = "/units/460105001001/indicators"


def test_a_community_reads_its_own_rule(page) -> None:
    said = text(page(f"{COMMUNITY}/guarantee.workers_per_10000/?on=2022-01-31"))
    assert "能不能达标还说不出：缺少有效的常住人口、专职工作人员" in said  # six years old
    said = text(page(f"{COMMUNITY}/guarantee.workers/"))
    assert "秀华社区居民委员会应有 1 人，实有 5 人，已达标。" in said
    assert "规范的值 1 人" in said
    assert "专职工作人员 5 人 截至 2016年12月31日" in said
    assert "2017 年海南省城市基层党建工作讲话" in said
    said = text(page(f"{COMMUNITY}/guarantee.special_fund/"))
    assert "秀华社区居民委员会要有，现在有。" in said
    said = text(page(f"{COMMUNITY}/guarantee.service_area/"))
    assert "当日没有生效的规范" in said


@pytest.mark.parametrize(
    ("code", "fields", "sentence", "formula"),
    [
        ("workers_per_10000", {"residents": 5000, "workers": 5},
         "有常住人口 5,000 人，应有 9 人，实有 5 人，差 4 人。", "应有 9 人 = 5,000 × 18 ÷ 10,000"),
        ("workers_per_10000", {"residents": 5472, "workers": 12},
         "有常住人口 5,472 人，应有 10 人，实有 12 人，已达标。",
         "应有 10 人 = 5,472 × 18 ÷ 10,000 = 9.85，不足一的按一计"),
        ("service_area", {"households": 2073, "service_area": 260},
         "有户数 2,073 户，应有 621.90 ㎡，实有 260 ㎡，差 361.90 ㎡。",
         "应有 621.90 ㎡ = 2,073 × 30 ÷ 100"),
    ],
)  # fmt: skip
def test_what_is_required_is_reckoned_by_hand(page, code, fields, sentence, formula) -> None:
    from datetime import date
    from decimal import Decimal

    from django.utils import timezone

    from liandong.domains.guarantee.actions import report
    from liandong.domains.orgs.models import Unit

    unit, day = Unit.objects.get(code="460105001001"), date(2022, 6, 30)
    for field, value in fields.items():
        report(unit=unit, field=field, value=Decimal(value), as_of=day, reason="盘点", by="test",
               at=timezone.now())  # fmt: skip
    said = text(page(f"{COMMUNITY}/guarantee.{code}/?on=2022-06-30"))
    assert f"秀华社区居民委员会{sentence}" in said
    assert formula in said
    assert "截至 2022年6月30日" in said
