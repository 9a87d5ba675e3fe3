"""Whether a branch takes in members who live near it, and how it wants to be reached by them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.domains.orgs.models import Unit


class Hosting(models.Model):
    """What a branch says of itself to members looking for one; who said nothing takes them in, for
    that is the rule, and shows no contact."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="hosting")
    takes = models.BooleanField(_("接收流动党员"), default=True)
    # An office's own words: an address, a telephone it wants known. Shown to members as they are.
    contact = models.CharField(_("联系方式"), max_length=120, blank=True)
    said_at = models.DateTimeField(_("登记时间"))
    said_by = models.CharField(_("登记人"), max_length=150)

    class Meta:
        verbose_name = _("接收流动党员的组织")
        ordering = ["unit"]

    def __str__(self) -> str:
        return f"hosting:{self.unit_id}"
