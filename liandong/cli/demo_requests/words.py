"""What invented residents write, by what people call a matter."""

from __future__ import annotations

from random import Random

_WHERE = ("小区门口", "三号楼下", "菜市场旁", "学校对面", "公交站边", "河边步道", "广场东侧",
          "巷子里", "单元楼道", "停车场")  # fmt: skip
_SINCE = (
    "好几天了",
    "昨天开始的",
    "已经一个多星期",
    "今天早上发现的",
    "反映过一次还是这样",
    "下雨以后更严重",
)
_PLEASE = (
    "请尽快处理。",
    "希望有人来看看。",
    "影响老人出行。",
    "孩子上学路过很危险。",
    "麻烦安排一下，谢谢。",
)
REPLIES = ("已到现场处理，恢复正常。", "已安排人员维修，当天完成。", "已约谈责任单位，限期整改。",
           "已向诉求人说明政策和办理渠道。", "已清理完毕，并列入每周巡查。")  # fmt: skip
# Months with more of some: typhoons and rain, heat, the beginning of school.
SEASONS = {
    "积水": (8, 9, 10), "停电": (6, 7, 8), "停水": (5, 6, 7), "树": (9, 10), "蚊": (5, 6, 7, 8, 9),
    "上学": (5, 6, 7, 8), "噪": (5, 6, 11), "油烟": (6, 7, 8, 9),
}  # fmt: skip


def text(rng: Random, said: str) -> str:
    """One request."""
    return f"{rng.choice(_WHERE)}{said}，{rng.choice(_SINCE)}，{rng.choice(_PLEASE)}"


def weight(name: str, words: list[str], month: int) -> float:
    """How much more there is of a matter in a month."""
    told = name + "".join(words)
    high = [months for word, months in SEASONS.items() if word in told]
    return 3.0 if any(month in months for months in high) else (0.6 if high else 1.0)
