"""Division codes: worked by hand, on the real tree, and by property."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.kernel.codes import CodeError, DivisionCode, Level

TREE = Path(__file__).parents[3] / "data/hainan_units.csv"
ROWS = list(csv.DictReader(TREE.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize(
    ("raw", "value", "level", "parent"),
    [
        ("46", "460000000000", Level.PROVINCE, None),
        ("460000", "460000000000", Level.PROVINCE, None),
        ("4601", "460100000000", Level.PREFECTURE, "46"),
        ("460105", "460105000000", Level.COUNTY, "4601"),
        ("460105000", "460105000000", Level.COUNTY, "4601"),
        ("460105001", "460105001000", Level.TOWNSHIP, "460105"),
        ("460105001001", "460105001001", Level.COMMUNITY, "460105001"),
        ("460105000000", "460105000000", Level.COUNTY, "4601"),
        ("460400100", "460400100000", Level.TOWNSHIP, "4604"),  # Danzhou has no county level
        (" ４６01-05 ", "460105000000", Level.COUNTY, "4601"),
    ],
)
def test_every_form_names_one_division(raw, value, level, parent):
    code = DivisionCode.parse(raw)
    assert (code.value, code.level) == (value, level)
    assert code.parent == (DivisionCode.parse(parent) if parent else None)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("460105001", "street"),
        ("460105099", "street"),
        ("460105100", "town"),
        ("460105199", "town"),
        ("460105200", "township"),
        ("460105399", "township"),
        ("460105400", None),
        ("460105001001", "community"),
        ("460105001199", "community"),
        ("460105001200", "village"),
        ("460105001399", "village"),
        ("460105001400", None),
        ("460105", None),
    ],
)
def test_the_number_range_tells_the_kind(raw, kind):
    assert DivisionCode.parse(raw).kind == kind


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        ("", "division.not_digits"),
        ("海口", "division.not_digits"),
        ("46O1", "division.not_digits"),
        ("４６०１", "division.not_digits"),  # Devanagari digits
        ("460", "division.length"),
        ("46010500", "division.length"),
        ("4601050010011", "division.length"),
        ("47", "division.province"),
        ("00", "division.province"),
        ("460001", "division.hole"),
        ("460105000001", "division.hole"),
    ],
)
def test_a_wrong_code_says_why(raw, error):
    with pytest.raises(CodeError) as caught:
        DivisionCode.parse(raw)
    assert caught.value.code == error
    assert caught.value.text.zh
    assert caught.value.text.en


def test_the_real_tree_of_hainan_is_what_its_codes_say():
    """Kinds by range, parents by prefix; only counties directly under the province differ."""
    assert len(ROWS) == 551 + 243 + 26 + 4 + 1
    for row in ROWS:
        code = DivisionCode.parse(row["code"])
        assert code.short == row["code"]
        assert code.kind in (None, row["kind"])
        if row["parent"] and not row["code"].startswith("4690"):
            assert code.parent is not None
            assert code.parent.short == row["parent"]


@given(st.sampled_from(ROWS), st.sampled_from([2, 4, 6, 9, 12]))
def test_padding_and_reading_again_change_nothing(row, length):
    code = DivisionCode.parse(row["code"])
    assert DivisionCode.parse(code.value) == code
    assert DivisionCode.parse(code.short) == code
    if len(code.short) <= length:
        assert DivisionCode.parse(code.short.ljust(length, "0")) == code


@given(st.sampled_from(ROWS), st.sampled_from(ROWS))
def test_covering_is_having_as_an_ancestor(one, other):
    above, below = DivisionCode.parse(one["code"]), DivisionCode.parse(other["code"])
    assert above.covers(below) == (above in (*below.ancestors, below))


@given(st.sampled_from(ROWS))
def test_ancestors_descend_level_by_level(row):
    code = DivisionCode.parse(row["code"])
    levels = [ancestor.level for ancestor in (*code.ancestors, code)]
    assert levels == sorted(set(levels))
    assert levels[0] == Level.PROVINCE
