"""What people are told when a meeting cannot be recorded as they said it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.life.enums import MeetingKind
from liandong.domains.orgs.models import Unit


def in_future(on: date) -> LiandongError:
    return error(
        "held_in_future",
        f"{on}还没有到，不能登记为已召开。可以先“安排会议”。",
        f"{on} has not come yet: nothing can have been held. Plan the meeting instead.",
    )


def in_past(on: date) -> LiandongError:
    return error(
        "planned_in_past",
        f"{on}已经过去。已经开过的会，请直接“登记召开”。",
        f"{on} is past. Record a meeting that took place as held.",
    )


def not_there(unit: Unit, on: date, since: date | None) -> LiandongError:
    zh, en = (f"（{since}成立）", f" (it was founded on {since})") if since else ("", "")
    return error(
        "unit_not_there",
        f"{unit.name}在{on}不存在{zh}，请检查日期。",
        f"{unit.name} does not exist on {on}{en}. Check the date.",
    )


def wrong_kind(unit: Unit, kind: str) -> LiandongError:
    label = MeetingKind(kind).label if kind in MeetingKind.values else kind
    return error(
        "wrong_kind",
        f"{unit.name}（{unit.get_kind_display()}）不召开“{label}”，请另选会议类别或组织。",
        f"A {unit.kind} holds no {kind!r}. Choose another kind of meeting, or another unit.",
    )


def other_people() -> LiandongError:
    return error(
        "other_people",
        "支委会只有支委参加，不能同时算作别的会议。请分别登记。",
        "Only the committee comes to its meeting: it cannot count for others as well. Record them "
        "one by one.",
    )


def chair_absent() -> LiandongError:
    return error(
        "chair_absent",
        "主持人在缺席名单中，请核对。",
        "The person in the chair is marked absent. Check the list.",
    )


def nobody_entitled(unit: Unit, on: date, kind: str) -> LiandongError:
    if kind == MeetingKind.COMMITTEE:
        return error(
            "nobody_entitled",
            f"{unit.name}在{on}没有登记班子成员。请先登记本届任期和成员。",
            f"No committee of {unit.name} is on record on {on}. Record its term and seats first.",
        )
    return error(
        "nobody_entitled",
        f"{unit.name}在{on}没有登记应到会的党员。请先在名册中登记。",
        f"No member of {unit.name} is on record on {on}. Register its members first.",
    )


def not_expected(count: int) -> LiandongError:
    return error(
        "absent_not_expected",
        f"有 {count} 名缺席的人当天不在应到会名单中，请刷新名单后重选。",
        f"{count} of those absent are not among the people expected that day. Reload the list.",
    )


def too_many_present(present: int, entitled: int) -> LiandongError:
    return error(
        "too_many_present",
        f"实到 {present} 人超过应到 {entitled} 人，请核对。",
        f"{present} attended, but only {entitled} are entitled. Check the numbers.",
    )


def nobody_came() -> LiandongError:
    return error(
        "nobody_came",
        "应到会的人都缺席，这次会议没有开成。请取消会议，或核对缺席名单。",
        "Everybody is marked absent, so there was no meeting. Cancel it, or check the list.",
    )


def no_votes_here(kind: str) -> LiandongError:
    return error(
        "no_votes_here",
        f"“{MeetingKind(kind).label}”不作表决。表决请在党员大会或支委会上进行。",
        f"A {kind} takes no votes: decide in an assembly or a committee meeting.",
    )


def votes_negative() -> LiandongError:
    return error("votes_negative", "票数不能小于 0。", "A count of votes cannot be below 0.")


def votes_exceed(votes: int, entitled: int, *, present: bool) -> LiandongError:
    zh, en = (
        ("实到有表决权的", "of those entitled came") if present else ("有表决权的", "are entitled")
    )
    return error(
        "votes_exceed_present" if present else "votes_exceed_entitled",
        f"赞成、反对、弃权合计 {votes} 票，超过{zh} {entitled} 人，请核对。",
        f"{votes} votes were counted, but only {entitled} {en}. Check the counts.",
    )


def no_quorum(present: int, entitled: int, least: int) -> LiandongError:
    return error(
        "no_quorum",
        f"应到 {entitled} 人，实到 {present} 人，至少要有 {least} 人到会才能表决。"
        "会议可以登记，表决事项请下次再议。",
        f"{present} of {entitled} entitled came; a vote needs at least {least}. Record the meeting "
        "without the vote, and decide next time.",
    )


def recorded_already(unit: Unit, kind: str, on: date) -> LiandongError:
    return error(
        "recorded_already",
        f"{unit.name}{on}的“{MeetingKind(kind).label}”已有登记。请打开那一条；确实又开了一次，"
        "请选“同一天另一次会议”。",
        f"A {kind} of {unit.name} on {on} is on record already. Open it; if there was a second "
        "one that day, say so.",
    )


def moved_on() -> LiandongError:
    return error(
        "stale",
        "这次会议刚刚被别人改过。您填的内容没有保存：请刷新页面，看过新内容再继续。",
        "Somebody has just changed this meeting. Nothing of yours was saved: reload the page, look "
        "at what is there, and go on.",
    )


def not_planned() -> LiandongError:
    return error(
        "not_planned",
        "这次会议已经召开或取消，不能再改安排。如记录有误，请用“更正”。",
        "This meeting was held or cancelled. If the record is wrong, correct it.",
    )


def not_held() -> LiandongError:
    return error(
        "not_held",
        "只有已召开的会议才能更正；还没有开的请改安排，或取消。",
        "Only a meeting that was held is corrected; change or cancel what is still a plan.",
    )


def reason_missing() -> LiandongError:
    return error("reason_missing", "请写明理由。", "Say why.")


def too_long(label_zh: str, label_en: str, limit: int) -> LiandongError:
    return error(
        "too_long",
        f"{label_zh}最多 {limit} 个字，请缩短。",
        f"The {label_en} has at most {limit} characters. Shorten it.",
    )


def term_moved_on() -> LiandongError:
    return error(
        "stale",
        "这条记录刚刚被别人改过，或已经结束。请刷新页面再看。",
        "Somebody has just changed this record, or it has ended. Reload the page and look again.",
    )


def course_recorded_already(title: str, on: date) -> LiandongError:
    return error(
        "course_recorded_already",
        f"{on}的“{title}”已经登记过。请打开那次培训补登参加的人，或把名称写得有区别。",
        f"“{title}” of {on} is on record already. Open it to add who took part, or tell the two "
        "apart by their titles.",
    )


def nobody_learned() -> LiandongError:
    return error(
        "nobody_learned",
        "名单里的人都没有参加，这次培训没有学时可记。请核对名单。",
        "Everybody is marked as not there, so there are no hours to give. Check the list.",
    )


def hours_of_somebody(names: Sequence[str], most: Decimal) -> LiandongError:
    who = ("、".join(names), ", ".join(names))
    return error(
        "hours_out_of_range",
        f"{who[0]}的学时要大于 0、不超过全程的 {most.normalize():f}，最多一位小数；"
        "全程参加的不用填。",
        f"Hours of {who[1]}: above 0, at most the {most.normalize():f} of the course, with one "
        "decimal; leave them blank for all of it.",
    )


def same_day(start: date) -> LiandongError:
    return error(
        "same_day",
        f"自{start}起生效，结束日期必须更晚；若登记有误，请用“更正”。",
        f"It begins on {start} and must end later; if the record is wrong, correct it.",
    )
