"""What an organisation does not owe for a time, and why."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.models.dated import Dated

says(
    "life_exemption_overlap",
    Text(
        "这段时间已经批准过豁免。请先结束原来的，或改期。",
        "An exemption holds for these days already. End it first, or change the dates.",
    ),
)
says(
    "life_exemption_rewritten",
    Text("豁免记录不能改写，请用“更正”。", "An exemption is never rewritten: correct it instead."),
)


class Exemption(Dated):
    """`unit` does not owe `standard` for these days, as a supervising office has approved."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exemptions")
    standard = models.CharField(_("标准"), max_length=60)
    reason = models.CharField(_("理由"), max_length=500)

    class Meta(Dated.Meta):
        verbose_name = _("豁免")
        ordering = ["unit", "standard", "start", "id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.standard}"
