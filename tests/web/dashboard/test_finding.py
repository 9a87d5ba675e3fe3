"""Search, the tree, the breadcrumb's siblings; pieces equal pages; the number of queries."""

import re

import pytest

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


def results(html: str) -> list[tuple[str, str]]:
    """(address, name) of everything found."""
    part = html[html.index('<div class="results">') :]
    return re.findall(r'<li><a href="([^"]+)"><span>([^<]+)</span>', part)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("秀英", "秀英区"),
        ("hks", "海口市"),
        ("haikou", "海口市"),
        ("460105", "秀英区"),
        ("4604", "儋州市"),
    ],
)
def test_found_by_two_characters_pinyin_or_code(client_of, text, first):
    html = client_of("province").get("/search", {"q": text}).content.decode()
    assert results(html)[0][1] == first


def test_each_hit_names_the_units_above_it(said):
    assert re.search(
        r"秀英街道 海南省 · 海口市 · 秀英区 · 街道 · 460105001", said("province", "/search?q=秀英")
    )


def test_search_stays_within_the_scope(client_of):
    html = client_of("danzhou").get("/search", {"q": "秀英"}).content.decode()
    assert results(html) == []
    assert "没有找到“秀英”" in html


def test_one_character_is_too_few_and_nothing_offers_help(said):
    assert "请至少输入两个字" in said("province", "/search?q=秀")
    assert "想找哪个单位" in said("province", "/search")


def test_the_piece_under_the_search_box_finds_what_the_page_finds(client_of):
    client = client_of("province")
    whole = client.get("/search", {"q": "秀英"}).content.decode()
    piece = client.get("/search", {"q": "秀英"}, headers=HX).content.decode()
    assert "<html" not in piece
    assert results(piece) == results(whole)


def test_a_long_list_leads_from_the_box_to_the_page(client_of):
    piece = client_of("province").get("/search", {"q": "社区"}, headers=HX).content.decode()
    assert "查看全部结果" in piece
    assert len(results(piece)) == 10


@pytest.mark.parametrize(
    "url",
    [
        "/units/46/", "/units/4604/", "/units/460105001/", "/units/460105001006/",
        "/units/46/children/", "/units/46/guarantee/", "/units/46/history/", "/units/46/siblings/",
        "/units/4601/branch/", "/units/",
    ],
)  # fmt: skip
def test_a_piece_is_the_content_of_the_page(client_of, url):
    client = client_of("province")
    whole = client.get(url).content.decode()
    piece = client.get(url, headers=HX).content.decode()
    assert "<html" not in piece
    assert piece.strip() in whole


def test_siblings_mark_the_one_opened(client_of):
    html = client_of("province").get("/units/460105/siblings/", headers=HX).content.decode()
    assert re.findall(r'aria-current="true"><span>([^<]+)', html) == ["秀英区"]
    assert html.count("<li>") == 4


def test_the_tree_opens_level_by_level(client_of):
    client = client_of("province")
    assert 'hx-get="/units/4601/branch/"' in client.get("/units/").content.decode()
    assert 'hx-get="/units/460105/branch/"' in client.get("/units/4601/branch/").content.decode()
    leaves = client.get("/units/460105001/branch/").content.decode()
    assert "/units/460105001001/" in leaves
    assert "tree__branch" not in leaves


@pytest.mark.parametrize(
    ("person", "url"),
    [
        ("province", "/units/46/"), ("province", "/units/46/?on=2015-12-31"),
        ("province", "/units/4604/"), ("street", "/units/460105001/"),
        ("community", "/units/460105001001/"), ("xiuying", "/units/460105001006/"),
        ("province", "/units/46/children/"), ("province", "/units/46/guarantee/"),
        ("community", "/units/460105001001/guarantee/"), ("province", "/units/46/history/"),
        ("street", "/units/46/"), ("province", "/units/"), ("province", "/units/4601/branch/"),
        ("province", "/units/4601/siblings/"), ("province", "/search?q=秀英"),
    ],
)  # fmt: skip
def test_no_page_takes_more_than_fifteen_queries(client_of, queries_of, person, url):
    assert queries_of(client_of(person), url) <= 15


def test_the_number_of_queries_does_not_grow_with_the_unit(client_of, queries_of):
    client = client_of("province")
    assert queries_of(client, "/units/46/") == queries_of(client, "/units/460105/")


def test_a_new_ledger_day_adds_no_query(client_of, queries_of):
    client = client_of("province")
    newest = queries_of(client, "/units/46/?on=2016-12-31")
    assert queries_of(client, "/units/46/?on=2016-06-01") == newest


def test_pages_in_english_keep_no_chinese_but_names(client_of):
    client = client_of("province")
    client.cookies["django_language"] = "en"
    for code in ("46", "460105001006"):
        html = client.get(f"/units/{code}/").content.decode()
        main = re.sub(r"<script.*?</script>|<[^>]+>", " ", html[html.index("<main") :], flags=re.S)
        assert "communities" in main or "Required" in main
        for word in ("社区数", "达标", "截至", "怎么算", "要求", "实有"):
            assert word not in main, word
