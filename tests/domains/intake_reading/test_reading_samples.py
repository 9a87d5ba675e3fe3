"""The two sample ledgers give exactly the figures and findings they were made for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reading_kit import DATA, said

from liandong.domains.intake.reading import Blank, UnitFrom

CLEAN = DATA / "community_ledger_2016.xlsx"
ERRORS = DATA / "community_ledger_2016_errors.xlsx"


def test_clean_sample_has_no_findings_and_the_known_figures(read):
    reading = read(CLEAN)
    assert said(reading) == []
    assert len(reading.ok_rows) == len(reading.rows) == 551
    assert reading.as_of.day == date(2016, 12, 31)
    assert reading.as_of.cell == "K2"
    values = [row.values for row in reading.rows]
    assert sum(one["deputies"] >= 1 for one in values) == 229
    assert sum(one["workers"] >= 1 for one in values) == 300
    assert sum(one["work_funds"] < 50_000 for one in values) == 94
    assert sum(one["special_fund"] == 0 for one in values) == 65
    assert len({row.unit for row in reading.rows}) == 551


def test_values_are_exact_and_in_base_units(read):
    first = read(CLEAN).rows[0]
    assert first.number == 5
    assert first.place == ("", "海口市", "秀英区", "秀英街道", "秀华社区居民委员会")
    # J5 is 8.97 万元, stored in the file as 8.970000000000001
    assert first.values["work_funds"] == Decimal("89700")
    assert first.values["special_fund"] == Decimal("6900")
    assert first.values["service_area"] == Decimal(260)
    assert first.raw["work_funds"] == "8.97"


def test_columns_are_explained(read):
    reading = read(CLEAN)
    funds = reading.by_field["special_fund"]
    assert (funds.letter, funds.unit.name, funds.unit_from) == ("K", "万元", UnitFrom.ABOVE)
    assert (funds.blank, funds.blanks) == (Blank.ZERO, 65)
    assert "空白表示没有该项经费" in funds.blank_why.zh
    area = reading.by_field["service_area"]
    assert (area.unit.name, area.unit_from, area.blank) == ("㎡", UnitFrom.HEADER, Blank.ASK)
    assert [(one.row, one.why) for one in reading.skipped] == [(556, "total"), (557, "note")]
    assert reading.header_rows == (3, 4)


def test_errors_sample_has_exactly_its_twelve_findings(read):
    reading = read(ERRORS)
    assert [(f.cell, f.severity.value, f.code.value) for f in reading.findings] == [
        ("H5", "error", "not_a_number"),
        ("J6", "error", "negative"),
        ("E7", "error", "unknown_place"),
        ("D8", "error", "unknown_place"),
        ("F10", "note", "unit_in_cell"),
        ("G11", "error", "not_a_number"),
        ("E13", "error", "duplicate_row"),
        ("J14", "note", "full_width"),
        ("G15", "warning", "less_than_related"),
        ("L16", "error", "approximate"),
        ("E17", "note", "trimmed"),
        ("K18", "warning", "implausible"),
    ]
    by_number = {row.number: row for row in reading.rows}
    assert by_number[10].values["households"] == 1234
    assert by_number[14].values["work_funds"] == 55_000
    assert by_number[17].unit is not None
    assert {n for n, row in by_number.items() if not row.ok} == {5, 6, 7, 8, 11, 13, 16}
    assert by_number[12].ok
    assert by_number[12].unit == by_number[13].unit


def test_messages_say_place_and_remedy_in_both_languages(read):
    messages = {f.cell: f.message for f in read(ERRORS).findings}
    assert messages["H5"].zh == "H5：“有”不是数字，请填人数，如 1。"
    assert messages["G11"].zh == "G11：“12O5”不是数字，请改为 1205 或留空。"
    assert "第 12 行" in messages["E13"].zh
    assert "row 12" in messages["E13"].en
    assert "秀英街道" in messages["D8"].zh
    assert "9.9999" in messages["K18"].zh
    assert all("{" not in text for m in messages.values() for text in (m.zh, m.en))


def test_the_user_may_settle_what_a_blank_means(read):
    unknown = read(CLEAN, blanks={"special_fund": Blank.UNKNOWN})
    assert sum(row.values["special_fund"] is None for row in unknown.rows) == 65
    assert said(unknown) == []
    assert read(CLEAN, on=date(2017, 12, 31)).as_of.day == date(2017, 12, 31)


def test_progress_reaches_the_end(read):
    seen: list[tuple[int, int]] = []
    read(CLEAN, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (551, 551)
