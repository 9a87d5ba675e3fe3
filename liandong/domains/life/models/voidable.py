"""What was recorded by somebody, and may be voided with a reason, never rewritten or removed."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class VoidableQuerySet(models.QuerySet):
    def live(self, known_at: datetime | None = None) -> Self:
        """Without what was voided, as known at a moment (now)."""
        if known_at is None:
            return self.filter(voided_at=None)
        return self.filter(Q(voided_at=None) | Q(voided_at__gt=known_at), recorded_at__lte=known_at)


class Voidable(models.Model):
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.CharField(_("登记人"), max_length=150)
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    voided_by = models.CharField(_("作废人"), max_length=150, blank=True)
    void_reason = models.CharField(_("作废理由"), max_length=500, blank=True)

    objects = VoidableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by="", void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(voided_by="") & ~Q(void_reason="")),
                name="%(app_label)s_%(class)s_voided_with_reason",
                violation_error_message=_("作废必须写明作废人和理由。"),
            ),
        ]
