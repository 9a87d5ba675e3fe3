"""Users and their assignments: given, ended, never deleted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.accounts.enums import SEPARATE, Role
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.audit.actions import record
from liandong.domains.orgs.models import Unit


def create_user(
    *,
    username: str,
    password: str,
    display_name: str,
    by: str,
    at: datetime,
    invented: bool = False,
) -> User:
    """A new person who may sign in; rights come with an assignment."""
    with transaction.atomic():
        user = User(username=username, display_name=display_name, invented=invented)
        user.set_password(password)
        user.save(force_insert=True)
        record(
            action="accounts.create_user", by=by, at=at, subject=f"user:{username}",
            after={"display_name": display_name},
        )  # fmt: skip
    return user


def assign(
    user: User, *, role: Role, unit: Unit, start: date, end: date | None = None, by: str,
    at: datetime,
) -> Assignment:  # fmt: skip
    """Give a role at a unit for a time. Raises `LiandongError` `separate` when the person holds
    another of the three roles that must be separate persons."""
    if role in SEPARATE:
        held = Assignment.objects.live().filter(user=user, role__in=SEPARATE - {role})
        if held.exists():
            raise LiandongError(
                "separate",
                Text(
                    "系统管理员、安全管理员、审计员必须由三个不同的人担任。",
                    "Administrator, security officer and auditor must be three different persons.",
                ),
            )
    with transaction.atomic():
        given = Assignment.objects.create(
            user=user, role=role, unit=unit, start=start, end=end, recorded_at=at, recorded_by=by
        )
        record(
            action="accounts.assign", by=by, at=at, subject=f"user:{user.username}",
            unit=unit.code, after={"role": role, "start": start, "end": end},
        )  # fmt: skip
    return given


def end_assignment(assignment: Assignment, *, end: date, by: str, at: datetime) -> Assignment:
    """The role ends on a day; what was done under it stays."""
    with transaction.atomic():
        before = assignment.end
        assignment.end, assignment.ended_at = end, at
        assignment.save(update_fields=["end", "ended_at"])
        record(
            action="accounts.end_assignment", by=by, at=at,
            subject=f"user:{assignment.user.username}", unit=assignment.unit.code,
            before={"end": before}, after={"end": end},
        )  # fmt: skip
    return assignment
