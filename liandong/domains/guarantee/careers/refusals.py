"""What people are told when a step of a career cannot be recorded as they said it."""

from __future__ import annotations

from datetime import date, timedelta

from liandong.core.kernel.errors import LiandongError, error


def bad_hiring() -> LiandongError:
    return error(
        "bad_hiring",
        "请写明公告名称、招聘人数（至少 1 人）和今天之后的报名截止日。",
        "Give a title, at least one post, and a day after today on which applications close.",
    )


def bad_numbers() -> LiandongError:
    return error(
        "bad_numbers",
        "准考证号不能为空、重复，只用字母、数字和短横，最多 20 位。",
        "Numbers of applicants are given once each, of letters, digits and hyphens, 20 at most.",
    )


def unknown_numbers(count: int) -> LiandongError:
    return error(
        "unknown_numbers",
        f"有 {count} 个准考证号对不上，请按报名时登记的号码核对。",
        f"{count} numbers do not match those of the applications. Check them.",
    )


def bad_mark() -> LiandongError:
    return error(
        "bad_mark",
        "成绩在 0 到 100 之间，最多两位小数。",
        "A mark lies between 0 and 100, with two decimals at most.",
    )


def too_many(count: int, wanted: int) -> LiandongError:
    return error(
        "too_many_passed",
        f"拟聘用 {count} 人，多于招聘的 {wanted} 人。",
        f"{count} are to be appointed, more than the {wanted} posts.",
    )


def still_open(closes_on: date) -> LiandongError:
    return error(
        "still_open",
        f"公告的报名截止日是 {closes_on}，当天及以前都可以报名。要提前截止，请写明理由。",
        f"People may apply up to and on {closes_on}, as announced. To close earlier, say why.",
    )


def notice_running(first: date) -> LiandongError:
    return error(
        "notice_running",
        f"结果还在公示，{first} 起才能聘用，聘用日期也不能早于这一天。",
        f"The results are on public notice: people are appointed from {first} on, not before.",
    )


def no_notice() -> LiandongError:
    return error(
        "no_notice",
        "现在不在公示期内，不能登记异议。公示结束后的问题请按信访或监督渠道反映。",
        "The results are not on public notice now: objections are made during the notice.",
    )


def objections_open(count: int) -> LiandongError:
    return error(
        "objections_open",
        f"还有 {count} 条异议没有答复，请先逐条答复。",
        f"{count} objections are not answered yet. Answer each of them first.",
    )


def answered_already() -> LiandongError:
    return error(
        "answered_already",
        "这条异议已经答复过，请刷新再看。",
        "This objection was answered already. Reload and look again.",
    )


def nobody_appointed() -> LiandongError:
    return error(
        "nobody_appointed",
        "没有可聘用的人。请撤回公示重新确定，或取消招聘。",
        "There is nobody to appoint. Take the notice back and decide anew, or cancel the hiring.",
    )


def off_the_ladder(grade: int, low: int, high: int) -> LiandongError:
    return error(
        "off_the_ladder",
        f"这个岗位的等级在第 {low} 级到第 {high} 级之间，不能是第 {grade} 级。",
        f"The grades of this post run from {low} to {high}; {grade} is not one of them.",
    )


def outside() -> LiandongError:
    return error(
        "outside_employer",
        "聘用的社区不在招聘单位的辖区内。",
        "The community does not lie in the employer's area.",
    )


def no_service(on: date) -> LiandongError:
    return error(
        "no_service",
        f"{on}没有在任的岗位，请核对日期。",
        f"The worker holds no post on {on}. Check the date.",
    )


def not_a_full_term() -> LiandongError:
    return error(
        "not_a_full_term",
        "这段时间没有一直担任这个社区的正职，不能按任满一届评定。",
        "The worker was not head of this community all that time: this is no full term.",
    )


def no_term_norm(on: date) -> LiandongError:
    return error(
        "no_term_norm",
        f"没有规范规定 {on} 的任期年数，不能判断是否任满。请先补上规范。",
        f"No norm says how long a term was on {on}, so that nobody can say whether it was full. "
        "Add the norm first.",
    )


def too_short(years: int, start: date, due: date) -> LiandongError:
    last = due - timedelta(days=1)
    return error(
        "term_too_short",
        f"按任期开始时（{start}）的规范，一届为 {years} 年，到 {last} 才算任满。"
        "提前结束的任期不作任满一届评定。",
        f"By the norm in force on {start} a term has {years} years: it is full on {last} and not "
        "before. A term that ended early is not reviewed as a full one.",
    )


def more_than_a_term(latest: date) -> LiandongError:
    last = latest - timedelta(days=1)
    return error(
        "more_than_a_term",
        f"连同经批准的延期，一届最晚到 {last}。请每一届分别评定。",
        f"Even put off with approval, one term ends on {last} at the latest. Review each term by "
        "itself.",
    )


def not_over() -> LiandongError:
    return error(
        "term_not_over",
        "任期还没有结束，不能评定。",
        "The term is not over; it cannot be reviewed.",
    )


def reviewed_already() -> LiandongError:
    return error(
        "reviewed_already",
        "这一届已有评定。有异议请申诉，由评定单位复核。",
        "This term was reviewed already. Contest the review; the office answers.",
    )


def not_yours() -> LiandongError:
    return error(
        "not_yours", "只有本人可以查看或申诉。", "Only the person reviewed may see or contest it."
    )


def cannot_contest() -> LiandongError:
    return error(
        "cannot_contest",
        "已经申诉过，或请先查看评定。",
        "It was contested before; or look at the review first.",
    )


def nothing_to_answer() -> LiandongError:
    return error("nothing_to_answer", "没有待复核的申诉。", "There is no contest to answer.")


def same_person() -> LiandongError:
    return error(
        "same_person",
        "复核不能由原评定人作出，请换人复核。",
        "Whoever decided does not answer the contest: let somebody else do it.",
    )


def reason_missing() -> LiandongError:
    return error("reason_missing", "请写明理由（500 字以内）。", "Say why, in 500 characters.")


def worker_taken() -> LiandongError:
    return error(
        "worker_taken",
        "工号已经有人用，或写了两次。请给每个人一个新的工号。",
        "A worker's number is taken, or given twice. Give each person a new one.",
    )


def service_stale() -> LiandongError:
    return error(
        "stale",
        "这条任职记录刚被别人更正过，请重新打开再改。",
        "Somebody else has just corrected this record of service. Open it again.",
    )


def no_such_user(username: str) -> LiandongError:
    return error(
        "no_such_user",
        f"没有用户名为“{username}”的在用账号。请核对，或先由系统管理员开通。",
        f"Nobody signs in as {username!r}. Check it, or ask the administrator for an account.",
    )


def user_taken(username: str) -> LiandongError:
    return error(
        "user_taken",
        f"账号“{username}”已对应另一名工作者，请核对。",
        f"{username!r} belongs to another worker already. Check it.",
    )


def reasoned(reason: str) -> str:
    """What was said, trimmed. Raises `LiandongError` reason_missing."""
    said = reason.strip()
    if not 0 < len(said) <= 500:
        raise reason_missing()
    return said
