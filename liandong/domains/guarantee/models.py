"""The facts of a community ledger, each with where it came from."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.guarantee.careers import models as careers  # noqa: F401  tables of this app
from liandong.domains.guarantee.ledger import LEDGER
from liandong.domains.intake.models import Batch
from liandong.domains.orgs.models import Unit

FIELDS = {field.code: field for field in LEDGER.fields}

REWRITTEN = says(
    "guarantee_fact_rewritten",
    Text(
        "已登记的数据不能改写或删除，请用“更正”。",
        "A fact on record is never rewritten or removed: correct it instead.",
    ),
)
# SQLite names the columns of a broken unique constraint, not the constraint.
TAKEN = says(
    "guarantee_one_live_fact",
    Text(
        "这一项刚刚被别人更新了。请刷新页面，看过新值再改。",
        "Somebody has just changed this fact. Reload the page and look at the new value first.",
    ),
    seen_as="guarantee_ledgerfact.unit_id, guarantee_ledgerfact.field",
)
says(
    "guarantee_fact_not_negative",
    Text("数值不能小于 0。", "A value cannot be below 0."),
)


class FactQuerySet(models.QuerySet):
    def known_at(self, moment: datetime | None) -> Self:
        """As the record stood at a moment; as it stands now when none is given."""
        if moment is None:
            return self.filter(voided_at=None)
        return self.filter(Q(voided_at=None) | Q(voided_at__gt=moment), recorded_at__lte=moment)


class LedgerFact(models.Model):
    """`field` of `unit` was `value` on the day `as_of`, says this source."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ledger_facts")
    field = models.CharField(
        _("项目"), max_length=16, choices=[(f.code, f.label.zh) for f in LEDGER.fields]
    )
    value = models.DecimalField(_("数值"), max_digits=18, decimal_places=2)
    as_of = models.DateField(_("数据截至"))
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.CharField(_("登记人"), max_length=150)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="facts")
    cell = models.CharField(_("单元格"), max_length=12, blank=True)
    raw = models.CharField(_("原文"), max_length=200, blank=True)
    # The rule by which a blank cell was taken for a value, or a reason given by hand.
    reason = models.CharField(_("说明"), max_length=500, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    voided_at = models.DateTimeField(_("更正时间"), null=True)
    voided_by = models.CharField(_("更正人"), max_length=150, blank=True)
    void_reason = models.CharField(_("更正理由"), max_length=500, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("台账数据")
        ordering = ["unit", "field", "as_of", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "field", "as_of"],
                condition=Q(voided_at=None),
                name="guarantee_one_live_fact",
                violation_error_message=_("这一项在这一天已有登记。"),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="guarantee_fact_not_negative",
                violation_error_message=_("数值不能为负。"),
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by="", void_reason="")
                | (Q(voided_at__gte=F("recorded_at")) & ~Q(voided_by="") & ~Q(void_reason="")),
                name="guarantee_fact_voided_with_reason",
                violation_error_message=_("更正必须写明更正人和理由。"),
            ),
        ]
        indexes = [
            models.Index(fields=["as_of", "unit"], name="fact_by_date"),
            # Which days anything speaks of, and what has happened since a moment, at any size.
            models.Index(fields=["as_of"], condition=Q(voided_at=None), name="fact_live_by_date"),
            models.Index(fields=["recorded_at"], name="fact_by_recording"),
            models.Index(
                fields=["voided_at"], condition=Q(voided_at__isnull=False), name="fact_by_voiding"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.field} {self.value} ({self.as_of})"

    @property
    def definition(self):  # noqa: ANN201
        """The ledger's definition of the field."""
        return FIELDS[self.field]
