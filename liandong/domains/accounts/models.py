"""Users, and the dated assignments that say what each may see and do."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Role
from liandong.domains.database import says
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.models.dated import Dated

says(
    "accounts_assignment_separate",
    Text(
        "系统管理员、安全管理员、审计员必须由三个不同的人担任。",
        "Administrator, security officer and auditor must be three different persons.",
    ),
)
says(
    "accounts_assignment_rewritten",
    Text(
        "任命不能改写或删除，只能结束。",
        "An assignment on record is never rewritten or removed: end it instead.",
    ),
)
says(
    "accounts_user_kept",
    Text(
        "用户不能改名或删除，只能停用。",
        "A user is never renamed or removed: deactivate the account instead.",
    ),
)


class User(AbstractUser):
    """A person who signs in. Rights come from assignments alone, never from staff flags."""

    first_name = None
    last_name = None
    display_name = models.CharField(_("姓名"), max_length=60)
    # Invented people of the demo are marked wherever they appear.
    invented = models.BooleanField(_("演示虚构"), default=False)
    # A one-time password, handed out then, opens nothing but the page where it is changed.
    one_time_since = models.DateTimeField(_("一次性密码发放时间"), null=True)

    class Meta:
        verbose_name = _("用户")

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def must_change_password(self) -> bool:
        """Whether the password is one that somebody else knows."""
        return self.one_time_since is not None

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Assignment(Dated):
    """A role at a unit, for a time; deputising during leave is one with an end."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    role = models.CharField(_("角色"), max_length=16, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    hierarchy = models.CharField(
        _("体系"), max_length=12, choices=Hierarchy.choices, default=Hierarchy.TERRITORY
    )

    class Meta(Dated.Meta):
        ordering = ["user", "start", "id"]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.unit}"
