"""Training, terms of leading bodies, and what has a day of its own."""

from __future__ import annotations

from liandong.core.kernel.errors import Text
from liandong.core.standards.life.calendar import Cut
from liandong.core.standards.life.meetings import BRANCHES, COMMITTEES
from liandong.core.standards.life.model import Obligation, Term, Training

MEMBER, SECRETARY = "member", "secretary"
COMMUNITY_BODY = "community_body"  # as a kind: the body of a community or village, whatever it is
BODIES = BRANCHES | COMMITTEES | {"general_branch"}
PERSONS = Text("人", "persons")
BODIES_COUNTED = Text("届", "terms")
CASES = Text("件", "cases")
REMINDER = "life.term_reminder_months"

TRAINING = (
    Training(
        code="life.member_training",
        title=Text("党员集中学习培训", "Training of members"),
        rule=Text(
            "党员每年集中学习培训一般不少于 {norm} 学时",
            "Every member has at least {norm} hours of training in a year",
        ),
        norm="life.member_hours_per_year",
        unit=PERSONS,
        kinds=BODIES,
        cut=Cut.YEAR,
        role=MEMBER,
    ),
    Training(
        code="life.secretary_training",
        title=Text("书记和班子成员集中学习培训", "Training of secretaries and committee members"),
        rule=Text(
            "基层党组织书记和班子成员每年集中学习培训不少于 {norm} 学时",
            "Secretaries and committee members have at least {norm} hours of training in a year",
        ),
        norm="life.secretary_hours_per_year",
        unit=PERSONS,
        kinds=BODIES,
        cut=Cut.YEAR,
        role=SECRETARY,
    ),
    Training(
        code="life.secretary_course",
        title=Text("书记和班子成员集中培训", "Course for secretaries and committee members"),
        rule=Text(
            "基层党组织书记和班子成员每年至少参加 {norm} 次集中培训",
            "Secretaries and committee members attend at least {norm} course in a year",
        ),
        norm="life.secretary_courses_per_year",
        unit=PERSONS,
        kinds=BODIES,
        cut=Cut.YEAR,
        role=SECRETARY,
        courses=True,
    ),
)

TERM = Term(
    code="life.term",
    title=Text("按期换届", "Election in time"),
    rule=Text(
        "党的基层组织每届任期 {norm} 年，期满按期换届",
        "The leading body of a Party organisation is elected for {norm} years and then anew",
    ),
    norm="life.term_years_branch",
    unit=BODIES_COUNTED,
    kinds=BRANCHES | {"general_branch"},
    other_norms=(
        ("life.term_years_committee", COMMITTEES),
        ("life.term_years_community", frozenset({COMMUNITY_BODY})),
    ),
    reminder=REMINDER,
)

OBLIGATIONS = (
    Obligation(
        code="members.transfer_overdue",
        title=Text("组织关系转接到位", "Transfers completed"),
        rule=Text(
            "党员组织关系介绍信有效期 {norm} 天，期内转接到位；收到回执前由转出组织负责",
            "A letter of introduction holds for {norm} days; until the receipt is in, "
            "the sending organisation answers for the transfer",
        ),
        norm="members.transfer_letter_days",
        unit=CASES,
        kinds=BODIES,
    ),
    Obligation(
        code="members.floating_unaccepted",
        title=Text("流动党员及时接收", "Floating members taken in"),
        rule=Text(
            "流动党员报到后 {norm} 天内由流入地党组织接收并编入支部",
            "The host organisation takes a floating member in within {norm} days of the report",
        ),
        norm="members.floating_accept_days",
        unit=CASES,
        kinds=BODIES,
    ),
    Obligation(
        code="members.floating_contact",
        title=Text("与流动党员保持联系", "Contact with floating members"),
        rule=Text(
            "流出地党组织至少每 {norm} 个月与流动党员联系一次",
            "The home organisation is in contact with a floating member at least every "
            "{norm} months",
        ),
        norm="members.floating_contact_months",
        unit=CASES,
        kinds=BODIES,
    ),
)
