"""Keys of other systems, and receipts for what they sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandong.domains.casework.models import Case
from liandong.domains.orgs.models import Unit

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
    case = models.OneToOneField(Case, models.PROTECT, related_name="receipt")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["partner", "external"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.partner} {self.external}"
