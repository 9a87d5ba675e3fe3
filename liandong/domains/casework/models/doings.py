"""What was done about a request, said about it, asked and decided, and told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.casework.enums import Resolved, ReviewKind, Satisfied, Way, Wish
from liandong.domains.casework.models.case import Case, Joined, Requester
from liandong.domains.database import says
from liandong.domains.orgs.models import Unit

says(
    "casework_escalation_append_only",
    Text("上报记录只能增加，不能修改或删除。", "Escalations are only added, never edited."),
)
CONTESTED = "casework_contest_once"
says(
    CONTESTED,
    Text(
        "您已经提出过一次，不能再提。还有问题请提交新的诉求，或向督办反映。",
        "You have contested it once before. If it is still not resolved, make a new request.",
    ),
    seen_as="casework_contest.case_id",
)
says(
    "casework_one_open_review",
    Text("已有一项同类申请在审核，请等结果。", "One of this kind is under review; wait for it."),
    seen_as="casework_review.case_id",
)
says(
    "casework_called_back_once",
    Text("这一轮回访已经记录过。", "This call-back is on record already."),
    seen_as="casework_callback.case_id",
)


class Contact(models.Model):
    """The handling unit was in contact, or tried. Reaching somebody counts as the response."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts")
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices)
    reached = models.BooleanField(_("联系上了"))
    said = models.CharField(_("说明"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"))
    by = models.CharField(_("办理人"), max_length=150)

    class Meta:
        ordering = ["case", "id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"


class Reply(models.Model):
    """What was done, as everyone concerned reads it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    text = models.CharField(_("办理结果"), max_length=2000)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ["case", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_reply_a_round")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"


class CallBack(models.Model):
    """What the requester, or one who joined, says of the result."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="call_backs")
    joined = models.ForeignKey(Joined, models.PROTECT, null=True, related_name="call_backs")
    round = models.PositiveSmallIntegerField()
    resolved = models.CharField(_("是否解决"), max_length=9, choices=Resolved.choices)
    satisfied = models.CharField(_("是否满意"), max_length=4, choices=Satisfied.choices)
    said = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    # Left out of the rates, after a reviewed appeal.
    excluded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("回访")
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "joined", "round"], name="casework_called_back_once"
            ),
            models.UniqueConstraint(
                fields=["case", "round"], condition=Q(joined=None),
                name="casework_called_back_once_first",
            ),
            models.CheckConstraint(
                condition=~Q(resolved="unreached") | Q(satisfied="none"),
                name="unreached_says_nothing",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["at"], name="call_back_at")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round} {self.resolved}"


class Contest(models.Model):
    """It is not resolved: once for the requester and each who joined."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="contests")
    joined = models.ForeignKey(Joined, models.PROTECT, null=True, related_name="contests")
    said = models.CharField(_("哪里没有解决"), max_length=500)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("不认可")
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "joined"], name=CONTESTED),
            models.UniqueConstraint(
                fields=["case"], condition=Q(joined=None), name=f"{CONTESTED}_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.joined_id}"


class Review(models.Model):
    """Something asked for that another decides: objection, more time, exclusion, appeals."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=ReviewKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    call_back = models.ForeignKey(CallBack, models.PROTECT, null=True, related_name="appeals")
    said = models.CharField(_("理由"), max_length=500)
    days = models.PositiveSmallIntegerField(_("延长（工作日）"), null=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    granted = models.BooleanField(null=True)
    reason = models.CharField(_("决定理由"), max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("审核")
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(granted=None),
                name="casework_one_open_review",
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_at=None, decided_by="", reason="")
                | (Q(granted__isnull=False, decided_at__isnull=False) & ~Q(decided_by="")
                   & ~Q(reason="")),
                name="decided_by_somebody_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=models.F("asked_by")),
                name="not_decided_by_who_asked",
                violation_error_message=_("不能审核自己提出的申请。"),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["kind", "asked_at"], condition=Q(granted=None), name="review_open")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Escalation(models.Model):
    """A level was told that a case is late; once for each clock and level."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="escalations")
    clock = models.CharField(max_length=24)  # code and round: `feedback:1`
    level = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "clock", "level"], name="escalated_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.clock} {self.level}"


class Message(models.Model):
    """To somebody without an account, who wished to be told; sent by the sweep."""

    requester = models.ForeignKey(Requester, models.PROTECT, related_name="messages")
    case = models.ForeignKey(Case, models.PROTECT, related_name="messages")
    way = models.CharField(max_length=4, choices=Wish.choices)
    about = models.CharField(max_length=60)  # what happened, once: `replied:1`
    text = models.CharField(max_length=300)
    at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["requester", "case", "about"], name="told_once")
        ]
        indexes = [models.Index(fields=["id"], condition=Q(sent_at=None), name="message_waiting")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.about}"
