"""All indicators and standards by code, family by family.

`INDICATORS` and `BY_CODE` are those of guarantee, which every figure of the territory is read from;
`EVERY_INDICATOR` and `EVERY_STANDARD` are those of all families.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from liandong.core.indicators import guarantee
from liandong.core.indicators.families import FAMILIES
from liandong.core.indicators.family import AnyStandard
from liandong.core.indicators.model import Indicator
from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.guarantee import STANDARDS
from liandong.core.standards.model import Standard

INDICATORS: dict[str, Indicator] = {one.code: one for one in guarantee.INDICATORS}
BY_CODE: dict[str, Standard] = {one.code: one for one in STANDARDS}
EVERY_INDICATOR: dict[str, Indicator] = {
    code: one for family in FAMILIES.values() for code, one in family.indicators.items()
}
EVERY_STANDARD: dict[str, AnyStandard] = {
    code: one for family in FAMILIES.values() for code, one in family.standards.items()
}


def indicator(code: str, among: Mapping[str, Indicator] = INDICATORS) -> Indicator:
    """The indicator with this code. Raises `LiandongError` `unknown_indicator`."""
    if code in among:
        return among[code]
    near = get_close_matches(code, among, n=1, cutoff=0.4)
    zh = f"是不是 {near[0]}?" if near else "用 liandong indicators list 查看全部。"
    en = f"Did you mean {near[0]}?" if near else "See them all: liandong indicators list."
    raise LiandongError(
        "unknown_indicator",
        Text(f"没有代码为“{code}”的指标。{zh}", f"No indicator has the code {code!r}. {en}"),
    )


def standard_of(one: Indicator) -> Standard | None:
    """The standard an indicator counts, if it counts one."""
    return BY_CODE.get(one.standard)
