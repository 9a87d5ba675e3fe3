"""Where somebody belongs, how far they are, how they stand: one row for as long as all three hold.

Each change ends a row and begins the next, so that the past stays where it happened.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.members.enums import MEMBERS, Entry, Exit, Stage, Standing
from liandong.domains.members.models.person import Person
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.models.dated import Dated

OVERLAP = says(
    "members_membership_overlap",
    Text(
        "同一天一个人只能在一个组织、处于一个阶段。请先结束原来的记录，或改日期。",
        "On any day a person belongs to one organisation at one stage. End the earlier record "
        "first, or change the date.",
    ),
)
REWRITTEN = says(
    "members_membership_rewritten",
    Text(
        "名册记录不能改写或删除，只能结束或更正。",
        "Records of the roster are never rewritten or removed: end or correct them.",
    ),
)


class Membership(Dated):
    """A person in a branch (or, while joining, with it), perhaps in one of its groups."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    group = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="group_memberships"
    )
    stage = models.CharField(_("阶段"), max_length=12, choices=Stage.choices)
    standing = models.CharField(
        _("党籍"), max_length=12, choices=Standing.choices, default=Standing.NORMAL
    )
    entry = models.CharField(_("登记原因"), max_length=12, choices=Entry.choices)
    exit = models.CharField(_("结束原因"), max_length=12, choices=Exit.choices, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("党员关系")
        ordering = ["person", "start", "id"]
        indexes = [
            models.Index(fields=["unit", "stage", "start"], name="membership_of_unit"),
            models.Index(fields=["person", "-start"], name="membership_of_person"),
            models.Index(fields=["recorded_at"], name="membership_by_record"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.unit_id} ({self.stage})"

    @property
    def is_member(self) -> bool:
        """Whether the person is a member, probationary or full, and not only on the way."""
        return self.stage in MEMBERS
