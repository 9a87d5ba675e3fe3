"""What people are told when something about a member cannot be put on record."""

from __future__ import annotations

from datetime import date

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.members.enums import Stage
from liandong.domains.orgs.models import Unit


def no_branch(unit: Unit) -> LiandongError:
    return error(
        "not_a_branch",
        f"党员编入党支部，{unit.name}是{unit.get_kind_display()}。请选它下面的党支部。",
        f"Members belong to a branch; {unit.name} is none. Choose a branch below it.",
    )


def closed(unit: Unit, on: date) -> LiandongError:
    return error(
        "unit_closed",
        f"{unit.name}在{on}不存在或已撤销，请另选组织，或检查日期。",
        f"{unit.name} does not stand on {on}. Choose another organisation, or check the date.",
    )


def wrong_group(unit: Unit, group: Unit) -> LiandongError:
    return error(
        "wrong_group",
        f"{group.name}不是{unit.name}的党小组，请重新选择。",
        f"{group.name} is no group of {unit.name}. Choose again.",
    )


def in_future(on: date) -> LiandongError:
    return error(
        "in_future",
        f"{on}还没有到，不能登记已经发生。请填实际日期。",
        f"{on} has not come yet. Say the day on which it happened.",
    )


def nobody_there(name: str, on: date) -> LiandongError:
    return error(
        "not_on_the_roster",
        f"{name}在{on}不在任何组织的名册中。请先登记。",
        f"{name} is on no roster on {on}. Register them first.",
    )


def before_last(on: date, last: date) -> LiandongError:
    return error(
        "before_last_change",
        f"日期{on}早于或等于上一次变动的{last}。请填更晚的日期；如果上一次登记错了，请先更正那一条。",
        f"{on} is not after the last change of {last}. Choose a later day, or correct that record.",
    )


def wrong_step(now: str, to: str) -> LiandongError:
    names = {one.value: str(one.label) for one in Stage}
    return error(
        "wrong_stage",
        f"“{names[now]}”的下一步不是“{names[to]}”。发展党员要逐步进行，请按顺序登记。",
        f"After {now!r} does not come {to!r}: the steps follow one another. Register them so.",
    )


def too_early(to: str, earliest: date, months: int) -> LiandongError:
    label = str(Stage(to).label)
    return error(
        "stage_too_early",
        f"按规定要满 {months} 个月，最早{earliest}才能登记为“{label}”。请核对日期。",
        f"The rules ask for {months} months: {to!r} is possible from {earliest}. Check the date.",
    )


def birth_differs() -> LiandongError:
    return error(
        "birth_differs",
        "出生日期与身份证号码不一致，请对照证件核对。",
        "The birth date differs from that in the identity number. Check it against the card.",
    )


def name_missing() -> LiandongError:
    return error(
        "name_missing", "请填写姓名，最多 60 个字。", "Give the name, 60 characters at most."
    )


def reason_missing() -> LiandongError:
    return error("reason_missing", "请写明理由。", "Say why.")


def same_place() -> LiandongError:
    return error(
        "same_place",
        "已经在这个支部和小组，没有变化。",
        "The person is in this branch and group already: nothing changes.",
    )


def bad_phone() -> LiandongError:
    return error(
        "bad_phone",
        "电话号码应为 5–15 位数字，可以带区号。请核对。",
        "A telephone number has 5 to 15 digits. Check it.",
    )


def number_incomplete() -> LiandongError:
    return error(
        "number_incomplete",
        "请写完整的身份证号（18 位）或电话（5–15 位数字）。",
        "Write the whole identity number (18 characters) or telephone number (5 to 15 digits).",
    )


def moving() -> LiandongError:
    return error(
        "moving_already",
        "这名党员已有一件未办结的转接或流动登记。请先办结或撤回那一件。",
        "There is an unfinished transfer or floating record of this member. Finish or withdraw it.",
    )


def not_a_member(name: str) -> LiandongError:
    return error(
        "not_a_member",
        f"{name}还不是党员，不能办理组织关系转接或流动登记。",
        f"{name} is not a member yet: there is no membership to transfer.",
    )


def same_organisation() -> LiandongError:
    return error(
        "same_organisation",
        "转入组织就是现在的组织。在本组织内调整请用“调整支部”。",
        "This is where the member is. To change branch or group within it, use “move”.",
    )


def not_taking(unit: Unit) -> LiandongError:
    return error(
        "not_taking",
        f"{unit.name}现在不接收流动党员，请另选附近的党支部。",
        f"{unit.name} takes in no members from elsewhere now. Choose another branch near you.",
    )


def said_nothing() -> LiandongError:
    return error(
        "said_missing",
        "请写明哪里不对、应是什么，最多 500 个字。",
        "Say what is wrong and what it should be, 500 characters at most.",
    )


def erased() -> LiandongError:
    return error(
        "already_erased",
        "这个人的个人信息已经删除，没有可以再删除或办理的内容。",
        "This person's data were erased before: nothing is left to erase or to act on.",
    )


def still_here() -> LiandongError:
    return error(
        "still_on_the_roster",
        "还在名册上的人不能删除个人信息：名册工作需要它。请先办理离开，再删除。",
        "Somebody who is on a roster cannot be erased: the work needs their record. Register that "
        "they left first.",
    )


def here_already() -> LiandongError:
    return error(
        "still_on_the_roster",
        "这个人那一天还在名册上。要换组织请办理转接或调整支部。",
        "This person is on a roster on that day. To change organisation, transfer or move them.",
    )


def joined_too_early(on: date) -> LiandongError:
    return error(
        "joined_too_early",
        f"{on}早于 1921 年 7 月 1 日建党。请核对入党日期和转正日期。",
        f"{on} is before the Party was founded on 1 July 1921. Check the days of joining.",
    )


def joined_too_young(on: date) -> LiandongError:
    return error(
        "joined_too_young",
        f"{on}入党时还没有年满党章规定的年龄。请核对入党日期和出生日期。",
        f"On {on} the person was below the age the Constitution of the Party asks for. Check the "
        "day of joining and the birth date.",
    )


def full_before_joined() -> LiandongError:
    return error(
        "full_before_joined",
        "转正日期早于入党日期，请核对这两个日期。",
        "Full membership is before the day of joining. Check both days.",
    )
