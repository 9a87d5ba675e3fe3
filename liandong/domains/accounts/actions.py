"""Users and their assignments: given, ended, never deleted."""

from __future__ import annotations

from datetime import date, datetime

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.accounts.enums import Role
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.audit.actions import record
from liandong.domains.database import explained
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
    """A new person who may sign in; rights come with an assignment.

    Raises `LiandongError` `username_taken`: a user name is never given to a second person.
    """
    with explained():
        # Upper and lower case of one name are one person to a reader of the audit trail.
        if not username.strip() or User.objects.filter(username__iexact=username).exists():
            raise LiandongError(
                "username_taken",
                Text(
                    f"用户名“{username}”不能用或已被使用，请另选一个。",
                    f"The user name {username!r} is taken or empty. Choose another one.",
                ),
            )
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
    """Give a role at a unit for a time.

    Raises `LiandongError` `accounts_assignment_separate` when on one of its days the person
    holds another of the three roles that must be separate persons: the database sees to it.
    """
    with explained():
        given = Assignment.objects.create(
            user=user, role=role, unit=unit, start=start, end=end, recorded_at=at, recorded_by=by
        )
        record(
            action="accounts.assign", by=by, at=at, subject=f"user:{user.username}",
            unit=unit.code, after={"role": role, "start": start, "end": end},
        )  # fmt: skip
    return given


def end_assignment(assignment: Assignment, *, end: date, by: str, at: datetime) -> Assignment:
    """The role ends on a day; what was done under it stays. The assignment as it now stands.

    One with a planned end is voided and said anew with the other end; one that ends on the day
    it begins never held, and is voided.
    """
    with explained():
        held = _held(assignment)
        before = held.end
        if before is None and end > held.start:
            held.end, held.ended_at = end, at
            held.save(update_fields=["end", "ended_at"])
        else:
            held = _said_anew(held, end, by, at)
        record(
            action="accounts.end_assignment", by=by, at=at,
            subject=f"user:{held.user.username}", unit=held.unit.code,
            before={"role": held.role, "end": before}, after={"end": end},
        )  # fmt: skip
    return held


def _held(assignment: Assignment) -> Assignment:
    """The assignment on record now, kept from others until we are done."""
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.voided_at is not None:
        raise LiandongError(
            "stale",
            Text(
                "这项任命刚刚被别人改过。请刷新页面再看。",
                "Somebody has just changed this assignment. Reload the page and look again.",
            ),
        )
    return held


def _said_anew(held: Assignment, end: date, by: str, at: datetime) -> Assignment:
    if end < held.start:
        raise LiandongError(
            "ends_before_start",
            Text(
                f"这项任命自{held.start}起，不能更早结束。",
                f"The assignment begins on {held.start}; it cannot end before that.",
            ),
        )
    held.voided_at, held.voided_by, held.void_reason = at, by, f"改为{end}结束"
    held.save(update_fields=["voided_at", "voided_by", "void_reason"])
    if end == held.start:
        return held
    return Assignment.objects.create(
        user=held.user, role=held.role, unit=held.unit, hierarchy=held.hierarchy,
        start=held.start, end=end, recorded_at=at, recorded_by=by,
    )  # fmt: skip
