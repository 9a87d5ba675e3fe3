"""What an office has put in force here, over the norms that are shipped."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says

says(
    "norms_rewritten",
    Text(
        "采用过的规范不能改写或删除，只能撤回。",
        "Norms once adopted are never rewritten or removed: withdraw them instead.",
    ),
)


class AdoptedNorms(models.Model):
    """A norm file an office has put in force here, kept as it was written."""

    name = models.CharField(_("文件名"), max_length=120)
    text = models.TextField(_("内容"))
    adopted_at = models.DateTimeField(_("采用时间"))
    adopted_by = models.CharField(_("采用人"), max_length=150)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)
    withdrawn_by = models.CharField(_("撤回人"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("本地规范")
        ordering = ["adopted_at", "id"]

    def __str__(self) -> str:
        return self.name
