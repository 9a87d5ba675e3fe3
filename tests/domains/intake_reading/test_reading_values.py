"""One cell to one exact number, or to the reason why not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.domains.guarantee.ledger import HOUSEHOLDS, SERVICE_AREA, WORK_FUNDS
from liandong.domains.intake.reading.units import UNITS
from liandong.domains.intake.reading.values import parse_cell

WAN, HU, M2 = UNITS["万元"], UNITS["户"], UNITS["㎡"]
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
MONEY = st.decimals(0, 10_000, places=4)
COUNTS = st.integers(0, 10**9)


@given(MONEY)
def test_money_in_wan_is_exact(amount):
    for cell in (float(amount), str(amount), f"{amount:,}"):
        parsed = parse_cell(cell, WORK_FUNDS, WAN)
        assert (parsed.value, parsed.key) == (amount * 10_000, None)


@given(MONEY)
def test_full_width_reads_the_same_with_a_note(amount):
    parsed = parse_cell(str(amount).translate(WIDE), WORK_FUNDS, WAN)
    assert (parsed.value, parsed.key) == (amount * 10_000, "full_width")


@given(COUNTS, st.sampled_from(["户", " 户", "家"]))
def test_a_unit_in_the_cell_is_a_note(count, unit):
    for text in (f"{count}{unit}", f"{count:,}{unit}", f" {count}{unit}　"):
        parsed = parse_cell(text, HOUSEHOLDS, HU)
        assert (parsed.value, parsed.key) == (count, "unit_in_cell")


@given(st.decimals(0, 10**8, places=2))
def test_yuan_in_a_wan_column_is_converted(amount):
    parsed = parse_cell(f"{amount}元", WORK_FUNDS, WAN)
    assert (parsed.value, parsed.key) == (amount, "unit_in_cell")


@given(st.integers(1, 10**9))
def test_negative_numbers_are_errors_however_written(count):
    for cell in (-count, -float(count), f"-{count}", f"－{count}", f"({count})", f"负{count}户"):
        assert parse_cell(cell, HOUSEHOLDS, HU).key == "negative"


@given(st.one_of(st.text(max_size=12), st.floats(allow_nan=False), st.integers(), st.booleans()))
def test_nothing_crashes_and_a_value_is_never_negative(cell):
    for field, unit in ((HOUSEHOLDS, HU), (WORK_FUNDS, WAN), (SERVICE_AREA, M2)):
        parsed = parse_cell(cell, field, unit)
        assert parsed.blank or parsed.key or parsed.value is not None
        assert parsed.value is None or parsed.value >= 0


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("有", "not_a_number"), ("若干", "not_a_number"), ("12,34", "not_a_number"),
        ("1.2.3", "not_a_number"), ("1e5", "not_a_number"), ("5²", "not_a_number"),
        ("①", "not_a_number"), ("٣", "not_a_number"), (True, "not_a_number"),
        ("12O5", "not_a_number:suggest"), ("l20", "not_a_number:suggest"),
        ("1。5", "not_a_number:suggest"), ("=1+1", "not_a_number"),
        ("约300平米", "approximate"), ("300左右", "approximate"), ("300多平米", "approximate"),
        ("200-300", "approximate"), (">300", "approximate"), ("近300㎡", "approximate"),
        ("50%", "percent"), ("５０％", "percent"), (date(2016, 3, 5), "date_as_number"),
        ("300人", "wrong_unit"), ("5万元", "wrong_unit"),
        (1e17, "too_large"), ("9" * 60, "too_large"),
    ],
)  # fmt: skip
def test_what_is_no_number(cell, key):
    parsed = parse_cell(cell, SERVICE_AREA, M2)
    assert (parsed.value, parsed.key) == (None, key)


@pytest.mark.parametrize(
    ("cell", "suggestion"), [("12O5", "1205"), ("l20", "120"), ("1。5", "1.5"), ("1 2O", "120")]
)
def test_lookalikes_come_with_a_suggestion(cell, suggestion):
    assert parse_cell(cell, SERVICE_AREA, M2).said["suggestion"] == suggestion


@pytest.mark.parametrize("cell", [2.5, "2.5", "２．５户"])
def test_households_must_be_whole(cell):
    assert parse_cell(cell, HOUSEHOLDS, HU).key == "not_whole"


def test_units_of_ten_thousand_may_have_decimals_and_still_be_whole():
    assert parse_cell(0.5472, HOUSEHOLDS, UNITS["万户"]).value == 5472
    assert parse_cell("1.2万户", HOUSEHOLDS, HU).value == 12000


@pytest.mark.parametrize("cell", [None, "", " ", "　", "-", "——", "/"])
def test_blanks(cell):
    assert parse_cell(cell, WORK_FUNDS, WAN).blank


@pytest.mark.parametrize(
    ("cell", "value", "key"),
    [
        ("无", Decimal(0), "word_as_blank:zero"),
        ("不详", None, "word_as_blank:unknown"),
        ("￥5万", Decimal(50_000), "unit_in_cell"),
        ("¥50000", Decimal(50_000), "unit_in_cell"),
        (8.3333333333, Decimal("83333.33"), "rounded"),
        (8.97000000000001, Decimal("89700"), None),
    ],
)
def test_words_signs_and_rounding(cell, value, key):
    parsed = parse_cell(cell, WORK_FUNDS, WAN)
    assert (parsed.value, parsed.key) == (value, key)
