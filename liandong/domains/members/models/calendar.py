"""The address by which a member's own calendar program reads the meetings they are expected at."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.domains.members.models.person import Person


class CalendarKey(models.Model):
    """A secret address of one person; only its blind index is kept, so nobody can read it here.

    A new one ends the one before: at most one holds.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="calendar_keys")
    secret_index = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("订阅时间"))
    made_by = models.CharField(max_length=150)
    revoked_at = models.DateTimeField(_("停用时间"), null=True)
    revoked_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("日历订阅")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(revoked_at=None),
                name="members_calendarkey_one_holds",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"calendar:{self.pk}"
