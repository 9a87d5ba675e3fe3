"""Where a unit stands: dated edges, and today's path computed from them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models.dated import Dated
from liandong.domains.orgs.models.unit import Unit

OVERLAP = says(
    "orgs_placement_overlap",
    Text(
        "同一天只能有一个上级。请先结束原隶属关系，或改期。",
        "A unit has one parent on any day. End the earlier placement first, or change the date.",
    ),
)
CYCLE = says(
    "orgs_placement_cycle",
    Text(
        "不能把一个组织放到它自己或它的下级之下。请另选上级。",
        "A unit cannot stand under itself or under a unit below it. Choose another parent.",
    ),
)
TOO_DEEP = says(
    "orgs_placement_depth",
    Text(
        "层级太深，最多 13 级。请另选上级。",
        "That would be too deep: at most 13 levels. Choose another parent.",
    ),
)
REWRITTEN = says(
    "orgs_placement_rewritten",
    Text(
        "隶属记录不能改写，请用“改隶”或“更正”。",
        "A placement on record is never rewritten: move the unit, or correct the record.",
    ),
)


class Placement(Dated):
    """`unit` stands under `parent` (none: at the top) in one hierarchy, for a time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="placed_below")
    hierarchy = models.CharField(_("体系"), max_length=12, choices=Hierarchy.choices)

    class Meta(Dated.Meta):
        verbose_name = _("隶属关系")
        ordering = ["hierarchy", "unit", "start", "id"]
        indexes = [
            models.Index(fields=["hierarchy", "unit", "start"], name="placement_of_unit"),
            models.Index(fields=["hierarchy", "parent", "start"], name="placement_below"),
            # On which days the tree changes, without reading all of it.
            models.Index(
                fields=["hierarchy", "start"], condition=Q(voided_at=None), name="placement_begins"
            ),
            models.Index(
                fields=["hierarchy", "end"],
                condition=Q(voided_at=None, end__isnull=False),
                name="placement_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ← {self.parent or '—'} ({self.start} – {self.end or '…'})"


class Position(models.Model):
    """Today's place in a hierarchy: a path of fixed-width segments, so a subtree is a range."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="positions")
    parent = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    hierarchy = models.CharField(max_length=12, choices=Hierarchy.choices)
    path = models.CharField(max_length=120, db_collation=None)
    depth = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["hierarchy", "path"]
        constraints = [
            models.UniqueConstraint(fields=["hierarchy", "unit"], name="one_position"),
            models.UniqueConstraint(fields=["hierarchy", "path"], name="one_unit_per_path"),
        ]
        indexes = [models.Index(fields=["hierarchy", "parent"], name="position_children")]

    def __str__(self) -> str:
        return f"{self.hierarchy}:{self.path}"
