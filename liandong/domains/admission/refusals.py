"""What people are told when something cannot be done with an item or a refusal."""

from __future__ import annotations

from datetime import date

from liandong.core.kernel.errors import LiandongError, error


def missing(zh: str, en: str) -> LiandongError:
    return error("admission_missing", f"请填写：{zh}。", f"Please fill in: {en}.")


def too_long(zh: str, en: str, longest: int) -> LiandongError:
    return error(
        "admission_too_long", f"{zh}最多 {longest} 个字。", f"{en}: at most {longest} characters."
    )


def reason_missing() -> LiandongError:
    return error("reason_missing", "请写明理由。", "Say why.")


def bad_number(zh: str, en: str) -> LiandongError:
    return error("admission_bad_number", f"{zh}填得不对。", f"{en} is not a number that can be.")


def nobody_reached() -> LiandongError:
    return error(
        "nobody_reached",
        "请选择涉及的社区，或者选择一个有社区的地区。",
        "Choose the communities concerned, or an area that has communities.",
    )


def too_many_units(most: int) -> LiandongError:
    return error(
        "too_many_units",
        f"最多列 {most} 个单位；涉及更多社区时，请选择所在的街道、区或市。",
        f"At most {most} units; for more communities choose their street, district or city.",
    )


def outside_area(name: str) -> LiandongError:
    return error(
        "outside_area",
        f"{name}不在申请部门所属的地区内，请由当地的部门申请。",
        f"{name} is not in the area that the department belongs to; its own department applies.",
    )


def bad_period() -> LiandongError:
    return error(
        "bad_period",
        "请填写开始和结束日期，结束不能早于开始。",
        "Give a first and a last day; the last is not before the first.",
    )


def too_soon(earliest: date, days: int) -> LiandongError:
    return error(
        "too_soon",
        f"要提前 {days} 个工作日申请，现在申请最早从 {earliest} 开始。紧急事项请用“紧急布置”。",
        f"Apply {days} working days ahead: applied for now it begins on {earliest} at the "
        "earliest. For an emergency, declare it one.",
    )


def too_lengthy(months: int, latest: date) -> LiandongError:
    return error(
        "too_lengthy",
        f"一次准入最长 {months} 个月，最晚到 {latest}；到期可以申请续期。",
        f"One admission lasts {months} months at most, until {latest}; renewal can be asked for.",
    )


def period_over() -> LiandongError:
    return error(
        "period_over",
        "同意的期限已经过去，不能公布。请收回后重新申请。",
        "The period that was approved is over; it cannot be published. Take it back and apply "
        "anew.",
    )


def not_writable() -> LiandongError:
    return error(
        "not_writable",
        "提交以后不能再改；需要改时，请清单管理机构退回补正，或撤回后重新申请。",
        "Once handed in it is not changed: have it returned for corrections, or withdraw it.",
    )


def own_application() -> LiandongError:
    return error(
        "own_application",
        "申请和决定不能是同一个人。请由另一位同事决定。",
        "Who applied does not decide. Ask a colleague to decide.",
    )


def not_assessed() -> LiandongError:
    return error("not_assessed", "先做评估，再决定准入。", "Assess it before you admit it.")


def not_being_assessed() -> LiandongError:
    return error(
        "not_being_assessed",
        "现在不在评估阶段。可能有人刚刚办理过，请刷新再看。",
        "It is not being assessed now. Somebody may just have acted; reload and look again.",
    )


def money_missing() -> LiandongError:
    return error(
        "money_missing",
        "费随事转：这件事没有经费。仍要准入，请写明理由。",
        "Money follows the task, and none comes with this one. To admit it all the same, say why.",
    )


def department_closed(name: str) -> LiandongError:
    return error(
        "unit_closed",
        f"{name}已撤销，也没有接替的部门，不能准入。",
        f"{name} was closed and nobody took over: it cannot be admitted.",
    )


def no_item(number: str) -> LiandongError:
    return error("no_item", f"没有编号为 {number} 的准入事项。", f"There is no item {number}.")


def no_refusal(number: str) -> LiandongError:
    return error(
        "no_refusal", f"没有编号为 {number} 的拒绝记录。", f"There is no refusal {number}."
    )


def not_asked(name: str) -> LiandongError:
    return error(
        "not_asked",
        f"这件事没有征求{name}的意见，或者征求已经结束。",
        f"{name} was not asked for an opinion, or the time for it is over.",
    )


def answered_already(name: str) -> LiandongError:
    return error(
        "answered_already",
        f"{name}已经答复过，只能答复一次。",
        f"{name} has answered already; an answer is given once.",
    )


def not_a_community(name: str) -> LiandongError:
    return error(
        "not_a_community",
        f"{name}不是社区或村，请选择社区。",
        f"{name} is neither a community nor a village. Choose a community.",
    )


def community_closed(name: str) -> LiandongError:
    return error(
        "unit_closed",
        f"{name}已撤销，请以接替它的社区提出。",
        f"{name} was closed; refuse for the community that took over.",
    )


def not_in_force_here(number: str, name: str) -> LiandongError:
    return error(
        "not_in_force_here",
        f"{number} 当天没有在{name}执行，不能作为已经准入的依据。",
        f"{number} was not in force in {name} on that day: it admits nothing here.",
    )
