"""Indicators of Party life: a share for each standard, of the present period and of the year."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.facts.life import FLOATING_IN, FLOATING_OUT, FULL_MEMBERS, MEMBERS
from liandong.core.indicators.guarantee import PERCENT
from liandong.core.indicators.life_measures import BRANCHES, ORGANISATIONS, comes_round
from liandong.core.indicators.model import Form, Headline, Indicator
from liandong.core.kernel.errors import Text
from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.model import LifeStandard, Training
from liandong.core.standards.life.people import PERSONS

LIFE, PARTY = "life", "party"
OVERDUE = Text("逾期", "overdue")
COUNTED = Text("个党组织", "organisations")


def _share(standard: LifeStandard) -> Indicator:
    key = standard.key
    return Indicator(
        code=f"{LIFE}.{key}",
        version=standard.version,
        title=standard.title,
        counts=Text(
            "本期已完成的党组织数 ÷ 本期应完成的党组织数（已完成、待完成、逾期）。"
            "豁免和未知的不计入分子和分母；不适用的没有这项应办；已结束的各期（含上年最后一期）不计。",
            "Organisations that have done it in the present period ÷ organisations that owe it "
            "(met, due, overdue). Exempt and unknown ones are in neither part; where it does not "
            "apply there is no duty; periods that have ended, last year's too, are not counted.",
        ),
        unit=PERCENT,
        form=Form.SHARE,
        numerator=(f"{key}_met",),
        denominator=(f"{key}_met", f"{key}_due", f"{key}_overdue"),
        unknown=f"{key}_unknown",
        excluded=f"{key}_exempt",
        standard=standard.code,
        headline=Headline.UNMET,
        failing=Text("未完成", "not met"),
        group=ORGANISATIONS,
        public=False,
        family=LIFE,
        hierarchy=PARTY,
    )


def _of_year(standard: LifeStandard) -> Indicator:
    key = standard.key
    return Indicator(
        code=f"{LIFE}.{key}_year",
        version=standard.version,
        title=Text(f"{standard.title.zh}（本年累计）", f"{standard.title.en}, year to date"),
        counts=Text(
            "本年已结束的各期中，按期完成的应办数 ÷ 应办数（豁免的不计）；上年的各期不计入本年。",
            "Of this year's periods that have ended: duties met ÷ duties owed, without exempt "
            "ones; periods of the year before are not counted.",
        ),
        unit=PERCENT,
        form=Form.SHARE,
        numerator=(f"{key}_year_met",),
        denominator=(f"{key}_year_owed",),
        standard=standard.code,
        failing=OVERDUE,
        group=ORGANISATIONS,
        public=False,
        family=LIFE,
        hierarchy=PARTY,
    )


def _of_people(standard: LifeStandard) -> Indicator:
    key = standard.key
    return Indicator(
        code=f"{LIFE}.{key}_people",
        version=standard.version,
        title=Text(f"{standard.title.zh}达标人数", f"{standard.title.en}: people"),
        counts=Text(
            "本年学时（次数）已达标的人数 ÷ 应参加的人数；上年的不计入本年。",
            "People who have had enough this year ÷ people who should; last year is not counted.",
        ),
        unit=PERCENT,
        form=Form.SHARE,
        numerator=(f"{key}_people_met",),
        denominator=(f"{key}_people_owed",),
        standard=standard.code,
        failing=Text("未达标", "not yet"),
        group=MEMBERS,
        public=False,
        family=LIFE,
        hierarchy=PARTY,
    )


def _of(standard: LifeStandard) -> Iterator[Indicator]:
    yield _share(standard)
    if comes_round(standard):
        yield _of_year(standard)
    if isinstance(standard, Training):
        yield _of_people(standard)


def _count(measure: str, title: Text, counts: Text, unit: Text) -> Indicator:
    return Indicator(
        code=f"{LIFE}.{measure}",
        version=1,
        title=title,
        counts=counts,
        unit=unit,
        form=Form.COUNT,
        numerator=(measure,),
        group=ORGANISATIONS,
        public=False,
        family=LIFE,
        hierarchy=PARTY,
    )


INDICATORS = (
    _count(
        ORGANISATIONS,
        Text("党组织数", "Party organisations"),
        Text("当日隶属树上的党组织个数，含党小组。", "Organisations of the Party tree on the day."),
        COUNTED,
    ),
    _count(
        BRANCHES,
        Text("党支部数", "Branches"),
        Text("党支部和联合党支部个数。", "Branches and joint branches."),
        Text("个支部", "branches"),
    ),
    _count(
        MEMBERS,
        Text("党员数", "Members"),
        Text(
            "正式党员和预备党员人数；党小组的党员计在所属支部。",
            "Full and probationary members; those of a group are counted in its branch.",
        ),
        PERSONS,
    ),
    _count(
        FULL_MEMBERS,
        Text("正式党员数", "Full members"),
        Text("正式党员。", "Full members."),
        PERSONS,
    ),
    _count(
        FLOATING_OUT,
        Text("流出党员数", "Floating members away"),
        Text("已登记流出、尚未返回或转出的党员。", "Members registered as away and not yet back."),
        PERSONS,
    ),
    _count(
        FLOATING_IN,
        Text("流入党员数", "Floating members taken in"),
        Text("已接收并编入支部的流入党员。", "Members from elsewhere, taken in and placed."),
        PERSONS,
    ),
    *(indicator for standard in STANDARDS for indicator in _of(standard)),
)
