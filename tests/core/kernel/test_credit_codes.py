"""Unified credit codes: the standard's own example by hand, and every single error by property."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liandong.core.kernel.codes import CodeError, CreditCode
from liandong.core.kernel.codes.credit import ALPHABET, check_character

# 9·1 + 1·3 + 3·9 + 5·27 + 1·26 + M(21)·20 + 1·8 + Y(30)·30 + 4·28 = 1640 = 52·31 + 28; 31 − 28 = 3
BY_HAND = "91350100M000100Y43"
# 1·1 + 0·… : the sum is 1, and 31 − 1 = 30 is Y
ONE_AND_ZEROS = "1" + "0" * 16 + "Y"
# nothing at all: 31 − 0 = 31, which wraps to 0 (scripts that forget the wrap fail here)
ALL_ZEROS = "0" * 18


@st.composite
def codes(draw):
    signs = st.sampled_from(ALPHABET)
    head = draw(st.tuples(signs, signs))
    division = draw(st.integers(0, 999999))
    tail = draw(st.lists(signs, min_size=9, max_size=9))
    body = "".join(head) + f"{division:06}" + "".join(tail)
    return body + check_character(body)


@pytest.mark.parametrize("code", [BY_HAND, ONE_AND_ZEROS, ALL_ZEROS])
def test_codes_worked_by_hand(code):
    assert CreditCode.parse(code).value == code


def test_what_was_typed_carelessly_is_understood():
    code = CreditCode.parse(" 91350100-m000100Ｙ43 ")
    assert code.value == BY_HAND
    assert code.division == "350100"


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (BY_HAND[:-1], "credit.length"),
        ("", "credit.length"),
        ("9135O100M000100Y43", "credit.character"),
        ("9135I100M000100Y43", "credit.character"),
        ("9135A100M000100Y43", "credit.division"),
        ("91350100M000100Y44", "credit.check"),
    ],
)
def test_a_wrong_code_says_why(raw, error):
    with pytest.raises(CodeError) as caught:
        CreditCode.parse(raw)
    assert caught.value.code == error


def test_the_forbidden_letter_is_named_by_its_place():
    with pytest.raises(CodeError, match="第 5 位"):
        CreditCode.parse("9135O100M000100Y43")


@given(codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_found(code, place, sign):
    assume(code[place] != sign)
    assert CreditCode.parse(code).value == code
    with pytest.raises(CodeError):
        CreditCode.parse(code[:place] + sign + code[place + 1 :])


@given(codes(), st.integers(0, 15))
def test_any_swap_of_neighbours_is_found(code, place):
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    with pytest.raises(CodeError):
        CreditCode.parse(swapped)
