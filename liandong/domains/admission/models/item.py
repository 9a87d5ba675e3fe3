"""What a department asks of communities, and of which."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.admission.enums import ItemKind
from liandong.domains.catalogue.models import Matter
from liandong.domains.database import says
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow.models import Process

LONGEST = 2000
says(
    "admission_item_rewritten",
    Text(
        "准入事项的编号不能改写，征求意见以后内容也不能改，事项不能删除；要改，请撤回后重新申请。",
        "The number of an item is never rewritten, nor its content once opinions were asked for, "
        "and it is never removed; withdraw it and apply anew.",
    ),
)
says(
    "admission_reach_rewritten",
    Text(
        "征求意见以后，涉及的社区不能再改；要改，请撤回后重新申请。",
        "Once opinions were asked for, the communities concerned stay as they are; withdraw the "
        "item and apply anew.",
    ),
)


class Item(models.Model):
    """An application, and what it becomes. Where it stands is what its process says."""

    number = models.CharField(_("编号"), max_length=20, unique=True)
    process = models.OneToOneField(Process, models.PROTECT, related_name="admission")
    # Whoever came after a department that was closed takes its place here.
    department = models.ForeignKey(
        Unit, models.PROTECT, related_name="admissions", verbose_name=_("申请部门")
    )
    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("清单管理机构")
    )
    # The smallest area that holds all communities concerned: its norms are the ones that hold.
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("地区"))
    kind = models.CharField(_("类别"), max_length=12, choices=ItemKind.choices)
    title = models.CharField(_("事项"), max_length=120)
    what = models.CharField(_("要社区做什么"), max_length=LONGEST, blank=True)
    basis = models.CharField(_("依据"), max_length=500, blank=True)
    manner = models.CharField(_("方式、表格或系统"), max_length=300, blank=True)
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name=_("职责清单事项")
    )
    # For one community: how often in a year, and how long each time.
    times = models.PositiveSmallIntegerField(_("每年次数"), default=1)
    hours = models.DecimalField(_("每次小时数"), max_digits=5, decimal_places=1, default=0)
    # What comes with the task, for all communities together, a year.
    people = models.PositiveSmallIntegerField(_("部门派出人数"), default=0)
    money = models.DecimalField(_("每年经费（元）"), max_digits=14, decimal_places=2, default=0)
    wanted_from = models.DateField(_("申请从何日起"), null=True)
    wanted_until = models.DateField(_("申请到何日（不含）"), null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    applied_at = models.DateTimeField(_("申请时间"), null=True)
    applied_by = models.CharField(max_length=150, blank=True)
    # From then on its content stays as it is.
    asked_at = models.DateTimeField(_("开始征求意见"), null=True)
    invented = models.BooleanField(_("演示虚构"), default=False)

    class Meta:
        verbose_name = _("准入事项")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wanted_from=None) | Q(wanted_until=None)
                | Q(wanted_until__gt=F("wanted_from")),
                name="admission_ends_after_it_starts",
                violation_error_message=_("结束日期必须晚于开始日期。"),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("what"), LONGEST)
                & LessThanOrEqual(Length("title"), 120),
                name="admission_text_short",
            ),
            models.CheckConstraint(
                condition=Q(money__gte=0, hours__gte=0), name="admission_not_negative",
                violation_error_message=_("经费和小时数不能是负数。"),
            ),
            models.CheckConstraint(
                condition=Q(applied_at=None, applied_by="")
                | (Q(applied_at__isnull=False) & ~Q(applied_by="")),
                name="admission_applied_by_somebody",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["department", "-id"], name="admission_of_department"),
            models.Index(fields=["office", "-id"], name="admission_of_office"),
        ]

    def __str__(self) -> str:
        return f"admission:{self.number}"


class Reach(models.Model):
    """A community concerned, or an area all of whose communities are."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="reach")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("涉及的社区")
        ordering = ["item", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="reached_once")]
        indexes = [models.Index(fields=["unit", "item"], name="reach_of_unit")]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.unit_id}"
