"""Members on their way: transfers between organisations, and those who live elsewhere."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.domains.members.enums import AwayReason, ContactWay
from liandong.domains.members.models.person import Person
from liandong.domains.orgs.models import Unit
from liandong.domains.sealing import SealedField
from liandong.domains.workflow.models import Process


class Transfer(models.Model):
    """A membership on its way from a branch to an organisation, or out of the system."""

    process = models.OneToOneField(Process, models.PROTECT, related_name="transfer")
    person = models.ForeignKey(Person, models.PROTECT, related_name="transfers")
    sender = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    # None: out of the system, to an organisation that `outside` names.
    receiver = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    outside = models.CharField(_("系统外的转入组织"), max_length=120, blank=True)
    letter = models.CharField(_("介绍信编号"), max_length=60, blank=True)
    # Where the receiver placed the member.
    branch = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("组织关系转接")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["sender", "-id"], name="transfer_from"),
            models.Index(fields=["receiver", "-id"], name="transfer_to"),
        ]

    def __str__(self) -> str:
        return f"transfer:{self.pk}"


class Floating(models.Model):
    """A member who lives elsewhere for half a year or longer while the membership stays."""

    process = models.OneToOneField(Process, models.PROTECT, related_name="floating")
    person = models.ForeignKey(Person, models.PROTECT, related_name="floatings")
    home = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    host = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    branch = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    # Where to: an area of this province, or somewhere beyond that `elsewhere` names.
    area = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    elsewhere = models.CharField(_("省外去向"), max_length=120, blank=True)
    reason = models.CharField(_("流动原因"), max_length=12, choices=AwayReason.choices)
    since = models.DateField(_("流出日期"))

    class Meta:
        verbose_name = _("流动党员")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["home", "-id"], name="floating_from"),
            models.Index(fields=["host", "-id"], name="floating_to"),
        ]

    def __str__(self) -> str:
        return f"floating:{self.pk}"


class Contact(models.Model):
    """The home organisation was in contact: when, by which way; not what was said."""

    floating = models.ForeignKey(Floating, models.PROTECT, related_name="contacts")
    on = models.DateField(_("日期"))
    way = models.CharField(_("方式"), max_length=10, choices=ContactWay.choices)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.floating_id} {self.on}"


class Feedback(models.Model):
    """What the host tells home: that the member took part, and in what."""

    floating = models.ForeignKey(Floating, models.PROTECT, related_name="feedback")
    on = models.DateField(_("日期"))
    text = models.CharField(_("参加活动情况"), max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.floating_id} {self.on}"


class CorrectionRequest(models.Model):
    """A person asks that something about them be put right."""

    process = models.OneToOneField(Process, models.PROTECT, related_name="correction_request")
    person = models.ForeignKey(Person, models.PROTECT, related_name="correction_requests")
    # What a person writes about themselves may hold anything.
    said = SealedField(_("哪里不对，应是什么"))

    class Meta:
        verbose_name = _("信息更正请求")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"correction:{self.pk}"
