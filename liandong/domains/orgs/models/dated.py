"""What is true for a time, and known for a time.

A *change* ends a row (`end`); a *correction* voids it with a reason and says it anew. Neither
rewrites it: guards in the database see to that.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.core.kernel.period import Period
from liandong.domains.database import says

says(
    "_ends_after_start",
    Text("结束日期必须晚于开始日期。", "A period ends after it starts."),
)
says(
    "_voided_with_reason",
    Text("更正必须写明更正人和理由。", "A correction needs who corrects and a reason."),
)


class DatedQuerySet(models.QuerySet):
    def live(self, known_at: datetime | None = None) -> Self:
        """Without what has been corrected away, as known at a moment (now)."""
        if known_at is None:
            return self.filter(voided_at=None)
        return self.filter(Q(voided_at=None) | Q(voided_at__gt=known_at), recorded_at__lte=known_at)

    def on(self, day: date, known_at: datetime | None = None) -> Self:
        """What holds on this day; an end recorded after the moment was not known yet."""
        lasting = Q(end=None) | Q(end__gt=day)
        if known_at is not None:
            lasting |= Q(ended_at__gt=known_at)
        return self.live(known_at).filter(lasting, start__lte=day)


class Dated(models.Model):
    """Valid in the half-open `[start, end)`; recorded, and perhaps voided, by somebody."""

    start = models.DateField(_("起"))
    end = models.DateField(_("止（不含）"), null=True, blank=True)
    # When the end became known, which may be long after the start did.
    ended_at = models.DateTimeField(_("登记结束时间"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.CharField(_("登记人"), max_length=150)
    voided_at = models.DateTimeField(_("更正时间"), null=True, blank=True)
    voided_by = models.CharField(_("更正人"), max_length=150, blank=True)
    void_reason = models.CharField(_("更正理由"), max_length=500, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gt=F("start")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message=_("结束日期必须晚于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by="", void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(voided_by="") & ~Q(void_reason="")),
                name="%(app_label)s_%(class)s_voided_with_reason",
                violation_error_message=_("更正必须写明更正人和理由。"),
            ),
        ]

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)
