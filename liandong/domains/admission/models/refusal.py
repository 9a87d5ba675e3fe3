"""A community refuses a task that was not admitted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.admission.enums import Reply
from liandong.domains.admission.models.item import Item
from liandong.domains.database import says
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow.models import Process

says(
    "admission_refusal_rewritten",
    Text(
        "社区的拒绝和对它的答复不能改写或删除。",
        "A refusal and its answer are never rewritten or removed.",
    ),
)


class Refusal(models.Model):
    """What was asked, by whom, of which community; answered by the office within its limit."""

    number = models.CharField(_("编号"), max_length=20, unique=True)
    process = models.OneToOneField(Process, models.PROTECT, related_name="task_refusal")
    community = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("社区"))
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked = models.CharField(_("要求做什么"), max_length=500)
    # What the register has, where it was asked for otherwise than admitted.
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="refusals")
    department = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("布置的部门")
    )
    who = models.CharField(_("谁布置的"), max_length=200, blank=True)
    refused_at = models.DateTimeField(_("拒绝时间"))
    refused_by = models.CharField(max_length=150)
    reply = models.CharField(_("答复"), max_length=8, choices=Reply.choices, blank=True)
    reply_said = models.CharField(_("答复说明"), max_length=500, blank=True)
    shown = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(_("答复时间"), null=True)
    replied_by = models.CharField(max_length=150, blank=True)
    invented = models.BooleanField(_("演示虚构"), default=False)

    class Meta:
        verbose_name = _("社区拒绝")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False) | ~Q(who=""),
                name="refusal_says_by_whom",
                violation_error_message=_("请写明是谁布置的。"),
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None, replied_by="", reply="")
                | (Q(replied_at__isnull=False) & ~Q(replied_by="") & ~Q(reply="")),
                name="refusal_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(reply="admitted") | Q(shown__isnull=False),
                name="refusal_shows_the_item",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-id"], name="refusal_of_community"),
            models.Index(fields=["office", "-id"], name="refusal_at_office"),
        ]

    def __str__(self) -> str:
        return f"refusal:{self.number}"
