"""Meetings that come round: who owes them, how often, and what counts as one."""

from __future__ import annotations

from liandong.core.facts.life import COMMITTEE
from liandong.core.kernel.errors import Text
from liandong.core.standards.life.calendar import Cut
from liandong.core.standards.life.model import Periodic
from liandong.core.standards.life.words import MeetingKind

BRANCHES = frozenset({"branch", "joint_branch"})
GROUPS = frozenset({"party_group"})
COMMITTEES = frozenset({"party_committee"})
TIMES = Text("次", "times")

MEETINGS = (
    Periodic(
        code="life.assembly",
        title=Text("支部党员大会", "Branch assembly"),
        rule=Text(
            "党支部每季度至少召开 {norm} 次党员大会",
            "A branch holds at least {norm} assembly of its members in every quarter",
        ),
        norm="life.assembly_per_quarter",
        unit=TIMES,
        kinds=BRANCHES,
        cut=Cut.QUARTER,
        served_by=MeetingKind.ASSEMBLY,
    ),
    Periodic(
        code="life.committee_meeting",
        title=Text("支委会", "Committee meeting"),
        rule=Text(
            "设支部委员会的党支部每月至少召开 {norm} 次支委会",
            "A branch that has a committee holds at least {norm} committee meeting in every month",
        ),
        norm="life.committee_per_month",
        unit=TIMES,
        kinds=BRANCHES,
        cut=Cut.MONTH,
        served_by=MeetingKind.COMMITTEE,
        gate=COMMITTEE,
    ),
    Periodic(
        code="life.group_meeting",
        title=Text("党小组会", "Group meeting"),
        rule=Text(
            "党小组每月至少召开 {norm} 次党小组会",
            "A Party group holds at least {norm} meeting in every month",
        ),
        norm="life.group_per_month",
        unit=TIMES,
        kinds=GROUPS,
        cut=Cut.MONTH,
        served_by=MeetingKind.GROUP,
    ),
    Periodic(
        code="life.lesson",
        title=Text("党委书记讲党课", "Lesson by the committee's secretary"),
        rule=Text(
            "党委书记每年至少讲 {norm} 次党课",
            "The secretary of a committee gives at least {norm} Party lesson in every year",
        ),
        norm="life.lesson_per_year",
        unit=TIMES,
        kinds=COMMITTEES,
        cut=Cut.YEAR,
        served_by=MeetingKind.LESSON,
    ),
    Periodic(
        code="life.branch_lesson",
        title=Text("支部党课", "Branch lesson"),
        rule=Text(
            "党支部每季度至少上 {norm} 次党课（各地自定）",
            "A branch holds at least {norm} Party lesson in every quarter, where the place says so",
        ),
        norm="life.branch_lesson_per_quarter",
        unit=TIMES,
        kinds=BRANCHES,
        cut=Cut.QUARTER,
        served_by=MeetingKind.LESSON,
    ),
    Periodic(
        code="life.themed_day",
        title=Text("主题党日", "Themed day"),
        rule=Text(
            "党支部每月至少开展 {norm} 次主题党日",
            "A branch holds at least {norm} themed day in every month",
        ),
        norm="life.themed_day_per_month",
        unit=TIMES,
        kinds=BRANCHES,
        cut=Cut.MONTH,
        served_by=MeetingKind.THEMED_DAY,
    ),
    Periodic(
        code="life.organisation_life",
        title=Text("组织生活会", "Organisation life meeting"),
        rule=Text(
            "党支部每年至少召开 {norm} 次组织生活会，一般在第四季度",
            "A branch holds at least {norm} organisation life meeting in every year, "
            "generally in the fourth quarter",
        ),
        norm="life.organisation_life_per_year",
        unit=TIMES,
        kinds=BRANCHES,
        cut=Cut.YEAR,
        served_by=MeetingKind.ORGANISATION_LIFE,
    ),
    Periodic(
        code="life.appraisal",
        title=Text("民主评议党员", "Democratic appraisal of members"),
        rule=Text(
            "党支部每年至少开展 {norm} 次民主评议党员",
            "A branch holds at least {norm} democratic appraisal of its members in every year",
        ),
        norm="life.appraisal_per_year",
        unit=TIMES,
        kinds=BRANCHES,
        cut=Cut.YEAR,
        served_by=MeetingKind.APPRAISAL,
    ),
)
