"""Files on their way in: staged, looked at, then published in one short transaction."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.domains.orgs.models import Unit


class State(models.TextChoices):
    UPLOADED = "uploaded", _("已上传")
    READING = "reading", _("正在读取")
    READ = "read", _("已读取，待确认")
    PUBLISHING = "publishing", _("正在发布")
    PUBLISHED = "published", _("已发布")
    DISCARDED = "discarded", _("已放弃")
    FAILED = "failed", _("未能读取")


class Batch(models.Model):
    """One file as somebody sent it, with the choices made about it and what came of it."""

    kind = models.CharField(_("种类"), max_length=20)
    file_name = models.CharField(_("文件名"), max_length=255)
    # Below LIANDONG_HOME/files; the name on disk is ours, never the sender's.
    stored_as = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("范围"), related_name="+")
    sheet = models.CharField(_("工作表"), max_length=120, blank=True)
    as_of = models.DateField(_("数据截至"), null=True)
    # What the sender chose: sheet, date, meaning of blanks, columns.
    options = models.JSONField(default=dict)
    # How the file was understood, as shown to the sender.
    understood = models.JSONField(default=dict)
    state = models.CharField(_("状态"), max_length=12, choices=State.choices)
    problem = models.JSONField(null=True)
    accept_valid = models.BooleanField(_("只收正确的行"), default=False)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    accepted = models.PositiveIntegerField(_("已收行数"), default=0)
    done = models.PositiveIntegerField(default=0)
    # What publishing came to: {"added": n, "corrected": n, "unchanged": n}.
    outcome = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField(_("上传时间"))
    uploaded_by = models.CharField(_("上传人"), max_length=150)
    published_at = models.DateTimeField(_("发布时间"), null=True)
    published_by = models.CharField(_("发布人"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("导入批次")
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "state", "-id"], name="batch_by_state")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class StagedRow(models.Model):
    """One row as read: its unit, its values as exact text, and where each stood."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="staged")
    row = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    place = models.CharField(max_length=250, blank=True)
    # {field: {"value": "5.00" | null, "raw": "…", "cell": "H5"}}
    values = models.JSONField(default=dict)
    ok = models.BooleanField()

    class Meta:
        ordering = ["batch", "row"]
        constraints = [models.UniqueConstraint(fields=["batch", "row"], name="one_row_once")]
        indexes = [models.Index(fields=["batch", "ok", "row"], name="staged_right_rows")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row}"


class StagedFinding(models.Model):
    """One finding, at a cell."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="findings")
    row = models.PositiveIntegerField(default=0)
    cell = models.CharField(max_length=12, blank=True)
    severity = models.CharField(max_length=8)
    code = models.CharField(max_length=40)
    zh = models.TextField()
    en = models.TextField()

    class Meta:
        ordering = ["batch", "row", "id"]
        indexes = [
            models.Index(fields=["batch", "row", "id"], name="finding_by_place"),
            models.Index(fields=["batch", "severity", "row", "id"], name="finding_by_severity"),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.code}"
