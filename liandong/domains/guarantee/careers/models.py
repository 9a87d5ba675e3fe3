"""Hirings, applicants by number only, who serves where in which grade, and reviews of terms."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.models import User
from liandong.domains.database import says
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.models.dated import Dated
from liandong.domains.workflow.models import Process

says(
    "guarantee_service_overlap",
    Text(
        "同一天一个人只能在一个岗位。请先结束原岗位，或改日期。",
        "A worker holds one post on any day. End the earlier one first, or change the date.",
    ),
)
for _code in ("guarantee_applicant_rewritten", "guarantee_objection_rewritten"):
    says(
        _code,
        Text(
            "报名截止后准考证号不能增改，异议和答复不能改写。",
            "Numbers of applicants, objections and their answers are never rewritten.",
        ),
    )
for _code in ("guarantee_service_rewritten", "guarantee_review_rewritten"):
    says(
        _code,
        Text(
            "任职和评定记录不能改写或删除，只能结束、更正或复核。",
            "Records of service and review are never rewritten: end, correct or answer them.",
        ),
    )


class PostKind(models.TextChoices):
    """The three posts of the ladder."""

    HEAD = "head", _("正职")
    DEPUTY = "deputy", _("副职")
    OTHER = "other", _("其他")


class Verdict(models.TextChoices):
    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("称职")
    POOR = "poor", _("不称职")


class Hiring(models.Model):
    """A hiring by open examination for communities of an area (`unit`)."""

    process = models.OneToOneField(Process, models.PROTECT, related_name="hiring")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="hirings")
    title = models.CharField(_("公告名称"), max_length=120)
    wanted = models.PositiveSmallIntegerField(_("招聘人数"))
    closes_on = models.DateField(_("报名截止"))

    class Meta:
        verbose_name = _("招聘")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(wanted__gt=0), name="guarantee_hiring_wants")
        ]

    def __str__(self) -> str:
        return self.title


class Applicant(models.Model):
    """Known by the number of the examination alone."""

    hiring = models.ForeignKey(Hiring, models.PROTECT, related_name="applicants")
    number = models.CharField(_("准考证号"), max_length=20)
    mark = models.DecimalField(_("成绩"), max_digits=5, decimal_places=2, null=True)
    passed = models.BooleanField(_("拟聘用"), null=True)

    class Meta:
        ordering = ["hiring", "number"]
        constraints = [
            models.UniqueConstraint(fields=["hiring", "number"], name="guarantee_number_once")
        ]

    def __str__(self) -> str:
        return self.number


class Objection(models.Model):
    """What somebody said against results while they were on public notice, and the answer. Of who
    said it nothing is kept."""

    hiring = models.ForeignKey(Hiring, models.PROTECT, related_name="objections")
    # Against one of those who passed, or against the hiring as a whole.
    applicant = models.ForeignKey(Applicant, models.PROTECT, null=True, related_name="objections")
    said = models.CharField(_("异议"), max_length=500)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.CharField(_("登记人"), max_length=150)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.CharField(_("答复人"), max_length=150, blank=True)
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    upheld = models.BooleanField(_("异议成立"), null=True)

    class Meta:
        verbose_name = _("公示异议")
        ordering = ["hiring", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, upheld=None, answer="", answered_by="")
                | (Q(answered_at__isnull=False, upheld__isnull=False) & ~Q(answer="")
                   & ~Q(answered_by="")),
                name="guarantee_objection_answered_whole",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.hiring_id}: {self.pk}"


class Worker(models.Model):
    """A community worker by number; whoever has a log-in sees what is said of them."""

    number = models.CharField(_("工号"), max_length=30, unique=True)
    user = models.OneToOneField(User, models.PROTECT, null=True, related_name="worker")
    applicant = models.OneToOneField(Applicant, models.PROTECT, null=True, related_name="worker")

    class Meta:
        verbose_name = _("社区工作者")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class Service(Dated):
    """A worker serves a community in a post and grade, for a time."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="services")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="services")
    post = models.CharField(_("岗位"), max_length=8, choices=PostKind.choices)
    grade = models.PositiveSmallIntegerField(_("等级"))

    class Meta(Dated.Meta):
        verbose_name = _("任职")
        ordering = ["worker", "start", "id"]
        indexes = [models.Index(fields=["unit", "start"], name="service_in_unit")]

    def __str__(self) -> str:
        return f"{self.worker} {self.get_post_display()} {self.grade}"


class Review(models.Model):
    """What an office decided about a secretary's full term, for the secretary to see.

    The verdict that holds is the `answer` to a contest, where there is one.
    """

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="reviews")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    start = models.DateField(_("任期起"))
    end = models.DateField(_("任期止（不含）"))
    verdict = models.CharField(_("评定"), max_length=10, choices=Verdict.choices)
    reason = models.CharField(_("依据"), max_length=500)
    decided_at = models.DateTimeField(_("评定时间"))
    decided_by = models.CharField(_("评定人"), max_length=150)
    seen_at = models.DateTimeField(_("本人查看时间"), null=True)
    contested_at = models.DateTimeField(_("申诉时间"), null=True)
    contest = models.CharField(_("申诉理由"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("复核时间"), null=True)
    answered_by = models.CharField(_("复核人"), max_length=150, blank=True)
    answer = models.CharField(_("复核评定"), max_length=10, choices=Verdict.choices, blank=True)
    answer_reason = models.CharField(_("复核理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("任期评定")
        ordering = ["worker", "start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "start"], name="guarantee_term_reviewed_once"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="guarantee_review_ends"),
            models.CheckConstraint(
                condition=Q(answered_at=None)
                | (Q(contested_at__isnull=False) & ~Q(answer="") & ~Q(answer_reason="")),
                name="guarantee_review_answer_has_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.worker} {self.start}: {self.standing}"

    @property
    def standing(self) -> str:
        """The verdict that holds."""
        return self.answer or self.verdict

    @property
    def open(self) -> bool:
        """Contested and not answered yet."""
        return self.contested_at is not None and self.answered_at is None
