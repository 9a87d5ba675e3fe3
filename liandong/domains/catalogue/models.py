"""Who is responsible for what: matters on dated lists, functions, and the units that perform them.

One catalogue serves the admission of tasks to communities and the dispatch of residents' requests.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.catalogue.enums import KEPT_ABOVE, ListKind, Part, TimeClass
from liandong.domains.database import says
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.models.dated import Dated

says(
    "catalogue_matter_overlap",
    Text(
        "同一天一个编号只能有一个版本的事项。请先结束原版本，或改日期。",
        "On any day a matter has one version. End the earlier one first, or change the date.",
    ),
)
says(
    "catalogue_performs_overlap",
    Text("这个单位当天已经承担这项职能。", "The unit performs this function on that day already."),
)
for _code in ("catalogue_matter_rewritten", "catalogue_performs_rewritten"):
    says(
        _code,
        Text(
            "清单的旧版本不能改写或删除，只能结束或更正。",
            "Earlier versions of the catalogue are never rewritten: end or correct them.",
        ),
    )

COMMUNITY, STREET = "community", "street"  # functions that an area performs by what it is


class Function(models.Model):
    """What a department is there for, such as city management. Whoever performs it may change."""

    code = models.CharField(_("职能代码"), max_length=40, unique=True)
    name = models.CharField(_("职能"), max_length=60, unique=True)
    english = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("职能")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Performs(Dated):
    """A department performs a function for the area it belongs to."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="functions")
    function = models.ForeignKey(Function, models.PROTECT, related_name="performers")

    class Meta(Dated.Meta):
        verbose_name = _("职能承担")
        ordering = ["function", "start", "id"]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.function_id}"


class Matter(Dated):
    """One version of one item of a list."""

    code = models.CharField(_("事项编号"), max_length=20)
    name = models.CharField(_("事项"), max_length=120)
    english = models.CharField(max_length=200, blank=True)
    kind = models.CharField(_("清单"), max_length=20, choices=ListKind.choices)
    group = models.CharField(_("分组"), max_length=40)
    says = models.CharField(_("说明"), max_length=500, blank=True)
    # What residents call it, by which it is found and suggested: ["路灯不亮", "路灯坏了"].
    words = models.JSONField(_("群众说法"), default=list, blank=True)
    pinyin = models.CharField(max_length=400, blank=True)
    time_class = models.CharField(_("时限类别"), max_length=10, choices=TimeClass.choices)
    private = models.BooleanField(_("默认不公开"), default=False)
    source = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("事项")
        ordering = ["code", "start", "id"]
        indexes = [
            models.Index(fields=["code", "-start"], name="matter_versions"),
            models.Index(fields=["kind", "code"], name="matter_of_list"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def goes_down(self) -> bool:
        """Whether it may be sent to a street or a community at all."""
        return self.kind not in KEPT_ABOVE


class Responsible(models.Model):
    """A function that leads or assists in a version of a matter."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="responsible")
    part = models.CharField(_("分工"), max_length=6, choices=Part.choices)
    function = models.ForeignKey(Function, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("责任")
        ordering = ["matter", "-part", "id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "function"], name="one_part_a_function"),
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(part="lead"), name="one_leads_a_matter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.function_id}"
