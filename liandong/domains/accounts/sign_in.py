"""How people come in: invited with a one-time password, unlocked, stopped, let in again.

Three persons keep each other in check: the administrator opens accounts and gives roles, the
security officer unlocks, stops and hands out one-time passwords, the auditor reads what both did.
Nobody does any of it for themselves.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.utils import reset
from django.conf import settings
from django.db import transaction

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.accounts.actions import create_user, not_oneself, oneself, told
from liandong.domains.accounts.models import User
from liandong.domains.accounts.passwords import one_time
from liandong.domains.audit.actions import record


def invite(*, username: str, display_name: str, by: str, at: datetime) -> tuple[User, str]:
    """A new person, and the one-time password to hand over: it is kept nowhere."""
    password = one_time()
    user = create_user(
        username=username, password=password, display_name=display_name, by=by, at=at,
        one_time_since=at,
    )  # fmt: skip
    return user, password


def reset_password(user: User, *, by: str, at: datetime) -> str:
    """A one-time password in place of a forgotten one; signs the person out everywhere."""
    not_oneself(user, by)
    password = one_time()
    with transaction.atomic():
        user.set_password(password)
        user.one_time_since = at
        user.save(update_fields=["password", "one_time_since"])
        told("reset_password", user, by, at)
    return password


def change_password(user: User, password: str, *, by: str, at: datetime) -> None:
    """The person's own new password, in place of a one-time one or an older one."""
    with transaction.atomic():
        user.set_password(password)
        user.one_time_since = None
        user.save(update_fields=["password", "one_time_since"])
        told("change_password", user, by, at)


def lapsed(user: User, at: datetime) -> bool:
    """Whether a person's one-time password was handed out too long ago to be used."""
    since = user.one_time_since
    return since is not None and at - since > settings.ONE_TIME_PASSWORD_AGE


def deactivate(user: User, *, reason: str, by: str, at: datetime) -> None:
    """The person may not sign in any more; what they did stays. Raises `LiandongError`."""
    not_oneself(user, by)
    if not reason.strip():
        raise LiandongError("reason_missing", Text("请写明停用的理由。", "Say why you stop it."))
    _set_active(user, False, "deactivate", by=by, at=at, reason=reason.strip())


def reactivate(user: User, *, by: str, at: datetime) -> None:
    """The person may sign in again."""
    not_oneself(user, by)
    _set_active(user, True, "reactivate", by=by, at=at)


def _set_active(user: User, active: bool, what: str, *, by: str, at: datetime, **more: Any) -> None:
    with transaction.atomic():
        changed = User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active)
        if changed:
            told(what, user, by, at, **more)
    user.is_active = active


def unlock(username: str, *, by: str, at: datetime) -> None:
    """Forget the failed sign-ins of a user name, so that its owner may try again."""
    if username == by:
        raise oneself()
    with transaction.atomic():
        reset(username=username)
        record(action="accounts.unlock", by=by, at=at, subject=f"user:{username}")
