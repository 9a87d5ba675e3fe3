"""Keys of other systems, receipts for what they sent, where they are told, what they are told."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandong.domains.casework.models import Case
from liandong.domains.orgs.models import Unit
from liandong.domains.partners.enums import Trouble
from liandong.domains.sealing import SealedField

USUAL_PACE = 600  # a minute


class Key(models.Model):
    """A key of a partner. Only its digest is kept; `start` tells keys of one partner apart.

    What a partner sent belongs to its name, so that a key can be replaced by another.
    """

    name = models.CharField(_("对接系统"), max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    start = models.CharField(_("密钥开头"), max_length=8)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("服务的地区"))
    may_post = models.BooleanField(_("可以提交"), default=True)
    may_read = models.BooleanField(_("可以查询自己提交的"), default=True)
    per_minute = models.PositiveIntegerField(_("每分钟最多"), default=USUAL_PACE)
    # The minute that is counted, and how much was asked in it.
    minute = models.DateTimeField(null=True)
    used = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("对接密钥")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="key_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.start}…"


class Receipt(models.Model):
    """What was sent under an external number or an Idempotency-Key: sent again it is told apart
    from something else under the same number."""

    partner = models.CharField(max_length=40)
    external = models.CharField(max_length=80)
    body = models.CharField(max_length=64)
    case = models.ForeignKey(Case, models.PROTECT, related_name="receipts")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["partner", "external"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.partner} {self.external}"


class Hook(models.Model):
    """Where a partner is told of each step of its requests. What is told is signed with `secret`,
    which the partner got once."""

    partner = models.CharField(_("对接系统"), max_length=40, unique=True)
    url = models.CharField(_("回调地址"), max_length=500)
    secret = SealedField(_("回调密钥"))
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=150)
    # Nothing more is written for it; what was written already is not sent.
    off_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("回调")
        ordering = ["partner"]

    def __str__(self) -> str:
        return self.partner


class Delivery(models.Model):
    """Something a partner is to be told, written in the transaction of the step itself. It is sent
    until the partner says it has it, or every try is used up: then it lies dead until somebody
    sends it again. `mark` lets the partner drop what comes twice."""

    mark = models.UUIDField(_("投递编号"), unique=True, default=uuid4)
    hook = models.ForeignKey(Hook, models.PROTECT, related_name="deliveries")
    case = models.ForeignKey(Case, models.PROTECT, related_name="deliveries")
    event = models.CharField(_("事件"), max_length=40)
    body = models.TextField()
    at = models.DateTimeField(_("发生"))
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    # None: there is nothing more to do.
    next_at = models.DateTimeField(_("下次"), null=True)
    claimed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(_("送达"), null=True)
    dead_at = models.DateTimeField(_("放弃"), null=True)
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)

    class Meta:
        verbose_name = _("投递")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_at__isnull=False, delivered_at=None, dead_at=None)
                | Q(next_at=None, delivered_at__isnull=False, dead_at=None)
                | Q(next_at=None, delivered_at=None, dead_at__isnull=False),
                name="delivery_waiting_done_or_dead",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"], condition=Q(next_at__isnull=False), name="delivery_due"
            ),
            models.Index(
                fields=["case", "id"], condition=Q(next_at__isnull=False), name="delivery_in_turn"
            ),
            models.Index(fields=["hook", "-id"], name="delivery_of_hook"),
            models.Index(
                fields=["hook", "-id"], condition=Q(dead_at__isnull=False), name="delivery_dead"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.mark}"

    @property
    def state(self) -> str:
        """waiting, delivered or dead."""
        if self.delivered_at is not None:
            return "delivered"
        return "dead" if self.dead_at is not None else "waiting"
