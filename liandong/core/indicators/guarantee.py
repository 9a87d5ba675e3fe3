"""Indicators of guarantee: one share for each standard, and the sums behind them."""

from __future__ import annotations

from liandong.core.indicators.measures import UNITS
from liandong.core.indicators.model import Form, Headline, Indicator
from liandong.core.kernel.errors import Text
from liandong.core.standards.guarantee import PERSONS, STANDARDS, YUAN
from liandong.core.standards.model import Standard

PERCENT = Text("%", "%")
COMMUNITIES = Text("个社区", "communities")
PER_10000 = Text("人/万人", "per 10,000")
PER_100 = Text("㎡/百户", "m² per 100")

# Asked for by those who miss it rather than by those who meet it; and how they are called.
_MISSING = {
    "deputies": (Headline.MET, Text("未配备", "without")),
    "workers": (Headline.MET, Text("未配备", "without")),
    "workers_per_10000": (Headline.MET, Text("配备不足", "short")),
    "work_funds": (Headline.UNMET, Text("未达标", "below the standard")),
    "special_fund": (Headline.UNMET, Text("没有专项经费", "without the fund")),
    "service_area": (Headline.UNMET, Text("未达标", "below the standard")),
}


def _share(standard: Standard) -> Indicator:
    headline, failing = _MISSING[standard.key]
    return Indicator(
        code=standard.code,
        version=standard.version,
        title=standard.title,
        counts=Text(
            "达到要求的社区数 ÷ 能判断的社区数。"
            "数据缺失的社区计为“未知”，不计入分子和分母；规范未生效的不适用。",
            "Communities that meet the standard ÷ communities that can be judged. "
            "Communities with a missing fact are counted as unknown, in neither part; "
            "where no norm is in force it does not apply.",
        ),
        unit=PERCENT,
        form=Form.SHARE,
        numerator=(f"{standard.key}_met",),
        denominator=(f"{standard.key}_met", f"{standard.key}_unmet"),
        unknown=f"{standard.key}_unknown",
        excluded=f"{standard.key}_not_applicable",
        gap=f"{standard.key}_gap",
        gap_unit=standard.unit,
        standard=standard.code,
        headline=headline,
        failing=failing,
    )


INDICATORS = (
    Indicator(
        code="guarantee.communities",
        version=1,
        title=Text("社区数", "Communities"),
        counts=Text(
            "当日区域树上的社区居民委员会个数。",
            "Residents' committees in the territory on the day.",
        ),
        unit=COMMUNITIES,
        form=Form.COUNT,
        numerator=(UNITS,),
    ),
    *(_share(standard) for standard in STANDARDS),
    Indicator(
        code="guarantee.worker_density",
        version=1,
        title=Text("每万名常住人口专职工作人员", "Full-time workers per 10,000 residents"),
        counts=Text(
            "专职工作人员之和 ÷ 常住人口之和 × 10000，只计两项都已知的社区。",
            "Full-time workers ÷ residents × 10,000, over communities where both are known.",
        ),
        unit=PER_10000,
        form=Form.RATE,
        numerator=("worker_density_over",),
        denominator=("worker_density_under",),
        per=10_000,
    ),
    Indicator(
        code="guarantee.area_density",
        version=1,
        title=Text("每百户服务用房面积", "Service rooms per 100 households"),
        counts=Text(
            "服务用房面积之和 ÷ 户数之和 × 100，只计两项都已知的社区。",
            "Area of service rooms ÷ households × 100, over communities where both are known.",
        ),
        unit=PER_100,
        form=Form.RATE,
        numerator=("area_density_over",),
        denominator=("area_density_under",),
        per=100,
    ),
    *(
        Indicator(
            code=f"guarantee.{field}_total",
            version=1,
            title=title,
            counts=Text(
                f"各社区{title.zh}之和，只计已知的。",
                f"{title.en}, added up over the communities where it is known.",
            ),
            unit=unit,
            form=Form.TOTAL,
            numerator=(f"{field}_sum",),
        )
        for field, title, unit in (
            ("households", Text("户数", "Households"), Text("户", "households")),
            ("residents", Text("常住人口", "Residents"), PERSONS),
            ("workers", Text("专职工作人员总数", "Full-time workers in all"), PERSONS),
            ("work_funds", Text("工作经费总额", "Work funds in all"), YUAN),
            ("special_fund", Text("专项经费总额", "Special funds in all"), YUAN),
        )
    ),
)
