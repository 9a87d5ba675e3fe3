"""Names against the tree: exact, nearly, unknown, ambiguous; codes; levels that are not there."""

from __future__ import annotations

import pytest
from reading_kit import FIRST, HEADS, SECOND, said

from liandong.domains.guarantee.ledger import LEDGER
from liandong.domains.intake.reading import PlaceIndex, read_ledger

TOWN = LEDGER.levels[3]
FIGURES = FIRST[4:]


def of(ledger, *place: str | None):
    return ledger((*place, *FIGURES))


@pytest.mark.parametrize(
    "name", ["秀华社区", "秀华居委会", "秀华社区居委会", "秀华居民委员会", "秀华"]
)
def test_a_variant_of_the_name_is_a_note(read, ledger, name):
    reading = read(of(ledger, "海口市", "秀英区", "秀英街道", name))
    assert said(reading) == [("D3", "name_variant")]
    assert reading.rows[0].unit == "460105001001"
    assert "秀华社区居民委员会" in reading.findings[0].message.zh


def test_variants_above_the_community(read, ledger):
    reading = read(of(ledger, "海口", "秀英", "秀英街道办事处", "秀华社区居民委员会"))
    assert said(reading) == [("A3", "name_variant"), ("B3", "name_variant"), ("C3", "name_variant")]
    assert reading.rows[0].ok
    county = read(of(ledger, "琼中县", None, "上安乡", "上安社区居委会"))
    assert [code for _, code in said(county)] == ["name_variant"]
    assert county.rows[0].unit == "469030201001"


def test_levels_that_a_place_does_not_have(read, ledger):
    reading = read(of(ledger, "琼中黎族苗族自治县", "—", "上安乡", "上安社区居委会"))
    assert (said(reading), reading.rows[0].unit) == ([], "469030201001")
    reading = read(of(ledger, "儋州市", None, None, "那大社区"))
    assert {cell for cell, _ in said(reading)} <= {"D3"}


def test_spaces_inside_and_around(read, ledger):
    reading = read(of(ledger, "海口市", "秀英区", "秀英　街道", "\u00a0秀华社区居民委员会 "))
    assert said(reading) == [("C3", "trimmed"), ("D3", "trimmed")]
    assert reading.rows[0].unit == "460105001001"


def test_the_failing_level_is_named_with_what_is_near(read, ledger):
    reading = read(of(ledger, "海口市", "秀英区", "秀英街道街", "秀华社区居民委员会"))
    assert said(reading) == [("C3", "unknown_place")]
    assert "海口市秀英区没有“秀英街道街”" in reading.findings[0].message.zh
    reading = read(of(ledger, "海口市", "秀英区", "海秀街道", "秀华社区居民委员会"))
    assert said(reading) == [("D3", "unknown_place")]
    assert "秀英街道秀华社区居民委员会" in reading.findings[0].message.zh


def test_ambiguous_names_list_the_candidates(places):
    tree = PlaceIndex(
        [
            ("1", "甲市", "city", None), ("11", "东街道", "street", "1"),
            ("12", "西街道", "street", "1"), ("111", "新华社区", "community", "11"),
            ("121", "新华社区", "community", "12"), ("122", "新华居委会", "community", "12"),
        ]
    )  # fmt: skip
    community = LEDGER.unit_level
    assert tree.find("新华社区", community, "1") == (["111", "121"], None)
    assert tree.find("新华社区", community, "11") == (["111"], None)
    assert set(tree.find("新华", community, "12")[0]) == {"121", "122"}


def test_an_ambiguous_row_is_an_error_naming_candidates(ledger):
    tree = PlaceIndex(
        [
            ("1", "甲市", "city", None), ("11", "东街道", "street", "1"),
            ("12", "西街道", "street", "1"), ("111", "新华社区", "community", "11"),
            ("121", "新华社区", "community", "12"),
        ]
    )  # fmt: skip
    reading = read_ledger(of(ledger, "甲市", None, None, "新华社区"), LEDGER, tree)
    assert said(reading) == [("D3", "ambiguous_place")]
    assert "甲市东街道新华社区（111）、甲市西街道新华社区（121）" in reading.findings[0].message.zh
    assert reading.rows[0].unit is None


def test_a_town_and_a_street_of_one_name_are_two_places():
    tree = PlaceIndex([("1", "长流镇", "town", None), ("2", "长流街道", "street", None)])
    assert tree.find("长流镇", TOWN, None)[0] == ["1"]
    assert tree.find("长流街道办", TOWN, None)[0] == ["2"]
    assert set(tree.find("长流", TOWN, None)[0]) == {"1", "2"}
    assert tree.find("长流乡", TOWN, None)[0] == []


