"""The closed lists of Party life: what meetings are called, and how a duty stands."""

from __future__ import annotations

from enum import StrEnum

from liandong.core.kernel.errors import Text


class MeetingKind(StrEnum):
    """What a meeting is, or serves as; one meeting may serve several."""

    ASSEMBLY = "assembly"
    COMMITTEE = "committee"
    GROUP = "group"
    LESSON = "lesson"
    THEMED_DAY = "themed_day"
    ORGANISATION_LIFE = "organisation_life"
    APPRAISAL = "appraisal"

    @property
    def text(self) -> Text:
        """The words for screens."""
        return _KINDS[self]


_KINDS = {
    MeetingKind.ASSEMBLY: Text("党员大会", "branch assembly"),
    MeetingKind.COMMITTEE: Text("支委会", "committee meeting"),
    MeetingKind.GROUP: Text("党小组会", "group meeting"),
    MeetingKind.LESSON: Text("党课", "Party lesson"),
    MeetingKind.THEMED_DAY: Text("主题党日", "themed day"),
    MeetingKind.ORGANISATION_LIFE: Text("组织生活会", "organisation life meeting"),
    MeetingKind.APPRAISAL: Text("民主评议党员", "appraisal of members"),
}


class DutyStatus(StrEnum):
    """How an organisation stands to what it owes on a day.

    `due`: there is still time, or it is only to be looked at; `overdue`: the time is over, or a
    rule without a time is broken; `unknown`: nobody recorded what it would be judged by.
    A duty that does not apply has no row; whoever asks and finds none says `not_applicable`.
    """

    MET = "met"
    DUE = "due"
    OVERDUE = "overdue"
    EXEMPT = "exempt"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def text(self) -> Text:
        """The words for screens."""
        return _STATUSES[self]


_STATUSES = {
    DutyStatus.MET: Text("已完成", "met"),
    DutyStatus.DUE: Text("待完成", "due"),
    DutyStatus.OVERDUE: Text("逾期", "overdue"),
    DutyStatus.EXEMPT: Text("豁免", "exempt"),
    DutyStatus.UNKNOWN: Text("未知", "unknown"),
    DutyStatus.NOT_APPLICABLE: Text("不适用", "not applicable"),
}


class OrganisationKind(StrEnum):
    """The kinds of Party organisation."""

    PARTY_COMMITTEE = "party_committee"
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"
    JOINT_BRANCH = "joint_branch"
    PARTY_GROUP = "party_group"

    @property
    def text(self) -> Text:
        """The words for screens."""
        return _ORGANISATIONS[self]


_ORGANISATIONS = {
    OrganisationKind.PARTY_COMMITTEE: Text("党委", "committee"),
    OrganisationKind.GENERAL_BRANCH: Text("党总支", "general branch"),
    OrganisationKind.BRANCH: Text("党支部", "branch"),
    OrganisationKind.JOINT_BRANCH: Text("联合党支部", "joint branch"),
    OrganisationKind.PARTY_GROUP: Text("党小组", "Party group"),
}
