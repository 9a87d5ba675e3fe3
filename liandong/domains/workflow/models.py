"""A case on its way through a lifecycle; its sides; every step it took."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.core.standards.clocks import In, Limit
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
says(
    "workflow_clock_rewritten",
    Text(
        "时限从何时开始、何时停止，不能改写，也不能删除。",
        "When a clock began and ended is never rewritten, nor is it removed.",
    ),
)
says(
    "workflow_pause_rewritten",
    Text("暂停的起止不能改写，也不能删除。", "Pauses on record are never rewritten or removed."),
)
says(
    "workflow_declaredday_append_only",
    Text(
        "声明过的工作日或休息日不能改写，另作声明即可：后一次为准。",
        "A declared day is never rewritten; declare it anew, the last word holds.",
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
    # Of lifecycles with clocks: the class by which limits are chosen, and the next moment that is
    # late, of the clocks that run.
    time_class = models.CharField(max_length=20, null=True)
    due_at = models.DateTimeField(_("时限"), null=True)
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


class SideManager(models.Manager["Side"]):
    """A side is always read with its unit."""

    def get_queryset(self) -> models.QuerySet[Side]:
        return super().get_queryset().select_related("unit")


class Side(models.Model):
    """A unit that takes part in a case."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="sides")
    side = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    objects = SideManager()

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


class Clock(models.Model):
    """A limit on its way, as it was told: the norm, its value, when it began, by when."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="clocks")
    code = models.CharField(max_length=20)
    # The second time for the same thing, after a result was contested.
    round = models.PositiveSmallIntegerField(default=1)
    norm = models.CharField(max_length=60)
    amount = models.PositiveIntegerField(_("时限"))
    unit = models.CharField(max_length=12, choices=[(one.value, one.text.zh) for one in In])
    # Working days that a granted extension added.
    extra = models.PositiveSmallIntegerField(_("延长（工作日）"), default=0)
    started_at = models.DateTimeField(_("开始"))
    # The first moment that is late; none while the clock stands still.
    due_at = models.DateTimeField(_("到期"), null=True)
    stopped_at = models.DateTimeField(_("停止"), null=True)

    class Meta:
        verbose_name = _("时限")
        ordering = ["process", "id"]
        constraints = [
            models.UniqueConstraint(fields=["process", "code", "round"], name="one_clock_a_round"),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")),
                name="clock_stops_after_it_starts",
                violation_error_message=_("停止不能早于开始。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(stopped_at=None, due_at__isnull=False),
                name="clock_running",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.process_id} {self.code} {self.round}"

    @property
    def limit(self) -> Limit:
        return Limit(self.amount, In(self.unit))


class Pause(models.Model):
    """A clock stands still from a moment on."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)

    class Meta:
        ordering = ["clock", "start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(end=None), name="one_open_pause_a_clock"
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="pause_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.start}"


class DeclaredDay(models.Model):
    """An area says of a day whether it is worked there, beside the national calendar."""

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.DateField(_("日期"))
    worked = models.BooleanField(_("上班"))
    reason = models.CharField(_("依据"), max_length=200)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("工作日声明")
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return f"{self.area_id} {self.day}"
