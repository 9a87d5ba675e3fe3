"""What invented residents write of a matter, and the answers: `data/demo/requests.csv`."""

from __future__ import annotations

import csv
from functools import cache
from random import Random
from typing import NamedTuple

from liandong.cli.demo_offices import LISTS

_WHERE = ("小区门口", "三号楼下", "菜市场旁", "学校对面", "公交站边", "河边步道", "广场东侧",
          "南巷口", "五号楼一单元", "停车场入口")  # fmt: skip
_HOME = ("三号楼", "五号楼一单元", "东区二栋", "北苑七栋", "老宿舍楼", "十二栋二单元")
_SINCE = ("好几天了", "从昨天开始", "一个多星期了", "今天早上起", "反映过一次还是这样")
# Months with more of some: typhoons and rain, heat, the beginning of school.
SEASONS = {
    "积水": (8, 9, 10), "停电": (6, 7, 8), "停水": (5, 6, 7), "树": (9, 10), "蚊": (5, 6, 7, 8, 9),
    "上学": (5, 6, 7, 8), "噪": (5, 6, 11), "油烟": (6, 7, 8, 9),
}  # fmt: skip
# Certificates that a community need not give are written alike, and seldom asked for.
_CERTIFICATES, _ALIKE, _SELDOM = "ZM", "证明", 0.06


class Said(NamedTuple):
    """A request and the answer to it."""

    text: str
    reply: str


@cache
def _lines() -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    with (LISTS / "requests.csv").open(encoding="utf-8") as file:
        for code, text, reply in list(csv.reader(file))[1:]:
            found.setdefault(code, []).append(Said(text, reply))
    return found


def said(rng: Random, code: str, name: str) -> Said:
    """One request of a matter, by its code and name."""
    one = rng.choice(_lines()[_ALIKE if code.startswith(_CERTIFICATES) else code])
    text = one.text.format(
        where=rng.choice(_WHERE), home=rng.choice(_HOME), since=rng.choice(_SINCE), matter=name
    )
    return Said(text, one.reply)


def weight(code: str, name: str, words: list[str], month: int) -> float:
    """How much more there is of a matter in a month."""
    if code.startswith(_CERTIFICATES):
        return _SELDOM
    told = name + "".join(words)
    high = [months for word, months in SEASONS.items() if word in told]
    return 3.0 if any(month in months for months in high) else (0.6 if high else 1.0)
