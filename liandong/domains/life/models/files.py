"""Files kept with a meeting, if somebody wishes: never asked for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.life.models.meetings import Meeting
from liandong.domains.life.models.voidable import Voidable

says(
    "life_attachment_rewritten",
    Text("附件不能改写，只能撤下。", "An attachment is never rewritten, only taken down."),
)


class Attachment(Voidable):
    """The name on disk is ours, below LIANDONG_HOME/files; the sender's is for people."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attachments")
    name = models.CharField(_("文件名"), max_length=200)
    stored_as = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)

    class Meta(Voidable.Meta):
        verbose_name = _("附件")
        ordering = ["meeting", "id"]

    def __str__(self) -> str:
        return self.name
