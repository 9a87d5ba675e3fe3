"""An organisation or area of any kind, and the names it has had."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models.dated import Dated

NAME_OVERLAP = says(
    "orgs_name_overlap",
    Text(
        "同一天只能有一个名称。请先结束原名称，或更正其日期。",
        "A unit has one name on any day. End the earlier name first, or correct its dates.",
    ),
)
NAME_REWRITTEN = says(
    "orgs_name_rewritten",
    Text(
        "名称记录不能改写，请用“更名”或“更正”。",
        "A name on record is never rewritten: rename the unit, or correct the record.",
    ),
)


class Unit(models.Model):
    """One node of the linked system. `name` and `pinyin` are today's, for lists and search."""

    code = models.CharField(_("代码"), max_length=32, unique=True)
    division_code = models.CharField(_("区划代码"), max_length=12, null=True, unique=True)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=120)
    pinyin = models.CharField(_("拼音"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("组织")
        ordering = ["code"]
        indexes = [
            # For search: names that begin with a word, and the few units of upper levels.
            models.Index(
                fields=["name"], opclasses=["varchar_pattern_ops"], name="unit_name_begins"
            ),
            models.Index(fields=["kind"], name="unit_of_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Name(Dated):
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    name = models.CharField(_("名称"), max_length=120)

    class Meta(Dated.Meta):
        verbose_name = _("名称")
        ordering = ["unit", "start", "id"]

    def __str__(self) -> str:
        return self.name
