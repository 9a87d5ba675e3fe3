"""Values added on top: one entry with a later first day changes a norm from that day on."""

from datetime import date
from decimal import Decimal

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.period import Period
from liandong.core.standards.norms import NormError, check, load

BASE = """\
code: guarantee.funds
title: {zh: 经费, en: Funds}
explanation: {zh: 每年经费, en: Funds per year}
unit: yuan
direction: at_least
effect: duty
values:
  - {value: 50000, scope: 46, from: 2015-01-01, tag: U, source: {instrument: 假设}}
"""
CHANGE = """\
code: guarantee.funds
values:
  - {value: 60000, scope: 46, from: 2018-01-01, tag: L, source: {instrument: 省文件}}
"""


@pytest.fixture
def base(tmp_path):
    (tmp_path / "norms").mkdir()
    (tmp_path / "norms" / "funds.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path / "norms"


@pytest.fixture
def extra(tmp_path):
    def write(text):
        (tmp_path / "extra.yaml").write_text(text, encoding="utf-8")
        return tmp_path / "extra.yaml"

    return write


def test_a_later_value_ends_the_one_before(base, extra):
    book = load(base, extra(CHANGE))
    assert check(base, extra(CHANGE)) == []
    assert [(one.value, one.period) for one in book["guarantee.funds"].entries] == [
        (Decimal(50000), Period(date(2015, 1, 1), date(2018, 1, 1))),
        (Decimal(60000), Period(date(2018, 1, 1))),
    ]
    assert load(base)["guarantee.funds"].entries[0].period == Period(date(2015, 1, 1))


def test_an_earlier_value_ends_when_the_known_one_begins(base, extra):
    book = load(base, extra(CHANGE.replace("2018-01-01", "2010-01-01")))
    assert [(one.value, one.period.end) for one in book["guarantee.funds"].entries] == [
        (Decimal(60000), date(2015, 1, 1)),
        (Decimal(50000), None),
    ]


def test_an_edited_copy_of_the_whole_file_works_too(base, extra):
    copy = BASE + CHANGE.split("values:\n")[1]
    assert load(base, extra(copy)).entries() == load(base, extra(CHANGE)).entries()


def test_history_is_not_rewritten(base, extra):
    findings = check(base, extra(BASE.replace("50000", "60000")))
    assert [(one.code, one.file.name, one.line) for one in findings] == [
        ("norm.overlap", "extra.yaml", 8)
    ]
    assert "funds.yaml:8" in findings[0].message.en


def test_a_norm_keeps_its_meaning(base, extra):
    findings = check(base, extra("direction: at_most\n" + CHANGE))
    assert [(one.code, one.line) for one in findings] == [("norm.redefined", 2)]


def test_a_new_norm_needs_its_whole_header(base, extra):
    findings = check(base, extra(CHANGE.replace("funds", "other")))
    assert [one.code for one in findings] == ["norm.missing_key"] * 5
    book = load(base, extra(BASE.replace("funds", "other")))
    assert set(book.parameters) == {"guarantee.funds", "guarantee.other"}


def test_several_extra_files_are_added_in_turn(base, extra, tmp_path):
    third = tmp_path / "third.yaml"
    third.write_text(CHANGE.replace("2018", "2020").replace("60000", "70000"), encoding="utf-8")
    rows = load(base, extra(CHANGE), third).entries()
    assert [(row.value, row.start.year, row.end) for row in rows] == [
        (50000, 2015, date(2018, 1, 1)),
        (60000, 2018, date(2020, 1, 1)),
        (70000, 2020, None),
    ]


def test_mistakes_of_the_extra_file_are_found(base, extra):
    with pytest.raises(NormError):
        load(base, extra(CHANGE.replace("tag: L", "tag: X")))


def test_a_doubt_about_the_base_is_said_once(base, extra):
    lapsing = CHANGE.replace("tag: L", "to: 2018-12-31, tag: L")
    (base / "funds.yaml").write_text(BASE + lapsing.split("values:\n")[1], encoding="utf-8")
    later = CHANGE.replace("2018", "2030")
    assert [one.code for one in check(base, extra(later))] == ["norm.lapses"]


def test_a_row_names_its_entry(base, extra):
    book = load(base, extra(CHANGE))
    for row in book.entries():
        entry = book.entry(row.key)
        assert (entry.value, entry.period) == (row.value, Period(row.start, row.end))
    assert len({row.key for row in book.entries()}) == 2
    assert (row.scope, row.level, row.unit) == ("460000000000", 1, "yuan")


def test_an_unknown_norm_suggests_the_nearest(base):
    with pytest.raises(LiandongError, match=r"guarantee\.funds") as caught:
        load(base)["guarantee.fund"]
    assert caught.value.code == "norm.unknown"
