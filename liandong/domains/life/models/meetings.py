"""Meetings of an organisation: planned, held, and what came of them.

Who was there follows from the memberships of the day and the few who were absent; who voted how
is never stored. What a held meeting says is voided with a reason and said anew, never rewritten;
minutes are written in versions, each of which stays.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.life.enums import AbsenceReason, MeetingKind, MeetingState
from liandong.domains.life.models.voidable import Voidable
from liandong.domains.members.models import Person
from liandong.domains.orgs.models import Unit

says(
    "life_meeting_rewritten",
    Text(
        "已召开或已取消的会议记录不能改写，请用“更正”或“作废”。",
        "A meeting that was held or cancelled is never rewritten: correct it, or void it.",
    ),
)
says(
    "life_meeting_counts",
    Text(
        "到会人数不能超过应到人数，请核对。",
        "No more people attend than are entitled to. Check the numbers.",
    ),
)
says(
    "life_resolution_rewritten",
    Text(
        "表决结果不能改写，请更正会议记录。",
        "The result of a vote is never rewritten: correct the meeting's record.",
    ),
)
says(
    "life_minutes_rewritten",
    Text("会议记录的旧版本不能改写或删除。", "Earlier versions of minutes are never rewritten."),
)
# Two people writing at once make the same version; SQLite names the columns only.
says(
    "life_minutes_one_version",
    Text(
        "别人刚刚保存了会议记录。您的文字没有丢：请对照新的版本，合并后再保存。",
        "Somebody has just saved these minutes. Your text is not lost: look at the new version, "
        "put both together and save again.",
    ),
    seen_as="life_minutes.meeting_id, life_minutes.version",
)


class Meeting(Voidable):
    """One meeting. `on` is the day it is planned for, and once held the day it was held.

    `entitled` are those who may vote (or, where nobody votes, who should come), `present` those of
    them who came, `without_vote` members who came and may not vote, `guests` all others.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings")
    kind = models.CharField(_("类别"), max_length=20, choices=MeetingKind.choices)
    state = models.CharField(_("状态"), max_length=10, choices=MeetingState.choices)
    on = models.DateField(_("日期"))
    begins = models.TimeField(_("时间"), null=True, blank=True)
    venue = models.CharField(_("地点"), max_length=120, blank=True)
    topic = models.CharField(_("议题"), max_length=200, blank=True)
    agenda = models.JSONField(_("议程"), default=list)
    invited = models.CharField(_("邀请"), max_length=500, blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("主持人")
    )
    entitled = models.PositiveIntegerField(_("应到"), null=True)
    present = models.PositiveIntegerField(_("实到"), null=True)
    without_vote = models.PositiveIntegerField(_("列席党员"), default=0)
    guests = models.PositiveIntegerField(_("列席其他人"), default=0)
    # Whether enough came for decisions to hold, by the norm of that day.
    quorate = models.BooleanField(_("达到法定人数"), null=True)
    # Whether absences are known by person; a list that was imported gives numbers only.
    by_name = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    held_at = models.DateTimeField(_("召开登记时间"), null=True)
    held_by = models.CharField(_("召开登记人"), max_length=150, blank=True)
    cancelled_at = models.DateTimeField(_("取消时间"), null=True)
    cancelled_by = models.CharField(_("取消人"), max_length=150, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=500, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta(Voidable.Meta):
        verbose_name = _("会议")
        ordering = ["-on", "-id"]
        constraints = [
            *Voidable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(present=None, entitled=None) | Q(present__lte=F("entitled")),
                name="life_meeting_counts",
            ),
            models.CheckConstraint(
                condition=Q(state="held", held_at__isnull=False, present__isnull=False,
                            quorate__isnull=False, cancelled_at=None)
                | Q(state="planned", held_at=None, present=None, cancelled_at=None)
                | (Q(state="cancelled", held_at=None, present=None, cancelled_at__isnull=False)
                   & ~Q(cancel_reason="")),
                name="life_meeting_state_is_whole",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit", "-on", "-id"], name="meeting_of_unit"),
            models.Index(fields=["on", "unit"], name="meeting_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()} {self.on}"

    @property
    def minutes(self) -> str:
        """The text as it stands; empty when none was written."""
        latest = self.minutes_versions.order_by("-version").first()
        return latest.text if latest else ""


class MeetingServes(models.Model):
    """Another kind for which the meeting counts as well."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="serves")
    kind = models.CharField(_("类别"), max_length=20, choices=MeetingKind.choices)

    class Meta:
        ordering = ["meeting", "kind"]
        constraints = [models.UniqueConstraint(fields=["meeting", "kind"], name="serves_once")]

    def __str__(self) -> str:
        return f"{self.meeting} + {self.get_kind_display()}"


class Absence(models.Model):
    """Somebody who should have come and did not; seen by that person and their secretary only."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="absences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    reason = models.CharField(_("原因"), max_length=10, choices=AbsenceReason.choices)

    class Meta:
        ordering = ["meeting", "person"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="absent_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.get_reason_display()}"


class Resolution(models.Model):
    """What was decided, in numbers: never who voted how. `entitled` is that of the meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    title = models.CharField(_("事项"), max_length=200)
    votes_for = models.PositiveIntegerField(_("赞成"))
    against = models.PositiveIntegerField(_("反对"))
    abstained = models.PositiveIntegerField(_("弃权"))
    carried = models.BooleanField(_("通过"))

    class Meta:
        verbose_name = _("表决事项")
        ordering = ["meeting", "id"]

    def __str__(self) -> str:
        return self.title


class Minutes(models.Model):
    """The minutes as somebody saved them; the highest version is the one that holds."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes_versions")
    version = models.PositiveIntegerField()
    text = models.TextField(_("会议记录"))
    written_at = models.DateTimeField(_("保存时间"))
    written_by = models.CharField(_("保存人"), max_length=150)

    class Meta:
        ordering = ["meeting", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="life_minutes_one_version"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.version}"
