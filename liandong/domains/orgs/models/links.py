"""Sideways and through time: who is linked to whom, where a unit sits, who came after whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandong.domains.orgs.enums import LinkKind, SuccessionKind
from liandong.domains.orgs.models.dated import Dated
from liandong.domains.orgs.models.unit import Unit


class Link(Dated):
    """A sideways tie for a time: stationed unit and community, industry and branch."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="links")
    other = models.ForeignKey(Unit, models.PROTECT, related_name="linked_from")
    kind = models.CharField(_("关系"), max_length=12, choices=LinkKind.choices)

    class Meta(Dated.Meta):
        ordering = ["unit", "kind", "start", "id"]

    def __str__(self) -> str:
        return f"{self.unit} – {self.other}"


class Seat(Dated):
    """The community where an organisation stands, for a time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seats")
    community = models.ForeignKey(Unit, models.PROTECT, related_name="seated_here")

    class Meta(Dated.Meta):
        ordering = ["unit", "start", "id"]

    def __str__(self) -> str:
        return f"{self.unit} @ {self.community}"


class Succession(models.Model):
    """What a unit became: `share` of the predecessor's history goes to this successor."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    kind = models.CharField(_("类别"), max_length=8, choices=SuccessionKind.choices)
    share = models.DecimalField(_("份额"), max_digits=7, decimal_places=6)
    on = models.DateField(_("日期"))
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1), name="succession_share_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.on})"
