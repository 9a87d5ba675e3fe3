"""The same page at every level: province, city, a city without counties, a county without
districts, district, street, community."""

import json
import re
from html import unescape

import pytest

pytestmark = pytest.mark.django_db


def charts_of(html: str) -> dict[str, dict]:
    """The data of a page's pictures by kind."""
    found = re.findall(
        r'<figure[^>]*data-chart="(\w+)".*?<script type="application/json">(.*?)</script>',
        html,
        re.S,
    )
    return {kind: json.loads(unescape(data)) for kind, data in found}


def test_the_province_shows_its_five_figures(said):
    page = said("province", "/units/46/")
    assert "社区数 551 个社区" in page
    assert re.search(r"配备专职副书记或党建工作专干 41\.6 % .{0,60}229 / 551 个社区", page)
    assert re.search(r"配备专职工作人员 54\.4 % .{0,60}300 / 551 个社区", page)
    assert "年工作经费达标 94 个社区未达标" in page
    assert "有服务群众专项经费 65 个社区没有专项经费" in page


def test_figures_come_in_the_order_an_officer_asks_for_them(client_of):
    html = client_of("province").get("/units/46/").content.decode()
    labels = re.findall(r'class="number__label">([^<]+)<', html)
    assert labels[:5] == [
        "社区数", "配备专职副书记或党建工作专干", "配备专职工作人员", "年工作经费达标", "有服务群众专项经费",
    ]  # fmt: skip
    assert labels[-2:] == ["专职工作人员按人口配备", "服务用房面积达标"]


def test_what_does_not_apply_looks_unlike_what_is_unknown(client_of):
    html = client_of("province").get("/units/46/").content.decode()
    assert html.count('class="number__none">不适用') == 2
    assert "number__unknown" not in html


def test_each_figure_leads_to_its_explanation_and_keeps_the_day(client_of):
    html = client_of("province").get("/units/46/?on=2015-12-31").content.decode()
    assert 'href="/units/46/indicators/guarantee.deputies/?on=2015-12-31"' in html
    plain = client_of("province").get("/units/46/").content.decode()
    assert 'href="/units/46/indicators/guarantee.deputies/"' in plain


def test_change_is_said_in_words_and_only_against_an_earlier_ledger(said):
    assert "比 2015年12月31日 高 10.7 个百分点" in said("province", "/units/46/")
    assert "减少 50 个" in said("province", "/units/46/")
    assert " 比 20" not in said("province", "/units/46/?on=2015-12-31")


def test_the_province_has_trend_map_bars_and_tree(client_of):
    charts = charts_of(client_of("province").get("/units/46/").content.decode())
    assert set(charts) == {"trend", "map", "bars", "icicle"}
    assert len(charts["map"]["items"]) == 19
    assert {item["code"] for item in charts["map"]["items"]} >= {"4603", "469030"}
    points = charts["trend"]["series"][0]["points"]
    assert points[-1] == ["2016-12-31", 41.6, 551]
    root = charts["icicle"]["root"]
    assert (root["met"], root["unmet"], root["unknown"]) == (229, 322, 0)
    assert sum(child["n"] for child in root["children"]) == 551


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("4601", {"trend", "bars", "icicle"}),
        ("4604", {"trend", "bars", "icicle"}),
        ("469021", {"trend", "bars", "icicle"}),
        ("460105", {"trend", "bars", "icicle"}),
        ("460105001", {"trend"}),
    ],
)
def test_each_level_has_the_pictures_it_can_have(client_of, code, kinds):
    answer = client_of("province").get(f"/units/{code}/")
    assert answer.status_code == 200
    assert set(charts_of(answer.content.decode())) == kinds


def test_a_city_without_counties_opens_into_its_towns(client_of):
    charts = charts_of(client_of("danzhou").get("/units/4604/").content.decode())
    names = {child["name"] for child in charts["icicle"]["root"]["children"]}
    assert "那大镇" in names
    assert charts["icicle"]["root"]["n"] == 70


def test_every_node_of_the_tree_opens_a_page(client_of):
    client = client_of("province")
    root = charts_of(client.get("/units/4601/").content.decode())["icicle"]["root"]
    child = root["children"][0]
    for node in (child, child["children"][0]):
        assert client.get(node["url"]).status_code == 200


def test_another_indicator_is_drawn_when_asked_for_and_links_keep_it(client_of):
    url = "/units/46/?indicator=guarantee.work_funds&on=2016-12-31"
    charts = charts_of(client_of("province").get(url).content.decode())
    root = charts["icicle"]["root"]
    assert (root["met"], root["unmet"]) == (457, 94)
    assert "indicator=guarantee.work_funds" in root["children"][0]["url"]
    assert "on=2016-12-31" in root["children"][0]["url"]


@pytest.mark.parametrize(
    ("code", "status"), [("guarantee.deputy", 404), ("guarantee.residents_total", 400)]
)
def test_an_indicator_that_cannot_be_drawn_is_said_so(client_of, code, status):
    answer = client_of("province").get(f"/units/46/?indicator={code}")
    assert answer.status_code == status


def test_a_street_shows_its_communities_one_by_one(said):
    page = said("street", "/units/460105001/")
    assert "各社区情况" in page
    assert re.search(r"高新居委会 未达标 未达标 达标 达标", page)


def test_a_day_before_any_ledger_and_any_norm_stands(said):
    page = said("province", "/units/46/?on=2014-06-01")
    assert "这一天这里没有社区" in page


def test_children_are_sorted_as_the_address_says(client_of):
    html = client_of("province").get("/units/46/children/?sort=-deputies").content.decode()
    names = re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', html)
    assert len(names) == 19
    assert names[0] == "五指山市"
    assert names[-1] == "琼中黎族苗族自治县"
    upward = client_of("province").get("/units/46/children/?sort=deputies").content.decode()
    assert re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', upward)[-1] == "五指山市"


def test_the_standards_of_an_area_name_their_source(said):
    page = said("province", "/units/46/guarantee/")
    assert "每个社区年工作经费不低于 50,000 元" in page
    assert "未确认" in page
    assert "看未达标的 322 个社区" in page
