"""Signing in, failing to, being locked out and leaving are audited too."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from liandong.domains.audit.actions import record


def _address(request: Any) -> dict[str, str]:
    return {"address": request.META.get("REMOTE_ADDR", "")} if request else {}


@receiver(user_logged_in, dispatch_uid="audit.in")
def signed_in(request: Any, user: Any, **_: Any) -> None:
    _note("accounts.signed_in", user.username, request)


@receiver(user_logged_out, dispatch_uid="audit.out")
def signed_out(request: Any, user: Any, **_: Any) -> None:
    if user is not None:
        _note("accounts.signed_out", user.username, request)


@receiver(user_login_failed, dispatch_uid="audit.failed")
def sign_in_failed(credentials: dict, request: Any = None, **_: Any) -> None:
    _note("accounts.sign_in_failed", str(credentials.get("username", ""))[:150], request)


@receiver(user_locked_out, dispatch_uid="audit.locked")
def locked_out(request: Any, username: str, **_: Any) -> None:
    _note("accounts.locked_out", username[:150], request)


def _note(action: str, username: str, request: Any) -> None:
    # Signing in happens outside any transaction of ours, and the chain needs one.
    with transaction.atomic():
        record(
            action=action, by=username or "?", at=timezone.now(), subject=f"user:{username}",
            after=_address(request),
        )  # fmt: skip
