"""What was said of an item, weighed and decided; the periods in which it may be asked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.admission.enums import Answer, Basis, Verdict
from liandong.domains.admission.models.item import Item
from liandong.domains.catalogue.models import Matter
from liandong.domains.database import says
from liandong.domains.orgs.models import Unit

says(
    "admission_opinion_rewritten",
    Text(
        "意见只提一次，不能改写或删除。",
        "An opinion is given once, and never rewritten or removed.",
    ),
)
for _code in ("admission_assessment_append_only", "admission_decision_append_only"):
    says(
        _code,
        Text(
            "评估和决定不能改写或删除。",
            "Assessments and decisions are never rewritten or removed.",
        ),
    )
says(
    "admission_grant_rewritten",
    Text(
        "公布的期限不能改写或删除，只能提前停止一次。",
        "A published period is never rewritten or removed; it may be stopped early, once.",
    ),
)
says(
    "admission_told_append_only", Text("提醒记录不能改写或删除。", "What was told stays on record.")
)


class Opinion(models.Model):
    """A street or community is asked, and answers once, or not at all."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("征求时间"))
    answer = models.CharField(_("意见"), max_length=8, choices=Answer.choices, blank=True)
    said = models.CharField(_("说明"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("意见")
        ordering = ["item", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "unit"], name="one_opinion_a_unit"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
                name="opinion_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit"], condition=Q(answered_at=None), name="opinion_open"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.item_id} {self.unit_id} {self.answer}"


class Assessment(models.Model):
    """The load before and after, the money for each community and each time; reckoned, with what
    the office says of it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="assessments")
    communities = models.PositiveIntegerField(_("社区数"))
    # Items in force, added up over the communities concerned.
    before = models.PositiveIntegerField(_("现有事项（合计）"))
    after = models.PositiveIntegerField(_("准入后事项（合计）"))
    hours = models.DecimalField(_("每个社区每年小时数"), max_digits=9, decimal_places=1)
    money_each = models.DecimalField(_("每个社区每年经费（元）"), max_digits=14, decimal_places=2)
    money_per_time = models.DecimalField(_("每次经费（元）"), max_digits=14, decimal_places=2)
    said = models.CharField(_("评估意见"), max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("评估")
        ordering = ["item", "id"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.before} → {self.after}"


class Decision(models.Model):
    """What the office decided, and why; with the matter and the article where a list forbids it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    verdict = models.CharField(_("决定"), max_length=12, choices=Verdict.choices)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    article = models.CharField(_("依据"), max_length=200, blank=True)
    start = models.DateField(_("起"), null=True)
    end = models.DateField(_("止（不含）"), null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("决定")
        ordering = ["item", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=F("start")),
                name="decision_ends_after_it_starts",
                violation_error_message=_("结束日期必须晚于开始日期。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.verdict}"


class Grant(models.Model):
    """A published period `[start, end)` in which the item may be asked; stopped early, its days
    from `stopped_on` do not count."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="grants")
    basis = models.CharField(_("根据"), max_length=9, choices=Basis.choices)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="grant")
    reason = models.CharField(_("公布的理由"), max_length=500, blank=True)
    start = models.DateField(_("起"))
    end = models.DateField(_("止（不含）"))
    published_at = models.DateTimeField(_("公布时间"))
    published_by = models.CharField(max_length=150)
    stopped_on = models.DateField(_("提前停止"), null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=150, blank=True)
    stop_reason = models.CharField(_("停止的理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("准入期限")
        ordering = ["item", "start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="grant_ends_after_it_starts",
                violation_error_message=_("结束日期必须晚于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(stopped_on=None, stopped_at=None, stopped_by="")
                | (Q(stopped_on__isnull=False, stopped_at__isnull=False) & ~Q(stopped_by="")),
                name="grant_stopped_by_somebody",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["start", "end"], name="grant_days")]

    def __str__(self) -> str:
        return f"{self.item_id} [{self.start}, {self.end})"


class Told(models.Model):
    """That somebody was told of something that time brought, so that it is told once."""

    subject = models.CharField(max_length=60)
    mark = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "mark"], name="admission_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.mark}"
