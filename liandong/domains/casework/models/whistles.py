"""A street calls departments: each reports in, finds, is released when done, is evaluated."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandong.domains.casework.enums import Grade
from liandong.domains.casework.models.case import Case
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.models import Unit


class Whistle(models.Model):
    """The call of a street: what, where, by when; closed with one verdict."""

    street = models.ForeignKey(Unit, models.PROTECT, related_name="whistles")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="whistles")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    what = models.CharField(_("事由"), max_length=500)
    where = models.CharField(_("集合地点"), max_length=200)
    blown_at = models.DateTimeField(_("吹哨时间"))
    blown_by = models.CharField(max_length=150)
    due_at = models.DateTimeField(_("报到时限"))
    verdict = models.CharField(_("共同结论"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("吹哨")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by="", verdict="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(verdict="")),
                name="whistle_closed_with_a_verdict",
                violation_error_message=_("结束要写共同结论。"),
            )
        ]
        indexes = [models.Index(fields=["street", "-id"], name="whistle_of_street")]

    def __str__(self) -> str:
        return f"whistle:{self.pk}"


class Call(models.Model):
    """One department that was called."""

    whistle = models.ForeignKey(Whistle, models.PROTECT, related_name="calls")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="calls")
    due_at = models.DateTimeField(_("报到时限"))
    reported_at = models.DateTimeField(_("报到"), null=True)
    reported_by = models.CharField(max_length=150, blank=True)
    finding = models.CharField(_("意见"), max_length=1000, blank=True)
    finding_at = models.DateTimeField(null=True)
    finding_by = models.CharField(max_length=150, blank=True)
    released_at = models.DateTimeField(_("离场"), null=True)
    grade = models.CharField(_("评价"), max_length=4, choices=Grade.choices, blank=True)
    graded_said = models.CharField(max_length=500, blank=True)
    graded_at = models.DateTimeField(null=True)
    graded_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("被叫部门")
        ordering = ["whistle", "id"]
        constraints = [
            models.UniqueConstraint(fields=["whistle", "unit"], name="called_once"),
            models.CheckConstraint(
                condition=Q(finding_at=None) | Q(reported_at__isnull=False),
                name="finding_after_reporting_in",
                violation_error_message=_("先报到，再写意见。"),
            ),
            models.CheckConstraint(
                condition=Q(released_at=None)
                | Q(reported_at__isnull=False, finding_at__isnull=False),
                name="released_only_when_done",
                violation_error_message=_("报到并写明意见以前不能离场。"),
            ),
            models.CheckConstraint(
                condition=Q(graded_at=None) | Q(released_at__isnull=False),
                name="evaluated_when_released",
                violation_error_message=_("办完以后再评价。"),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_at"], condition=Q(released_at=None), name="call_open")
        ]

    def __str__(self) -> str:
        return f"{self.whistle_id} {self.unit_id}"

    @property
    def in_time(self) -> bool:
        """Whether it reported in within the limit."""
        return self.reported_at is not None and self.reported_at < self.due_at