def test_a_village_is_not_a_community_of_the_same_name():
    tree = PlaceIndex(
        [("1", "永兴社区居委会", "community", None), ("2", "永兴村", "village", None)]
    )
    assert tree.find("永兴村委会", LEDGER.unit_level, None)[0] == ["2"]
    assert tree.find("永兴居委会", LEDGER.unit_level, None)[0] == ["1"]
    assert len(tree.find("永兴", LEDGER.unit_level, None)[0]) == 2


def test_codes_win_and_must_agree_with_names(read, ledger):
    heads = ((*HEADS, "区划代码"),)
    assert said(read(ledger((*FIRST, 460105001001), heads=heads))) == []
    assert said(read(ledger((*FIRST, "460105001001"), heads=heads))) == []
    reading = read(ledger((*FIRST, "460105001002"), heads=heads))
    assert said(reading) == [("L3", "code_mismatch")]
    assert not reading.rows[0].ok
    assert said(read(ledger((*FIRST, "460199999999"), heads=heads))) == [("L3", "code_unknown")]
    by_code = read(ledger((None, None, None, None, *FIGURES, "460105001001"), heads=heads))
    assert (said(by_code), by_code.rows[0].unit) == ([], "460105001001")


def test_duplicates_name_the_first_row(read, ledger):
    reading = read(ledger(FIRST, SECOND, (*FIRST[:3], "秀华社区", *FIRST[4:])))
    assert said(reading) == [("D5", "name_variant"), ("D5", "duplicate_row")]
    assert "第 3 行" in reading.findings[1].message.zh
    assert [row.ok for row in reading.rows] == [True, True, False]


@pytest.mark.parametrize(
    ("place", "cell", "listed"),
    [
        (("不知市", "秀英区", "秀英街道"), "A3", ("海口市", "三亚市", "琼中黎族苗族自治县")),
        (("海口市", "秀英区", "甲乙丙丁"), "C3", ("秀英街道", "海秀街道", "石山镇")),
    ],
)
def test_where_no_name_is_near_the_few_on_record_are_listed(read, ledger, place, cell, listed):
    reading = read(ledger((*place, *FIRST[3:])))
    assert said(reading) == [(cell, "unknown_place")]
    message = reading.findings[0].message
    assert all(name in message.zh and name in message.en for name in listed)


def test_far_more_rows_than_communities_are_said_once_and_listed_briefly(ledger):
    few = PlaceIndex([("46", "海南省", "province", None), ("1", "秀华社区", "community", "46")])
    lost = [("甲社区", *FIGURES)] * 300
    path = ledger(("秀华社区", *FIGURES), *lost, heads=(HEADS[3:],))
    reading = read_ledger(path, LEDGER, few)
    assert said(reading)[0] == ("A2", "more_rows")
    assert "有 301 行数据，这一范围却只有 1 个社区" in reading.findings[0].message.zh
    codes = [code for _, code in said(reading)[1:]]
    assert codes == ["unknown_place"] * 21
    assert "A24：……从这里起还有 280 行是同样的问题" in reading.findings[-1].message.zh
    assert reading.counts == {"warning more_rows": 1, "error unknown_place": 300}
    assert len(reading.ok_rows) == 1


def test_rows_of_an_unknown_street_do_not_repeat_each_other(read, ledger):
    lost = [(*one[:2], "无此街道", *one[3:]) for one in (FIRST, SECOND)]
    reading = read(ledger(*lost))
    assert said(reading) == [("C3", "unknown_place"), ("C4", "unknown_place")]
    assert {row.unit for row in reading.rows} == {None}


def test_rows_that_contradict_each_other_are_both_left_out(read, ledger):
    other = (*FIRST[:4], 2074, *FIRST[5:8], 9.5, *FIRST[9:])
    reading = read(ledger(FIRST, SECOND, other))
    assert said(reading) == [("D3", "duplicate_row"), ("D5", "duplicate_row")]
    first, last = (one.message.zh for one in reading.findings)
    assert "第 5 行也是" in first
    assert "第 3 行也是" in last
    for message in (first, last):
        assert "E “户数”、I “年工作经费(万元)”不一样，这两行都不收" in message
    assert [row.number for row in reading.ok_rows] == [4]


def test_figures_without_a_name(read, ledger):
    reading = read(ledger((*FIRST[:3], None, *FIGURES)))
    assert said(reading) == [("D3", "place_missing")]


def test_suggestions_stop_at_the_budget(places):
    for number in range(1000):
        places.suggest(f"不存在{number}", TOWN, "4601")
    assert len(places._suggested) <= 300
