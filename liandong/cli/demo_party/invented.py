"""Invented people: names put together by chance, identity numbers that no office ever gave.

The numbers begin with 469999, which is no county's code, and end in a right check character; the
telephone numbers are of a range for machines. Nobody who exists can be meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from liandong.core.kernel.codes.identity import check_character

NO_COUNTY = "469999"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严符云冼麦邢欧"
)
_MALE = "伟强磊军勇杰涛明超刚平辉鹏华飞建国志海波宇浩然林峰彬宁鑫斌亮健毅俊帆毓宏达文安"
_FEMALE = "芳娜敏静丽艳娟秀霞燕玲桂英兰凤洁梅琳雪莉倩颖婷慧莹晶妍珊蓉薇萍云月琼珍瑶怡雯"
_ETHNICITIES = (("汉族", 82), ("黎族", 14), ("苗族", 2), ("回族", 1), ("壮族", 1))
_EDUCATION = (("初中", 18), ("高中", 30), ("大专", 27), ("本科", 22), ("研究生", 3))


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person."""

    name: str
    sex: str
    birth_date: date
    identity: str
    phone: str
    ethnicity: str
    education: str


def people(seed: int, on: date, *, youngest: int = 18, oldest: int = 84) -> Iterator[Invented]:
    """Persons without end, the same for the same seed; their ages are those on a day."""
    chance = Random(seed)  # noqa: S311  a demo is to be the same each time
    born: Counter[tuple[date, bool]] = Counter()
    number = 0
    while True:
        number += 1
        male = chance.random() < 0.68
        days = int(chance.triangular(youngest, oldest, 48) * 365.25)
        birth = on - timedelta(days=days + 1)
        born[birth, male] += 1
        yield _one(chance, number, male, birth, born[birth, male])


def _one(chance: Random, number: int, male: bool, birth: date, nth: int) -> Invented:
    """The `nth` of that day and sex, which keeps the numbers of all apart."""
    given = _MALE if male else _FEMALE
    name = chance.choice(_SURNAMES) + "".join(chance.choices(given, k=chance.choice((1, 2, 2, 2))))
    body = f"{NO_COUNTY}{birth:%Y%m%d}{2 * nth - male:03d}"
    return Invented(
        name=name,
        sex="male" if male else "female",
        birth_date=birth,
        identity=body + check_character(body),
        phone=f"1400{number:07d}",
        ethnicity=_weighted(chance, _ETHNICITIES),
        education=_weighted(chance, _EDUCATION),
    )


def _weighted(chance: Random, table: tuple[tuple[str, int], ...]) -> str:
    words, weights = zip(*table, strict=True)
    return str(chance.choices(words, weights)[0])
