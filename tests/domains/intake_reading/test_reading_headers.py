"""Headings, dates, units and notes in the forms offices send them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from reading_kit import FIRST, HEADS, SECOND, said

from liandong.domains.guarantee.ledger import LEDGER
from liandong.domains.intake.reading import Blank, Days, Sure, UnitFrom
from liandong.domains.intake.reading.asof import dates_in
from liandong.domains.intake.reading.notes import blank_notes


@pytest.mark.parametrize(
    "text",
    [
        "截至2016年12月31日", "截至：2016年12月31日", "截至:2016-12-31", "2016.12.31",
        "2016/12/31", "20161231", "截至２０１６年１２月３１日", "2016年底", "2016年末",
        "二〇一六年十二月三十一日", "2016年12月底", "2016年12月", "2016年第四季度",
        "2016 年 12 月 31 日", "2016年下半年", "2016-12",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(text):
    assert dates_in(text) == [date(2016, 12, 31)]


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_every_day_in_every_form(day):
    for text in (
        f"截至{day.year}年{day.month}月{day.day}日",
        f"{day}",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
    ):
        assert dates_in(text) == [day]


@pytest.mark.parametrize("text", ["2016年2月30日", "2016-13-01", "截至2016年0月1日"])
def test_days_that_do_not_exist(text):
    assert dates_in(text) == [None]


def test_the_date_is_asked_for_when_missing_or_unclear(read, ledger):
    assert said(read(ledger(FIRST, top="2016年度统计表"))) == [("A1", "as_of_missing")]
    assert said(read(ledger(FIRST, top="填报日期:2017年1月5日"))) == [("A1", "as_of_missing")]
    assert said(read(ledger(FIRST, top="截至2016年2月30日"))) == [("A1", "as_of_ambiguous")]
    path = ledger(("截至2015年12月31日",), HEADS, FIRST, heads=())
    assert said(read(path)) == [("A1", "as_of_ambiguous")]
    assert said(read(path, on=date(2016, 12, 31))) == []


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("截至：2017年13月31日", "没有 13 月", "there is no month 13"),
        ("截至2017年2月29日", "2017年2月没有 29 日", "2017-02 has no day 29"),
    ],
)
def test_a_date_that_does_not_exist_is_pointed_at(read, ledger, text, zh, en):
    reading = read(ledger(("填报单位", None, text), HEADS, FIRST, heads=(), top="统计表"))
    assert said(reading) == [("C2", "as_of_ambiguous")]
    message = reading.findings[0].message
    assert zh in message.zh
    assert en in message.en


def test_a_day_still_to_come_or_before_anything_is_on_record_is_an_error(read, ledger):
    days = Days(date(2015, 1, 1), date(2026, 11, 23))
    path = ledger(("填报单位", None, "截至2099年12月31日"), HEADS, FIRST, heads=(), top="统计表")
    reading = read(path, days=days)
    assert said(reading) == [("C2", "as_of_future")]
    assert reading.as_of is None
    assert "2099-12-31 还没有到（今天是 2026-11-23），请改正" in reading.findings[0].message.zh
    early = read(path, days=days, on=date(2014, 12, 31))
    assert said(early) == [("A1", "as_of_early")]
    assert early.as_of is None
    for day in (days.first, days.last):
        assert said(read(path, days=days, on=day)) == []


def test_a_date_cell_beside_its_label(read, tmp_path):
    book = Workbook()
    book.active.append(["填报日期:2017-01-05", "截至", date(2016, 12, 31)])
    for row in (HEADS, FIRST):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    as_of = read(tmp_path / "a.xlsx").as_of
    assert (as_of.day, as_of.cell) == (date(2016, 12, 31), "C1")


def test_units_from_the_sheet_the_user_or_nowhere(read, ledger):
    heads = tuple(h.partition("(")[0] for h in HEADS)
    plain = read(ledger(FIRST, heads=(heads,)))
    assert said(plain) == [("I2", "unit_unknown"), ("J2", "unit_unknown")]
    assert plain.rows[0].values["work_funds"] is None
    assert not plain.rows[0].ok
    stated = read(ledger(("单位：万元、人",), FIRST, heads=(("",), ("单位：万元、人",), heads)))
    assert stated.by_field["work_funds"].unit_from is UnitFrom.SHEET
    assert stated.rows[0].values["work_funds"] == 89_700
    given_units = {"work_funds": "千元", "special_fund": "元"}
    wished = read(ledger(FIRST, heads=(heads,)), units=given_units)
    assert wished.rows[0].values["work_funds"] == 8_970
    assert ("J3", "implausible") in said(wished)  # 0.69 元 is no fund


def test_a_row_of_units_and_a_row_of_column_numbers(read, ledger):
    heads = tuple(h.partition("(")[0] for h in HEADS)
    units = ("", "", "", "", "户", "人", "人", "人", "千元", "(万元)", "平方米")
    numbers = ("甲", "乙", "丙", "丁", 1, 2, 3, 4, 5, 6, 7)
    reading = read(ledger(FIRST, heads=(heads, units, numbers)))
    assert said(reading) == []
    assert reading.rows[0].values["work_funds"] == 8_970
    assert reading.header_rows == (2, 3)
    assert len(reading.rows) == 1


def test_a_column_in_yuan_said_to_be_in_wan_is_not_taken_until_the_sender_says(read, ledger):
    path = ledger((*FIRST[:8], 89_700, *FIRST[9:]), (*SECOND[:8], 61_700, *SECOND[9:]))
    reading = read(path)
    assert said(reading) == [("I2", "unit_suspect")]
    assert reading.blocked
    assert not reading.ok_rows
    words = reading.findings[0].message
    for part in ("写的是万元", "2 个，如 89700", "按元才合常理", "--unit-of work_funds=yuan|wan"):
        assert part in words.zh
    assert reading.by_field["work_funds"].suspect.name == "元"

    yuan = read(path, units={"work_funds": "元"})
    assert said(yuan) == []
    assert [row.values["work_funds"] for row in yuan.ok_rows] == [89_700, 61_700]
    insisted = read(path, units={"work_funds": "万元"})
    assert said(insisted) == [("I3", "implausible"), ("I4", "implausible")]
    assert len(insisted.ok_rows) == 2
    many = ledger(*((*FIRST[:8], 89_700 + n, *FIRST[9:]) for n in range(8)))
    told = [one for one in read(many, units={"work_funds": "万元"}).findings if one.column == 8]
    assert [(one.cell, one.code, one.severity) for one in told] == [
        ("I2", "unit_suspect", "warning")
    ]


def test_a_column_in_wan_said_to_be_in_yuan_is_not_taken_either(read, ledger):
    heads = [one.replace("(万元)", "(元)") for one in HEADS]
    reading = read(ledger(FIRST, SECOND, heads=(heads,)))
    assert said(reading) == [("I2", "unit_suspect"), ("J2", "unit_suspect")]
    assert "按万元才合常理" in reading.findings[0].message.zh
    assert not reading.ok_rows


def test_one_figure_in_yuan_among_many_is_a_warning_of_its_own(read, ledger):
    odd = (*SECOND[:8], 61_700, *SECOND[9:])
    reading = read(ledger(FIRST, odd))
    assert said(reading) == [("I4", "implausible")]
    assert len(reading.ok_rows) == 2


def test_headings_near_the_known_ones(read, ledger):
    heads = list(HEADS)
    heads[4:6] = ["总 户数\n（户）", "2016年常住人口数"]
    reading = read(ledger(FIRST, heads=(heads,)))
    assert reading.by_field["households"].sure is Sure.EXACT
    assert reading.by_field["residents"].sure is Sure.LIKELY
    assert said(reading) == []


def test_a_group_of_others_is_not_taken_for_ours(read, ledger):
    reading = read(ledger((*FIRST, 7), heads=((*HEADS, "低保户数"),)))
    assert reading.rows[0].values["households"] == 2073
    assert reading.columns[-1].role == "ignored"


def test_missing_columns_are_warned_of(read, ledger):
    reading = read(ledger(FIRST[:10], heads=(HEADS[:10],)))
    assert said(reading) == [("D2", "column_missing")]
    assert "服务用房面积" in reading.findings[0].message.zh
    assert reading.rows[0].ok


def test_totals_notes_and_repeated_headings_are_passed_over(read, ledger):
    reading = read(
        ledger(
            FIRST,
            ("秀英区小计", None, None, None, 2073, 5472, 1, 5, 8.97, 0.69, 260),
            HEADS,
            SECOND,
            ("总  计", None, None, None, 4575),
            ("填表人：某某", None, None, "审核人：某某"),
            ("注：空白表示不详。",),
        )
    )
    assert said(reading) == []
    assert [row.number for row in reading.rows] == [3, 6]
    assert [one.why for one in reading.skipped] == ["total", "header", "total", "note", "note"]


def test_merged_place_cells_fill_down_and_merged_figures_are_errors(read, tmp_path):
    book = Workbook()
    sheet = book.active
    for row in (("截至2016年12月31日",), HEADS, FIRST, (*(None,) * 3, *SECOND[3:])):
        sheet.append(row)
    for area in ("A3:A4", "B3:B4", "C3:C4"):
        sheet.merge_cells(area)
    book.save(tmp_path / "merged.xlsx")
    reading = read(tmp_path / "merged.xlsx")
    assert said(reading) == []
    assert [row.place[-2] for row in reading.rows] == ["秀英街道", "秀英街道"]
    sheet.merge_cells("J3:J4")
    book.save(tmp_path / "merged.xlsx")
    reading = read(tmp_path / "merged.xlsx")
    assert said(reading) == [("J3", "merged_value"), ("J4", "merged_value")]


def test_a_blank_that_nobody_explains_is_asked_about_once(read, ledger):
    blank = (*FIRST[:9], None, *FIRST[10:])
    other = (*SECOND[:9], None, *SECOND[10:])
    reading = read(ledger(blank, other))
    assert said(reading) == [("J3", "blank_ask")]
    assert not reading.ok_rows
    assert len(read(ledger(blank, other), blanks={"special_fund": Blank.ZERO}).ok_rows) == 2


@pytest.mark.parametrize(
    ("note", "fields", "meaning"),
    [
        ("说明:空白表示没有该项经费;数据为模拟", {"work_funds", "special_fund"}, Blank.ZERO),
        ("注：专项经费空白的表示未统计", {"special_fund"}, Blank.UNKNOWN),
        (
            "空格处视为无",
            {"deputies", "workers", "work_funds", "special_fund", "service_area"},
            Blank.ZERO,
        ),
        ("服务用房面积为空的表示不详。", {"service_area"}, Blank.UNKNOWN),
        ("空白不表示没有经费", {"work_funds", "special_fund"}, Blank.ASK),
    ],
)
def test_notes_on_blanks(note, fields, meaning):
    found = blank_notes(note, LEDGER)
    assert [(set(one.fields), one.meaning) for one in found] == [(fields, meaning)]


def test_contradicting_notes_are_asked_about(read, ledger):
    rows = [(*FIRST[:9], None, *FIRST[10:]), ("注：空白表示没有经费。空白表示经费不详。",)]
    assert said(read(ledger(*rows))) == [("J3", "blank_ask")]


def test_csv_in_two_encodings_and_with_group_headings(read, tmp_path):
    table = (
        "截至2016年12月31日,,,,,,,\n所在地区,,,社区名称,基本情况,,经费保障(万元),\n"
        "市县,区,街道,,户数,常住人口,年工作经费,服务群众专项经费\n"
        '海口市,秀英区,秀英街道,秀华社区居民委员会,"2,073",5472,8.97,0.69\n'
    )
    tabbed = table.replace('"2,073"', "2073").replace(",", "\t")
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes((tabbed if encoding == "utf-16" else table).encode(encoding))
        reading = read(path)
        assert {code for _, code in said(reading)} == {"column_missing"}
        assert reading.rows[0].values["households"] == 2073
        assert reading.rows[0].values["special_fund"] == 6900
        assert reading.as_of.day == date(2016, 12, 31)


def test_a_table_that_does_not_begin_at_the_corner(read, tmp_path):
    book = Workbook()
    for row in ((), (), ("", "", "截至2016年12月31日"), (), ("", *HEADS), ("", *FIRST)):
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(tmp_path / "a.xlsx")
    reading = read(tmp_path / "a.xlsx")
    assert said(reading) == []
    number = reading.rows[0].number
    assert reading.cell(reading.rows[0], "households") == f"F{number}"
    assert reading.header_rows == (number - 1, number - 1)


def test_city_and_county_in_two_columns(read, ledger):
    heads = (("市", "县(区)", *HEADS[2:]),)
    assert said(read(ledger(FIRST, heads=heads))) == []
