"""What people are told when an election cannot be recorded as they said it."""

from __future__ import annotations

from datetime import date

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.orgs.models import Unit


def no_superior(unit: Unit) -> LiandongError:
    return error(
        "no_superior",
        f"{unit.name}没有上级党组织，无法办理换届批复。请先登记隶属关系。",
        f"{unit.name} has no superior organisation to approve an election. Place it first.",
    )


def bad_candidates() -> LiandongError:
    return error(
        "bad_candidates",
        "应选人数至少 1 人，候选人数不能少于应选人数。",
        "At least one seat is to be filled, and there are no fewer candidates than seats.",
    )


def no_quorum(present: int, entitled: int, least: int) -> LiandongError:
    return error(
        "no_election_quorum",
        f"有选举权的应到 {entitled} 人，实到 {present} 人，至少要 {least} 人到会选举才有效。"
        "请改期重开大会。",
        f"{present} of {entitled} with the right to vote came; an election needs at least {least}. "
        "Hold the assembly another day.",
    )


def too_many_ballots(ballots: int, present: int) -> LiandongError:
    return error(
        "too_many_ballots",
        f"收回选票 {ballots} 张，多于到会的 {present} 人，选举无效。请核对。",
        f"{ballots} ballots were returned, but only {present} came: the election is void. Check.",
    )


def votes_exceed(votes: int, ballots: int) -> LiandongError:
    return error(
        "votes_exceed_ballots",
        f"得票 {votes} 多于收回的选票 {ballots} 张，请核对。",
        f"{votes} votes for one person, but only {ballots} ballots were returned. Check.",
    )


def not_elected(votes: int, present: int) -> LiandongError:
    return error(
        "not_elected",
        f"得票 {votes} 没有超过到会 {present} 人的半数，不能当选。",
        f"{votes} votes are not more than half of the {present} who came: nobody is elected so.",
    )


def too_many_elected(elected: int, seats: int) -> LiandongError:
    return error(
        "too_many_elected",
        f"当选 {elected} 人，多于应选 {seats} 人，请核对。",
        f"{elected} are said to be elected for {seats} seats. Check.",
    )


def nobody_elected() -> LiandongError:
    return error("nobody_elected", "请登记当选人。", "Say who was elected.")


def nobody_over_half() -> LiandongError:
    return error(
        "nobody_over_half",
        "没有人得票超过到会人数的半数，没有选出任何人。请核对得票，或择日再选。",
        "Nobody got the votes of more than half of those who came: nobody is elected. Check the "
        "counts, or hold the election again.",
    )


def tied(votes: int) -> LiandongError:
    return error(
        "tied",
        f"最后一个名额有两人以上同得 {votes} 票，不能确定谁当选。请就票数相等的人再次投票，"
        "再登记结果。",
        f"More than one got {votes} votes for the last seat. Let the assembly vote again on them, "
        "then record the result.",
    )


def too_many_votes(votes: int, most: int) -> LiandongError:
    return error(
        "too_many_votes",
        f"得票合计 {votes}，超过收回选票数乘以应选人数（{most}），请核对。",
        f"{votes} votes in all are more than the ballots times the seats ({most}). Check.",
    )


def named_twice() -> LiandongError:
    return error(
        "named_twice",
        "同一个人写了两次，请核对。",
        "Somebody is named twice. Check the list.",
    )


def assembly_voided() -> LiandongError:
    return error(
        "assembly_voided",
        "选举大会的会议记录已作废，不能备案。请退回，由换届组织重新登记大会。",
        "The record of the assembly was voided: the result cannot be filed. Send it back, and let "
        "the assembly be recorded again.",
    )


def two_secretaries() -> LiandongError:
    return error("two_secretaries", "书记只能有一名。", "A body has one secretary.")


def nothing_to_extend() -> LiandongError:
    return error(
        "nothing_to_extend",
        "没有登记本届任期，不能延期。请先登记任期。",
        "No term is on record that could be extended. Record the term first.",
    )


def extended_already(to: date) -> LiandongError:
    return error(
        "extended_already",
        f"本届任期已经延期至{to}，不能再延。请按期换届。",
        f"The term was extended to {to} already, and is extended once. Hold the election in time.",
    )


def extension_range(due: date, last: date) -> LiandongError:
    return error(
        "extension_range",
        f"任期{due}届满，可以延到{due}之后、最迟{last}。请改日期。",
        f"The term is due on {due}; it may be extended beyond that day, to {last} at the latest.",
    )


def other_step(transition: str) -> LiandongError:
    return error(
        "other_step",
        f"“{transition}”这一步要填写内容，请用它自己的表单。",
        f"The step {transition!r} says more than that it was taken: use its own form.",
    )
