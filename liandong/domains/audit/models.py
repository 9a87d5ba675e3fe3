"""Who did what, when, what it was before and after. Added to, never edited, chained."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says

APPEND_ONLY = says(
    "audit_event_append_only",
    Text(
        "审计记录只能增加，不能修改或删除。",
        "Audit events are only added, never edited or removed.",
    ),
)


class Event(models.Model):
    """One deed. `by` is a user name, which is never given to a second person."""

    at = models.DateTimeField(_("时间"))
    by = models.CharField(_("操作人"), max_length=150)
    action = models.CharField(_("操作"), max_length=60)
    subject = models.CharField(_("对象"), max_length=120)
    # The unit it concerns, by its own code: audit stands below the tree and knows no key to it.
    unit = models.CharField(_("组织代码"), max_length=32, blank=True)
    before = models.JSONField(_("操作前"), null=True)
    after = models.JSONField(_("操作后"), null=True)
    reason = models.TextField(_("理由"), blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("审计记录")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["unit", "-id"], name="audit_by_unit"),
            models.Index(fields=["by", "-id"], name="audit_by_user"),
            models.Index(fields=["subject", "-id"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.action} {self.subject}"
