"""What is held, what becomes of it, who sits on a committee, why somebody was absent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.domains.orgs.enums import Kind


class MeetingKind(models.TextChoices):
    ASSEMBLY = "assembly", _("党员大会")
    COMMITTEE = "committee", _("支委会")
    GROUP = "group", _("党小组会")
    LESSON = "lesson", _("党课")
    THEMED_DAY = "themed_day", _("主题党日")
    ORGANISATION_LIFE = "organisation_life", _("组织生活会")
    APPRAISAL = "appraisal", _("民主评议党员")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("已安排")
    HELD = "held", _("已召开")
    CANCELLED = "cancelled", _("已取消")


class AbsenceReason(models.TextChoices):
    """Why somebody was not there; a code, so that nobody's troubles are written down."""

    LEAVE = "leave", _("请假")
    ILL = "ill", _("因病")
    DUTY = "duty", _("公务或值班")
    AWAY = "away", _("外出")
    UNTOLD = "untold", _("未说明")


class SeatPost(models.TextChoices):
    SECRETARY = "secretary", _("书记")
    DEPUTY = "deputy", _("副书记")
    MEMBER = "member", _("委员")


_BRANCH = frozenset({Kind.BRANCH, Kind.JOINT_BRANCH})
_BODY = _BRANCH | {Kind.GENERAL_BRANCH, Kind.PARTY_COMMITTEE}
# Organisations with a body that is elected for a term.
BODIES = _BODY
_GROUP = frozenset({Kind.PARTY_GROUP})

# Which organisations hold what.
HELD_BY: dict[MeetingKind, frozenset[Kind]] = {
    MeetingKind.ASSEMBLY: _BODY,
    MeetingKind.COMMITTEE: _BODY,
    MeetingKind.GROUP: _GROUP,
    MeetingKind.LESSON: _BODY | _GROUP,
    MeetingKind.THEMED_DAY: _BRANCH | _GROUP,
    MeetingKind.ORGANISATION_LIFE: _BRANCH | _GROUP,
    MeetingKind.APPRAISAL: _BRANCH,
}
# Meetings that decide: only these have a quorum and votes.
DECIDING = frozenset({MeetingKind.ASSEMBLY, MeetingKind.COMMITTEE})
# Those who may vote there are the full members; everywhere else all members attend alike.
VOTERS_ONLY = frozenset({MeetingKind.ASSEMBLY})
