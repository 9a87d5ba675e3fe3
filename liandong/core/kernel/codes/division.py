"""12-digit division codes: which place, on which level, inside which others.

Source: GB/T 2260 for the first six digits; the National Bureau of Statistics' rules for urban and
rural division codes for the other six: 2 province, 2 prefecture, 2 county, 3 township level,
3 community level.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from liandong.core.kernel.codes.errors import CodeError, is_digits, tidy
from liandong.core.kernel.errors import Text


class Level(IntEnum):
    """How deep a division lies; a greater number is more specific."""

    NATION = 0
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4
    COMMUNITY = 5


LENGTH = 12
_ENDS = {
    Level.PROVINCE: 2,
    Level.PREFECTURE: 4,
    Level.COUNTY: 6,
    Level.TOWNSHIP: 9,
    Level.COMMUNITY: 12,
}
_PROVINCE_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
_PROVINCES = frozenset(
    str(number) for first, last in _PROVINCE_RANGES for number in range(first, last + 1)
)
_TOWNSHIP_KINDS = ((1, 99, "street"), (100, 199, "town"), (200, 399, "township"))
_COMMUNITY_KINDS = ((1, 199, "community"), (200, 399, "village"))


@dataclass(frozen=True, order=True, slots=True)
class DivisionCode:
    """One division by its canonical 12 digits; make it with `parse`."""

    value: str

    @classmethod
    def parse(cls, raw: str) -> DivisionCode:
        """The division that 2, 4, 6, 9 or 12 digits name, zero-padded or not.

        Raises `CodeError`: `division.not_digits`, `division.length`, `division.province`,
        `division.hole`.
        """
        digits = tidy(raw)
        _require_digits(digits)
        code = cls(digits.ljust(LENGTH, "0"))
        _require_no_hole(code)
        return code

    def part(self, level: Level) -> str:
        """The digits that belong to one level alone; all zero where the level is skipped."""
        ends = [0, *_ENDS.values()]
        return self.value[ends[level - 1] : ends[level]]

    @property
    def level(self) -> Level:
        """The deepest level that is not all zeros."""
        return max(level for level in _ENDS if self.part(level).strip("0"))

    @property
    def short(self) -> str:
        """The shortest usual form: 46, 4601, 460105, 460105001, 460105001001."""
        return self.value[: _ENDS[self.level]]

    @property
    def parent(self) -> DivisionCode | None:
        """The next division above *by the code alone*; `None` for a province.

        Skipped levels are passed over (a town of Danzhou lies in the city). A real tree may lack
        the division named here: Wuzhishan 469001 hangs under 46, and 4690 is no place.
        """
        for level in range(self.level - 1, 0, -1):
            if self.part(Level(level)).strip("0"):
                return DivisionCode(self.value[: _ENDS[Level(level)]].ljust(LENGTH, "0"))
        return None

    @property
    def ancestors(self) -> tuple[DivisionCode, ...]:
        """All divisions above by the code alone, the province first."""
        return () if self.parent is None else (*self.parent.ancestors, self.parent)

    @property
    def kind(self) -> str | None:
        """street, town, township, community or village by its number range.

        `None` above the township level, where the code does not tell, and for numbers outside the
        published ranges (state farms and the like).
        """
        ranges = {Level.TOWNSHIP: _TOWNSHIP_KINDS, Level.COMMUNITY: _COMMUNITY_KINDS}
        for first, last, kind in ranges.get(self.level, ()):
            if first <= int(self.part(self.level)) <= last:
                return kind
        return None

    def covers(self, other: DivisionCode) -> bool:
        """Whether `other` is this division or lies in it, by the code alone."""
        return other.value.startswith(self.short)

    def __str__(self) -> str:
        return self.value


def _require_digits(digits: str) -> None:
    if not is_digits(digits):
        raise CodeError(
            "division.not_digits",
            Text(
                "区划代码只能是数字。请检查是否把字母 O 写成了 0，或把名称填进了代码栏。",
                "A division code has digits only. Look for a letter O in place of 0, "
                "or a name in the code column.",
            ),
        )
    if len(digits) not in _ENDS.values():
        raise CodeError(
            "division.length",
            Text(
                f"区划代码应为 2、4、6、9 或 12 位，这里是 {len(digits)} 位。"
                "请补齐或删去多余的数字。",
                f"A division code has 2, 4, 6, 9 or 12 digits; this one has {len(digits)}. "
                "Add the missing digits or take out the surplus.",
            ),
        )
    if digits[:2] not in _PROVINCES:
        raise CodeError(
            "division.province",
            Text(
                f"区划代码前两位“{digits[:2]}”不是省级代码。请核对前两位（例如海南为 46）。",
                f"The first two digits, {digits[:2]}, are no province. "
                "Check them (Hainan, for one, is 46).",
            ),
        )


def _require_no_hole(code: DivisionCode) -> None:
    """Only the county level may be skipped: no other level has places that lack it."""
    for level in (Level.PREFECTURE, Level.TOWNSHIP):
        if level < code.level and not code.part(level).strip("0"):
            first, last = _ENDS[Level(level - 1)] + 1, _ENDS[level]
            raise CodeError(
                "division.hole",
                Text(
                    f"区划代码第 {first}–{last} 位为零，后面却还有数字，没有这样的地方。"
                    "请核对整个代码。",
                    f"Digits {first}–{last} of the division code are zero but more follow; "
                    "there is no such place. Check the whole code.",
                ),
            )
