"""Citizens' identity numbers (GB 11643): check character, birth date, sex.

The number is sensitive: no message and no `repr` shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from liandong.core.kernel.codes.errors import CodeError, is_digits, tidy
from liandong.core.kernel.errors import Text

LENGTH = 18
_WEIGHTS = tuple(pow(2, LENGTH - 1 - place, 11) for place in range(LENGTH - 1))
_CHECK = "10X98765432"


class Sex(StrEnum):
    """What the 17th digit says: odd for men, even for women."""

    MALE = "male"
    FEMALE = "female"


def check_character(body: str) -> str:
    """The 18th character for the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """One person's number, with what it tells; make it with `parse`."""

    value: str = field(repr=False)
    birth_date: date = field(repr=False)

    @classmethod
    def parse(cls, raw: str, *, on: date | None = None) -> IdentityNumber:
        """The number, cleaned and checked; with `on`, births after that day are refused.

        Raises `CodeError`: `identity.length`, `identity.character`, `identity.check`,
        `identity.birth_date`, `identity.not_yet_born`.
        """
        number = tidy(raw)
        _require_form(number)
        birth = _birth_date(number)
        if on is not None and birth > on:
            raise CodeError(
                "identity.not_yet_born",
                Text(
                    "身份证号码里的出生日期（第 7–14 位）晚于今天。请对照证件核对这八位。",
                    "The birth date in the identity number (digits 7–14) is still to come. "
                    "Check these eight digits against the card.",
                ),
            )
        return cls(number, birth)

    @property
    def sex(self) -> Sex:
        return Sex.MALE if int(self.value[16]) % 2 else Sex.FEMALE


def _require_form(number: str) -> None:
    if len(number) != LENGTH:
        raise CodeError(
            "identity.length",
            Text(
                f"身份证号码应为 18 位，这里是 {len(number)} 位。请补齐；15 位旧号码请换成新号码。",
                f"An identity number has 18 characters; this one has {len(number)}. Complete it; "
                "replace an old number of 15 digits by the new one.",
            ),
        )
    if not is_digits(number[:-1]) or number[-1] not in _CHECK:
        raise CodeError(
            "identity.character",
            Text(
                "身份证号码前 17 位只能是数字，末位是数字或 X。请检查是否混入了字母 O 或其他符号。",
                "The first 17 characters of an identity number are digits, the last a digit or X. "
                "Look for a letter O or other signs.",
            ),
        )
    if check_character(number[:-1]) != number[-1]:
        raise CodeError(
            "identity.check",
            Text(
                "身份证号码的校验位（末位）不符，至少有一位写错。请对照证件重新录入。",
                "The check character (the last) of the identity number does not fit: at least one "
                "digit is wrong. Type it again from the card.",
            ),
        )


def _birth_date(number: str) -> date:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise CodeError(
            "identity.birth_date",
            Text(
                "身份证号码第 7–14 位不是存在的日期。请对照证件核对出生年月日。",
                "Digits 7–14 of the identity number are no date of the calendar. "
                "Check the birth date against the card.",
            ),
        ) from None
