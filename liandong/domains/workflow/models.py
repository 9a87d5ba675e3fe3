"""A case on its way through a lifecycle; its sides; every step it took."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.orgs.models import Unit

says(
    "workflow_step_append_only",
    Text("办理过程只能增加，不能修改或删除。", "Steps are only added, never edited or removed."),
)
says(
    "workflow_process_rewritten",
    Text(
        "办理事项从哪个流程、哪一版开始，不能改写，也不能删除。",
        "A case keeps the lifecycle and the version it began with, and is never removed.",
    ),
)


class Process(models.Model):
    """One case. It keeps the version of the definition with which it began."""

    definition = models.CharField(_("流程"), max_length=40)
    version = models.PositiveSmallIntegerField()
    # What it is about, as `kind:number`: workflow stands below the domains, and has no key to them.
    subject = models.CharField(max_length=80)
    state = models.CharField(_("状态"), max_length=40)
    since = models.DateField(_("进入本状态"))
    due_on = models.DateField(_("期限"), null=True)
    opened_on = models.DateField(_("开始"))
    closed_on = models.DateField(_("办结"), null=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("办理")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["definition", "state", "due_on"], name="process_by_state"),
            models.Index(fields=["subject"], name="process_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.definition} {self.subject} ({self.state})"


class Side(models.Model):
    """A unit that takes part in a case."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="sides")
    side = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["process", "id"]
        constraints = [models.UniqueConstraint(fields=["process", "side"], name="one_unit_a_side")]
        indexes = [models.Index(fields=["unit", "side"], name="side_of_unit")]

    def __str__(self) -> str:
        return f"{self.process_id} {self.side}"


class Step(models.Model):
    """A step that was taken: from where to where, who, when, why."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="steps")
    transition = models.CharField(max_length=40)
    origin = models.CharField(max_length=40, blank=True)
    to = models.CharField(max_length=40)
    on = models.DateField(_("日期"))
    at = models.DateTimeField(_("时间"))
    by = models.CharField(_("办理人"), max_length=150)
    note = models.CharField(_("说明"), max_length=500, blank=True)

    class Meta:
        ordering = ["process", "id"]

    def __str__(self) -> str:
        return f"{self.process_id}: {self.origin} → {self.to}"
