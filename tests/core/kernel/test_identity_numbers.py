"""Identity numbers: worked by hand, and every single wrong digit found. All are invented."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liandong.core.kernel.codes import CodeError, IdentityNumber, Sex
from liandong.core.kernel.codes.identity import check_character

# weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2:
# 7+9+5+20+2+9+24+27+7+18+30+5+4 = 167 = 15·11 + 2, and 2 stands for X
WOMAN = "11010519491231002X"
# 28+36+40+15+8·0… : 4·7+4·9+0+5·5+2·8+4·4+1·2+8·1+8·6+0+0+1·9+0+1·5+0+0+1·2 = 195 = 17·11 + 8 → 4
MAN = "440524188001010014"


@st.composite
def numbers(draw):
    born = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    body = f"{draw(st.integers(110000, 829999))}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return body + check_character(body)


def test_numbers_worked_by_hand():
    woman, man = IdentityNumber.parse(WOMAN), IdentityNumber.parse(MAN)
    assert (woman.birth_date, woman.sex) == (date(1949, 12, 31), Sex.FEMALE)
    assert (man.birth_date, man.sex) == (date(1880, 1, 1), Sex.MALE)


def test_what_was_typed_carelessly_is_understood():
    assert IdentityNumber.parse(" 110105 19491231 002ｘ").value == WOMAN


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        ("110105491231002", "identity.length"),
        ("1101051949123100OX", "identity.character"),
        ("11010519491231002Y", "identity.character"),
        ("110105194912310021", "identity.check"),
        ("110105194902300022", None),
    ],
)
def test_a_wrong_number_says_why(raw, error):
    if error is None:  # a day that never was, with a check character that fits
        raw, error = raw[:-1] + check_character(raw[:-1]), "identity.birth_date"
    with pytest.raises(CodeError) as caught:
        IdentityNumber.parse(raw)
    assert caught.value.code == error


def test_a_birth_to_come_is_refused_only_when_the_day_is_known():
    assert IdentityNumber.parse(WOMAN, on=date(1949, 12, 31))
    with pytest.raises(CodeError) as caught:
        IdentityNumber.parse(WOMAN, on=date(1949, 12, 30))
    assert caught.value.code == "identity.not_yet_born"


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_digit_is_found(number, place, digit):
    assume(number[place] != digit)
    assert IdentityNumber.parse(number).value == number
    with pytest.raises(CodeError):
        IdentityNumber.parse(number[:place] + digit + number[place + 1 :])


@given(numbers(), st.integers(0, 16))
def test_any_swap_of_neighbours_is_found(number, place):
    assume(number[place] != number[place + 1])
    with pytest.raises(CodeError):
        IdentityNumber.parse(
            number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        )


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_nobody_can_read_the_number_from_a_message_or_a_log(number, place, digit):
    assert number not in repr(IdentityNumber.parse(number))
    wrong = number[:place] + digit + number[place + 1 :]
    try:
        IdentityNumber.parse(wrong)
    except CodeError as error:
        words = error.text.zh + error.text.en
        assert not any(wrong[start : start + 6] in words for start in range(13))
