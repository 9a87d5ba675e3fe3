"""Unified social credit codes (GB 32100-2015): form and check character.

Weights are 3^(i−1) mod 31 over an alphabet of 31 signs. 31 is a prime, so every single wrong
character and every swap of two neighbours is found.
"""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.kernel.codes.errors import CodeError, is_digits, tidy
from liandong.core.kernel.errors import Text

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))


def check_character(body: str) -> str:
    """The 18th character for the first 17, all of which must be in `ALPHABET`."""
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


@dataclass(frozen=True, order=True, slots=True)
class CreditCode:
    """One legal person or organisation by its 18 characters; make it with `parse`."""

    value: str

    @classmethod
    def parse(cls, raw: str) -> CreditCode:
        """The code, cleaned and checked.

        Raises `CodeError`: `credit.length`, `credit.character`, `credit.division`, `credit.check`.
        """
        code = tidy(raw)
        _require_form(code)
        if check_character(code[:-1]) != code[-1]:
            raise CodeError(
                "credit.check",
                Text(
                    "统一社会信用代码的校验位（第 18 位）不符，至少有一位写错。"
                    "请对照营业执照或登记证书重新录入。",
                    "The check character (the 18th) of the unified social credit code does not fit:"
                    " at least one character is wrong. Type it again from the licence or "
                    "certificate.",
                ),
            )
        return cls(code)

    @property
    def division(self) -> str:
        """The six digits of the division where it was registered (characters 3–8)."""
        return self.value[2:8]

    def __str__(self) -> str:
        return self.value


def _require_form(code: str) -> None:
    if len(code) != LENGTH:
        raise CodeError(
            "credit.length",
            Text(
                f"统一社会信用代码应为 18 位，这里是 {len(code)} 位。请对照证书补齐。",
                f"A unified social credit code has 18 characters; this one has {len(code)}. "
                "Complete it from the certificate.",
            ),
        )
    for place, char in enumerate(code, start=1):
        if char not in ALPHABET:
            raise CodeError(
                "credit.character",
                Text(
                    f"统一社会信用代码第 {place} 位不在允许的字符内（不用 I、O、S、V、Z）。"
                    "请检查是否把 0 写成 O、1 写成 I、2 写成 Z、5 写成 S。",
                    f"Character {place} of the unified social credit code is not allowed "
                    "(I, O, S, V and Z are never used). Look for O in place of 0, I of 1, Z of 2, "
                    "S of 5.",
                ),
            )
    if not is_digits(code[2:8]):
        raise CodeError(
            "credit.division",
            Text(
                "统一社会信用代码第 3–8 位是登记机关的行政区划，只能是数字。请核对这六位。",
                "Characters 3–8 of the unified social credit code are the division of registration "
                "and must be digits. Check these six.",
            ),
        )
