"""What somebody was told, and how they want to be told."""

from __future__ import annotations

from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.models import User
from liandong.domains.notify.enums import Mail
from liandong.domains.sealing import SealedField

DIGEST_AT = time(8, 30)
QUIET_FROM, QUIET_TO = time(21, 0), time(7, 0)


class Notice(models.Model):
    """One thing somebody was told, in both languages. The title goes into letters: no personal
    data there; the body stays here."""

    recipient = models.ForeignKey(User, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300)
    body_zh = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    link = models.CharField(max_length=300)
    # What it is about; nobody is told the same twice on one day.
    about = models.CharField(max_length=120)
    day = models.DateField()
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)
    texted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("消息")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "about", "day"], name="notice_once_a_day")
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_inbox"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def body(self) -> Text:
        return Text(self.body_zh, self.body_en)


class Preference(models.Model):
    """How one person wants to be told. Without a row: a letter a day at 8:30, no text messages."""

    user = models.OneToOneField(User, models.PROTECT, related_name="preference")
    mail = models.CharField(_("邮件"), max_length=8, choices=Mail.choices, default=Mail.DIGEST)
    # Empty: the address of the account.
    address = models.EmailField(_("邮箱"), blank=True)
    texts = models.BooleanField(_("短信"), default=False)
    phone = SealedField(_("手机号"), kind="phone", blank=True, default="")
    digest_at = models.TimeField(_("每天几点发"), default=DIGEST_AT)
    quiet_from = models.TimeField(_("免打扰：从"), default=QUIET_FROM)
    quiet_to = models.TimeField(_("免打扰：到"), default=QUIET_TO)
    language = models.CharField(max_length=10, default="zh-hans")
    # The mail server would not take this address; cleared when another one is given.
    refused_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("消息设置")

    def __str__(self) -> str:
        return f"{self.user}: {self.mail}"

    @property
    def sends_to(self) -> str:
        """Where letters go; empty when there is no address, or a refused one."""
        return "" if self.refused_at else self.address or self.user.email
